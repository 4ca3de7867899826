"""Who may use the desk: accounts, signing in, sessions, and the log of what everybody did."""
