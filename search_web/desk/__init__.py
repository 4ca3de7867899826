"""The operator's desk, under /desk: what runs, what ails, what waits for a decision.

Everything it shows and does lies in `operations` and `indexer.deciding`; here it is asked for and laid out.
"""

from search_web.desk.app import add_desk

__all__ = ["add_desk"]
