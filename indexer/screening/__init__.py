"""Screening: whether a business is listed, held for a person to look at, or left out, and why.

`data/screening.yaml` holds every word and weight with its reason, `signs` reads it, `screening` weighs.
"""
