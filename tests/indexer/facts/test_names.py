"""The provider's name, out of titles, logos, headers and footers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import names
from tests.indexer.facts import name_layouts
from tests.indexer.facts.clinic_pages import site

TRADING = "<title>Massage</title><body><footer>© The Wide River Ltd trading as Quiet Hands 2025</footer>"
PAGES = [
    (
        "<title>Tall Pines Osteopathy | Osteopath in Rosanna</title><h1>Feel better today!</h1>",
        "Tall Pines Osteopathy",
    ),
    ("<title>Home - Tall Pines Osteopathy</title>", "Tall Pines Osteopathy"),
    ("<title>Welcome to Tall Pines Osteopathy</title>", "Tall Pines Osteopathy"),
    (
        (
            "<title>Remedial Massage Eltham | Best Massage</title><body>"
            "<header><img alt='Still Waters Massage logo'></header>"
            "<footer>© 2024 Still Waters Massage. All rights reserved.</footer>"
        ),
        "Still Waters Massage",
    ),
    (
        "<title>Document</title><body><footer>Copyright 2019 Still Waters Massage Pty Ltd</footer>",
        "Still Waters Massage",
    ),
    (
        (
            "<title>Osteopathy Kew — Tall Pines Clinic</title><h1>Osteopathy in Kew</h1>"
            "<p>At Tall Pines Clinic, we see people of all ages.</p>"
        ),
        "Tall Pines Clinic",
    ),
    ("<title>TALL PINES OSTEOPATHY</title><h1>Tall Pines Osteopathy</h1>", "Tall Pines Osteopathy"),
    ('<title>Massage</title><meta property="og:site_name" content="Quiet Hands">', "Quiet Hands"),
    (
        (
            '<title>Massage | Kew</title><script type="application/ld+json">'
            '{"@type":"HealthAndBeautyBusiness","name":"Quiet Hands"}</script>'
        ),
        "Quiet Hands",
    ),
    (TRADING, "Quiet Hands"),
    ("<title>Quiet Hands Massage, Macleod</title>", "Quiet Hands Massage"),
    ("<title>Tall Pines Osteopaths, Richmond, Surrey</title>", "Tall Pines Osteopaths"),
    ("<title>Quiet Hands Massage Kew</title><p>Quiet Hands Massage is small.</p>", "Quiet Hands Massage"),
    ("<title>Tall Pines Osteopathy Kew</title>", "Tall Pines Osteopathy Kew"),
    ("<title>Quiet Hands นวดแผนไทย</title>", "Quiet Hands"),
    (
        (
            '<title>App</title><script type="application/ld+json">'
            '{"@type":"MassageTherapist","name":"Mums &amp; Bubs Massage"}</script>'
        ),
        "Mums & Bubs Massage",
    ),
    ("<title>Welcome to the website of Still Waters House</title>", "Still Waters House"),
    ("<title>Welcome to Still Waters House!!</title>", "Still Waters House"),
    (
        (
            "<title>Kotare Osteopathy Devonport</title><b>Kōtare Osteopathy</b> | 5 Mill Road, Devonport"
            "<footer><p>Kōtare Osteopathy 2015 Ltd.</p></footer>"
        ),
        "Kōtare Osteopathy",
    ),
    ("<title>Jane Citizen, Remedial Massage Therapist</title><h1>Jane Citizen</h1>", "Jane Citizen"),
]


@pytest.mark.parametrize(("html", "name"), PAGES)
def test_the_name_is_what_most_places_agree_on(html: str, name: str) -> None:
    assert names.find(site(html))[0].value == name


@pytest.mark.parametrize(("html", "name"), name_layouts.PAGES)
def test_a_home_page_by_itself_tells_the_name(html: str, name: str) -> None:
    title, end, rest = html.partition("</title>")
    assert names.find(site(f"{title}{end}{name_layouts.MENU}{rest}"))[0].value == name


def test_the_part_of_the_title_that_every_page_repeats_is_the_name() -> None:
    made = site(
        "<title>Tall Pines | Osteopathy</title>",
        about="<title>About | Tall Pines</title>",
        fees="<title>Fees | Tall Pines</title>",
    )
    assert names.find(made)[0].value == "Tall Pines"


def test_a_theme_makers_name_in_the_footer_is_not_the_providers() -> None:
    html = "<title>Quiet Hands</title><body><footer>© 2020 Colorlib. All rights reserved</footer>"
    assert [found.value for found in names.find(site(html))] == ["Quiet Hands"]


def test_a_name_may_speak_to_the_reader() -> None:
    html = "<title>Just For You Massage</title><body><footer>© 2024 Just For You Massage</footer>"
    assert names.find(site(html))[0].value == "Just For You Massage"


def test_a_slogan_as_the_only_title_is_better_than_no_name() -> None:
    assert (
        names.find(site("<title>Click here to relax your body</title>"))[0].value
        == "Click here to relax your body"
    )


def test_a_site_without_any_name_gives_none() -> None:
    assert names.find(site("<p>Coming soon</p>")) == ()


@given(st.text(max_size=80))
def test_any_title_gives_a_name_or_none(title: str) -> None:
    assert all(found.value for found in names.find(site(f"<title>{title}</title>")))
