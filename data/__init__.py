"""What is known before any crawl, and the small readers for it. Imports nothing of ours."""
