"""What a channel raises when it cannot deliver."""

SECONDS = 10.0
"""How long a server may take for each step: whoever sends has other work to do."""


class DeliveryError(Exception):
    """A message was not delivered; the text says why, without any secret."""
