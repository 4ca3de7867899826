"""Tells the operator what goes wrong, by mail and webhook: once, and once more when it is over."""
