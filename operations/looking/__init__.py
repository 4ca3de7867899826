"""What the desk shows, worked out from store, ledger and index: nothing here changes anything."""
