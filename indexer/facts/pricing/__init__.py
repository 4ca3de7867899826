"""Amounts, lengths and what they buy."""
