"""The provider page: every fact opens to its quote, its page and its date."""

import pytest
from flask.testing import FlaskClient

from indexer.model import Evidence, OtherValue
from tests.search_web.made_up import MadeUpFinder
from tests.search_web.made_up_providers import FULL
from tests.search_web.reading import page, text

FULL_PAGE = "/provider/p-full01"


@pytest.mark.parametrize(
    ("label", "quote"),
    [
        ("Cupping", "Cupping can be added to any 60 minute session."),
        ("Diploma of Remedial Massage", "Ida holds the HLT52021 Diploma of Remedial Massage."),
        ("Low back pain", "Many people come to us with a sore lower back."),
        ("HICAPS: claim on the spot", "Claim on the spot with HICAPS."),
        ("Remedial massage 60 min", "Remedial massage, 60 min: $110"),
        ("Ida Fernsby", "Ida Fernsby, remedial massage therapist"),
        ("(03) 7010 5512", "Ring us on 03 7010 5512"),
        ("hello@quietriver.example", "hello@quietriver.example"),
        ("Suite 2, 40 Turnham Avenue, Rosanna VIC 3084", "Suite 2, 40 Turnham Avenue, Rosanna 3084"),
        ("Quiet River Remedial", "Quiet River Remedial"),
        ("Where this was read", "Mon to Fri 9 to 6, closed for lunch; Thursdays until 8"),
        ("NDIS", "We are not able to take NDIS plans."),
    ],
)
def test_each_kind_of_fact_opens_to_its_quote(client: FlaskClient, label: str, quote: str) -> None:
    facts = page(client, FULL_PAGE).select("details.fact")
    found = [fact for fact in facts if text(fact.summary).startswith(label)]
    assert quote in [text(said) for fact in found for said in fact.select("blockquote")]
    source = found[0].select_one("figcaption a")
    assert source is not None
    assert str(source["href"]).startswith("https://quietriver.example/")
    assert "read 12 Nov 2026" in text(found[0])


def test_no_fact_on_the_full_page_is_without_a_quote(client: FlaskClient) -> None:
    assert page(client, FULL_PAGE).select(".fact-bare") == []


def test_what_is_stated_not_to_be_offered_stands_apart(client: FlaskClient) -> None:
    read = page(client, FULL_PAGE)
    apart = read.select_one("[aria-labelledby=s-not]")
    assert apart is not None
    assert [text(fact.select_one(".fact-label")) for fact in apart.select("details")] == [
        "Thai massage",
        "NDIS",
    ]
    assert "Thai massage" not in text(read.select_one("[aria-labelledby=s-services]"))


def test_the_week_marks_today(client: FlaskClient) -> None:
    week = page(client, FULL_PAGE).select(".week tr")
    assert [text(day) for day in week][:2] == [
        "Monday 9 am – 12:30 pm 1:30 pm – 6 pm",
        "Tuesday (today) 9 am – 12:30 pm 1:30 pm – 6 pm",
    ]
    assert text(week[6]) == "Sunday Closed"
    assert "Public holidays by appointment" in text(page(client, FULL_PAGE))


def test_hours_that_cannot_be_read_are_shown_as_they_are(client: FlaskClient, finder: MadeUpFinder) -> None:
    hours = FULL.hours.model_copy(update={"osm": "some Tuesdays"})
    finder.providers = [FULL.model_copy(update={"hours": hours})]
    assert "some Tuesdays" in text(page(client, FULL_PAGE).select_one("[aria-labelledby=s-hours]"))


def test_by_appointment_is_said_as_a_note(client: FlaskClient, finder: MadeUpFinder) -> None:
    hours = FULL.hours.model_copy(update={"osm": '"by appointment"', "note": None})
    finder.providers = [FULL.model_copy(update={"hours": hours})]
    said = text(page(client, FULL_PAGE).select_one("[aria-labelledby=s-hours]"))
    assert said.startswith("Hours stated By appointment Where this was read")
    assert "Today By appointment" in text(page(client, "/search").select_one(".card"))


def test_what_no_page_states_is_said_to_be_unknown(client: FlaskClient) -> None:
    said = text(page(client, "/provider/p-bare02").select_one("[aria-labelledby=s-unknown]"))
    assert "A phone number, qualifications or memberships, opening hours, prices or who works there." in said
    assert "unknown, not “no”" in said


