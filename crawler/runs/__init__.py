"""A run from its scope to its verdict: counting, judging, telling what is wrong."""
