"""From listings and pages to a generation of the index."""
