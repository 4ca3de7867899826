"""Which of a page's channels readers meet: shown and folded text, `<noscript>` where nothing else stands."""

from indexer.page import Channel, Page

READ = frozenset([Channel.VISIBLE, Channel.HIDDEN])
SCRIPT_BUILT_MOST = 200
"""Characters of visible text up to which a page is an empty shell that a script fills."""


def read(page: Page) -> frozenset[Channel]:
    """The channels that hold the page's own words."""
    return READ | {Channel.NOSCRIPT} if len(page.text) <= SCRIPT_BUILT_MOST else READ
