"""Whether an installation is well: what `rosanna doctor` looks at, and what alerts are raised about."""
