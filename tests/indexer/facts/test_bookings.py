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
    (
        '<a href="https://www.fresha.example/a/quiet-hands">See prices</a>',
        ["https://www.fresha.example/a/quiet-hands"],
    ),
    (
        '<a href="https://diary.someone.example/quiet">Book an appointment</a>',
        ["https://diary.someone.example/quiet"],
    ),
    ('<a href="https://diary.someone.example/quiet">A place I like to book into</a>', []),
    ('<a href="https://www.clinic.com/contact">Book now</a>', []),
    (
        "".join(f'<a href="https://other.example/{n}">{n}</a>' for n in range(5))
        + '<a href="https://other.example/x">Book now</a>',
        [],
    ),
    (
        (
            '<script type="application/ld+json">{"@type":"LocalBusiness","potentialAction":{"@type":"ReserveAction",'
            '"target":{"urlTemplate":"https://q.someone.example/new"}}}</script>'
        ),
        ["https://q.someone.example/new"],
    ),
    ('<a href="https://squareup.com/gift/madeup/order">Send one instantly</a>', []),
    ('<a href="https://app.acuityscheduling.com/catalog.php?owner=1&action=addCart">30 Minutes</a>', []),
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
