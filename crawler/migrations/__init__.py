"""The store's schema, step by step. `crawler.kept.schema` runs them when a store is opened."""
