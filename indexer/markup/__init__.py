"""Reading mark-up: bytes to text, elements to blocks."""
