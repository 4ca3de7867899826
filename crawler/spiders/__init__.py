"""One spider per shape of source, never one per site."""
