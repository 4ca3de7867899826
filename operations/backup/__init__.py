"""Backups of a home: taken while it is worked in, checked, and put back."""
