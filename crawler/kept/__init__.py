"""Beneath the store and the archive: tables, schema, writing, replay, retention."""
