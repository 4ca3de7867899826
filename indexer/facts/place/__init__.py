"""Addresses and places."""
