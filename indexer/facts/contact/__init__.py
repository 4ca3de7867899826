"""Names and ways of reaching a provider: what the contact modules share."""
