"""Being a good guest and a hard target: robots.txt, pace, patience, addresses, bounds, the request log."""
