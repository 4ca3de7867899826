"""The commands beside `rosanna crawl`."""
