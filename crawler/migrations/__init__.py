"""The store's schema, step by step. `crawler.schema` runs them when a store is opened."""
