"""Tells the operator what goes wrong: by mail and webhook, once an incident, and once more when it is
over."""
