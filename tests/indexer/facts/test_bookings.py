"""Links to online booking systems."""

import pytest

from indexer.facts import bookings
from tests.indexer.facts.clinic_pages import site

PAGES = [
    (
        '<a href="https://made-up.au1.cliniko.com/bookings">Book</a>',
        ["https://made-up.au1.cliniko.com/bookings"],
    ),
    ('<iframe src="https://made-up.janeapp.com"></iframe>', ["https://made-up.janeapp.com"]),
    ('<a href="https://book.made-up.example/now">Book online</a>', ["https://book.made-up.example/now"]),
    (
        '<a href="https://salon.example/onlinebooking/v7">Make a booking</a>',
        ["https://salon.example/onlinebooking/v7"],
    ),
    ('<a href="/book">Book now</a>', []),
    ('<a href="https://www.facebook.com/madeup/book">Book now</a>', []),
    ('<a href="https://books.example/the-book">Read the book</a>', []),
    ('<a href="mailto:a@clinic.example">Book</a><a href="http://[bad">Book</a>', []),
]


@pytest.mark.parametrize(("html", "addresses"), PAGES)
def test_booking_links_are_told_from_others(html: str, addresses: list[str]) -> None:
    assert list(bookings.find(site(html))) == addresses


def test_one_system_linked_from_every_page_is_given_once() -> None:
    link = '<a href="https://made-up.setmore.com/">Book</a>'
    assert len(bookings.find(site(link, about=link, contact=link))) == 1
