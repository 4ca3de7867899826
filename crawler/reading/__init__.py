"""What pages and answers say: links, structured data, listings, what a page is in place of content."""
