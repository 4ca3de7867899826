"""What a page is to its site, beyond its blocks."""
