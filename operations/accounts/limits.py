"""The numbers of signing in, each with its reason."""

from datetime import timedelta

PASSWORD_LEAST = 12
"""Characters: between what NIST SP 800-63B asks of a password alone (15) and beside a second factor (8)."""
PASSWORD_MOST = 256
"""Characters: nobody types more, and hashing is not to be made long by others."""
NAME_MOST = 40
HASHES_AT_ONCE = 1
"""In a process: each takes 64 MiB for a moment (RFC 9106, second recommendation)."""

SESSION_LIFE = timedelta(hours=12)
"""A working day."""
SESSION_IDLE = timedelta(hours=2)
"""Without a request: long enough for lunch."""
SEEN_EVERY = timedelta(minutes=1)
"""How exactly it is noted when a session was used: a write a request would be many."""

FREE_FAILURES = 5
"""A person mistypes; from the next one on each failure doubles the wait."""
FIRST_WAIT = timedelta(seconds=2)
LONGEST_WAIT = timedelta(minutes=5)
"""Makes guessing hopeless, and yet nobody can lock somebody else out for longer, from a new browser; a known
one is not held up at all."""
FORGOTTEN_AFTER = timedelta(days=1)
"""Failures are forgotten then."""

CODE_DIGITS, CODE_SECONDS = 6, 30
"""As every authenticator has it (RFC 6238)."""
CODE_STEPS = 1
"""A code may be this many steps early or late: clocks differ, people type slowly (RFC 6238, 5.2)."""