def test_a_fact_whose_quote_was_not_kept_says_so(client: FlaskClient) -> None:
    assert "Remedial massage no quote kept" in text(page(client, "/provider/p-bare02"))


def test_massage_has_no_register_and_osteopaths_have_one(client: FlaskClient) -> None:
    massage, osteopathy = page(client, FULL_PAGE), page(client, "/provider/p-osteo3")
    assert "Massage has no government register in Australia" in text(massage.main)
    assert massage.select_one("main a[href*='ahpra.gov.au']") is None
    assert osteopathy.select_one("main a[href*='ahpra.gov.au']") is not None
    assert "Massage has no government register" not in text(osteopathy.main)


def test_a_number_can_be_checked_with_its_issuer(client: FlaskClient) -> None:
    held = page(client, "/provider/p-osteo3").select_one("[aria-labelledby=s-credentials]")
    assert "Ahpra registration Marit Holloway, number OST0001234567" in text(held)
    assert held is not None
    assert held.select_one("a[href='https://register.example/']") is not None


def test_long_lists_fold_their_ends_away(client: FlaskClient, finder: MadeUpFinder) -> None:
    prices = tuple(FULL.prices[0].model_copy(update={"amount": amount}) for amount in range(60, 90))
    finder.providers = [FULL.model_copy(update={"prices": prices, "conditions": FULL.conditions * 10})]
    read = page(client, FULL_PAGE)
    assert [text(fold) for fold in read.select(".more > summary")] == ["18 more", "8 more"]
    assert len(read.select(".prices tbody tr")) == 30


def test_people_with_the_same_qualification_share_one_line(client: FlaskClient, finder: MadeUpFinder) -> None:
    ida = FULL.credentials[0]
    tobias = ida.model_copy(update={"holder": "Tobias Okell", "number": None})
    finder.providers = [FULL.model_copy(update={"credentials": (ida, tobias)})]
    held = page(client, FULL_PAGE).select("[aria-labelledby=s-credentials] details")
    assert [text(fact.select_one(".fact-detail")) for fact in held] == [
        "Ida Fernsby, course code HLT52021; Tobias Okell"
    ]
    assert len(held[0].select("blockquote")) == 1


def test_each_holder_and_each_number_is_said_once(client: FlaskClient, finder: MadeUpFinder) -> None:
    ida = FULL.credentials[0]
    again = ida.model_copy(update={"number": None})
    code_alone = ida.model_copy(update={"holder": None})
    other_code = ida.model_copy(update={"holder": None, "number": "22316VIC"})
    finder.providers = [
        FULL.model_copy(update={"credentials": (ida, again, code_alone, other_code, ida)}),
    ]
    held = page(client, FULL_PAGE).select_one("[aria-labelledby=s-credentials] .fact-detail")
    assert text(held) == "Ida Fernsby, course code HLT52021; course code 22316VIC"


def test_a_number_of_an_unusual_form_says_so(client: FlaskClient, finder: MadeUpFinder) -> None:
    odd = FULL.credentials[0].model_copy(
        update={"id": "ahpra-registration", "number": "OST1", "number_format_valid": False}
    )
    finder.providers = [FULL.model_copy(update={"credentials": (odd,)})]
    held = page(client, FULL_PAGE).select_one("[aria-labelledby=s-credentials] .fact-detail")
    assert text(held) == "Ida Fernsby, number OST1 (not the usual form)"


def test_australian_registers_are_not_spoken_of_elsewhere(client: FlaskClient, finder: MadeUpFinder) -> None:
    abroad = FULL.locations[0].model_copy(update={"country": "NZ"})
    finder.providers = [FULL.model_copy(update={"locations": (abroad,)})]
    assert "register" not in text(page(client, FULL_PAGE).main)


def test_a_qualification_is_explained_in_plain_words(client: FlaskClient) -> None:
    held = text(page(client, FULL_PAGE).select_one("[aria-labelledby=s-credentials]"))
    assert "The usual qualification of remedial massage therapists." in held


def test_the_sources_that_list_it_are_named(client: FlaskClient) -> None:
    said = text(page(client, FULL_PAGE).select_one("[aria-labelledby=s-sources]"))
    assert "The provider’s own web site first seen 1 Oct 2026, last seen 12 Nov 2026" in said
    assert "OpenStreetMap first seen 1 Sep 2026" in said


