"""Showing and scoring what the fact modules find."""
