"""Whether the business itself has closed for good."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import closed
from tests.indexer.facts.clinic_pages import site

CLOSED = [
    "We have closed permanently.",
    "After twenty years, Blue Door Massage shut its doors for good on 30 June 2026.",
    "Blue Door Massage has now ceased trading.",
    "I have retired and thank all my clients.",
    "I’m now retired from massage.",
    "PERMANENTLY CLOSED",
    "This clinic is no longer operating.",
    "Sadly our practice has been sold.",
    "We are no longer in business.",
    "We will be closing our doors on 31 March 2024.",
    "My last day of practice was Friday 4 October 2024.",
    "We have sold the business.",
]
OPEN = [
    "We are closed on Sundays.",
    "Closed over Christmas.",
    "Closed",
    "Sunday: Closed",
    "We are temporarily closed for renovations.",
    "The clinic is closed until further notice.",
    "Our Thornbury rooms have closed permanently.",
    "Our second clinic has been sold.",
    "We have closed our doors in High Street and moved to Main Street.",
    "The mill closed down in 1990.",
    "Greyhound. Retired. Present most afternoons.",
    "Jane is a retired nurse.",
    "I am a retired dancer.",
    "Our books are closed to new patients.",
    "You no longer need to suffer.",
    "We no longer hire the shockwave machine.",
    "We will be closing our doors on 31 March 2031.",
    "What if the practice has been sold?",
    "We have permanently reduced our prices.",
    "We will close at 3pm on Friday 4 October 2024.",
    "The last appointment is at 7pm.",
]


def _page(text: str) -> str:
    return f"<title>Blue Door Massage</title><h1>Blue Door Massage</h1><p>{text}</p>"


@pytest.mark.parametrize("text", CLOSED)
def test_a_business_that_says_it_has_ended_is_closed(text: str) -> None:
    found = closed.find(site(_page(text)))
    assert found is not None
    assert found.evidence[0].quote in text


@pytest.mark.parametrize("text", OPEN)
def test_days_off_moves_branches_and_other_ends_close_nothing(text: str) -> None:
    assert closed.find(site(_page(text))) is None


def test_an_article_about_an_end_closes_nothing() -> None:
    page = "<title>News</title><p>We have closed permanently.</p>"
    assert closed.find(site(_page("Welcome."), **{"blog/an-end": page})) is None


def test_a_place_can_be_former_while_the_business_goes_on() -> None:
    assert closed.is_former("Thornbury rooms: closed permanently")
    assert closed.is_former("Now closed")
    assert not closed.is_former("Sunday closed")


@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    closed.find(site(_page(text.replace("<", " "))))
    closed.is_former(text)
