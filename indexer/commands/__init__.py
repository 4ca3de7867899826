"""What each of the indexer's commands does, one module a command, imported when it is asked for."""