@pytest.mark.parametrize(
    ("source", "called", "credited"),
    [
        ("sites", "The provider’s own web site", False),
        ("osm", "OpenStreetMap", True),
        ("guild-directory", "Find a Bodyworker", False),
        ("tas-map", "The map, Tasmania", True),
        ("gone-directory", "Gone directory", False),
    ],
)
def test_a_source_goes_by_its_title_and_the_map_is_credited(
    client: FlaskClient, finder: MadeUpFinder, source: str, called: str, *, credited: bool
) -> None:
    service = FULL.services[0]
    told = service.evidence[0].model_copy(update={"source": source})
    finder.providers = [
        FULL.model_copy(
            update={
                "sources": (FULL.sources[0].model_copy(update={"source": source}),),
                "services": (service.model_copy(update={"evidence": (told,)}),),
            }
        )
    ]
    read = page(client, FULL_PAGE)
    assert text(read.select_one(".sources a")) == called
    assert text(read.select_one("[aria-labelledby=s-services] figcaption")).startswith(called + ",")
    for shown in (read, page(client, "/search")):
        credit = shown.select_one(".credit")
        assert (credit is not None) == credited
        if credit is not None:
            assert text(credit) == "© OpenStreetMap contributors (ODbL)"
            assert credit.select_one("a[href='https://www.openstreetmap.org/copyright']") is not None


def test_booking_social_and_mail_links_are_there(client: FlaskClient) -> None:
    read = page(client, FULL_PAGE)
    for href in ("https://book.example/quietriver", "https://social.example/quietriver"):
        link = read.select_one(f"a[href='{href}']")
        assert link is not None
        assert link["rel"] == ["nofollow", "noopener"]
    assert read.select_one("a[href='mailto:hello@quietriver.example']") is not None


def test_a_merged_provider_redirects_to_its_present_address(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.merged["p-old"] = "p-full01"
    response = client.get("/provider/p-old")
    assert (response.status_code, response.location) == (301, FULL_PAGE)


def test_a_provider_that_is_gone_says_so_and_leaves_search_engines(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    finder.providers = [FULL.model_copy(update={"status": "gone"})]
    read = page(client, FULL_PAGE)
    assert "It may have closed." in text(read)
    assert read.select_one("meta[name=robots][content*=noindex]") is not None


def test_what_sources_say_otherwise_is_shown_with_who_says_it(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    said = FULL.services[0].evidence
    dead = OtherValue(value=FULL.website or "", note="no longer answers", evidence=said)
    odd = OtherValue(value="03 7010 00", note="not a possible phone number", evidence=said)
    late = OtherValue(value="Mo-Su 09:00-21:00", evidence=said)
    other = {"website": (dead,), "phone": (odd,), "hours": (late,)}
    finder.providers = [FULL.model_copy(update={"also_listed": other})]
    read = page(client, FULL_PAGE)
    also = read.select_one("[aria-labelledby=s-also]")
    assert also is not None
    assert "03 7010 00 not a possible phone number" in text(also)
    assert "Mo-Su 09:00-21:00 other hours" in text(also)
    assert len(also.select("blockquote")) >= 3
    assert "(no longer answers)" in text(read.select_one("[aria-labelledby=s-contact]"))
    assert "Website" not in text(read.select_one(".actions"))


def test_many_quotes_of_one_fact_are_shortened_and_counted(client: FlaskClient, finder: MadeUpFinder) -> None:
    service = FULL.services[0].model_copy(update={"evidence": FULL.services[0].evidence * 5})
    finder.providers = [FULL.model_copy(update={"services": (service,)})]
    fact = page(client, FULL_PAGE).select_one("[aria-labelledby=s-services] details")
    assert fact is not None
    assert len(fact.select("blockquote")) == 3
    assert "Also said in 2 more places." in text(fact)


def test_a_corrected_fact_shows_as_a_correction_with_reason_and_date(
    client: FlaskClient, finder: MadeUpFinder
) -> None:
    proof = Evidence(quote="told us by phone", url="", source="correction", seen_at="2026-11-22T03:04:05Z")
    first, *others = finder.providers
    finder.providers = [first.model_copy(update={"evidence": {"name": (proof,)}}), *others]
    shown = text(page(client, f"/provider/{first.id}"))
    assert "told us by phone" in shown
    assert "Corrected by the operator of this site, 22 Nov 2026" in shown
