"""Fetches pages politely and keeps them. Knows nothing of facts or of search."""
