"""Runs crawls and index refreshes by themselves, and keeps account of them for whoever looks after them."""
