"""Search engines, one a file, behind the protocol of `indexer.engines.protocol`."""
