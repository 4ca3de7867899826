"""Made-up listings with the truth about which are of one provider, for measuring identity.

Written from what is known of the domain alone, without sight of the rules they measure: when a rule fails here,
the rule is wrong, not the truth.
"""
