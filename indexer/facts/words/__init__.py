"""Vocabulary words in place: where they stand, in what tone, and how much that counts."""
