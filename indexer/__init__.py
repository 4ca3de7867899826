"""Turns kept pages and listings into provider documents, and documents into an index."""
