"""What searches mean and what they find, as data."""
