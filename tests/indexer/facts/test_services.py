"""Which therapies a site offers, by where it names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import services
from indexer.page import Site
from tests.indexer.facts.clinic_pages import site


def offered(*pages: str, **named: str) -> set[str]:
    return {term.id for term in services.find(site(*pages, **named)) if term.status == "stated"}


def refused(*pages: str, **named: str) -> set[str]:
    return {term.id for term in services.find(site(*pages, **named)) if term.status == "stated_not"}


OFFERS = [
    ("<h2>Our services</h2><ul><li>Remedial massage</li><li>Dry needling</li></ul>", {"remedial-massage", "dry-needling"}),
    ("<h2>Treatments</h2><h3>Hot Stone Massage</h3><p>Warm basalt melts tension away.</p>", {"hot-stone-massage"}),
    ("<h2>Fees</h2><table><tr><th></th><th>60 min</th></tr><tr><td>Lomi lomi</td><td>$110</td></tr></table>", {"lomi-lomi"}),
    ("<h3>Myotherapy</h3><p>60 minutes - $105</p>", {"myotherapy"}),
    ("<nav><a href='/bowen'>Bowen therapy</a><a href='/fees'>Fees</a></nav><h1>Bowen therapy in Yea</h1>", {"bowen-therapy"}),
    ("<p>We offer lymphatic drainage and reflexology in our Kew rooms.</p>", {"lymphatic-drainage", "reflexology"}),
    ("<p>Marnie specialises in pregnancy massage.</p>", {"pregnancy-massage"}),
    ("<h2>Our services</h2><p>Swedish, sports and deep tissue massage.</p>", {"swedish-massage", "sports-massage", "deep-tissue-massage"}),
    ("<h2>Massage menu</h2><ul><li>Relaxation 60 min $90</li><li>Remedial 60 min $110</li></ul>", {"relaxation-massage", "remedial-massage"}),
    ("<form><select><option>Thai massage</option></select></form><h2>Book</h2><button>Thai massage</button>", {"thai-massage"}),
    ("<h3>Swedish massage</h3><ul><li>60 min $70 Couple $130</li></ul>", {"couples-massage"}),
    (
        "<h2>Treatments</h2><h3>Massage</h3><p>Sports massage to speed up recovery between training blocks.</p>",
        {"sports-massage"},
    ),
    ("<p>Swedish, Relaxation & Aromatherapy</p>", {"relaxation-massage", "swedish-massage"}),
    ("<details><summary>Shiatsu</summary><p>On a futon, fully clothed. 75 min $120.</p></details>", {"shiatsu"}),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), OFFERS)
def test_what_is_listed_priced_or_offered_is_a_service(html: str, expected: set[str]) -> None:
    assert expected <= offered(html)


NO_OFFERS = [
    ("<h2>About Jo</h2><p>Jo trained in Swedish massage at a college in Ballarat before she became a nurse.</p>", "swedish-massage"),
    ("<h2>What our clients say</h2><p>I had tried acupuncture and a chiropractor before I came here.</p>", "acupuncture"),
    ("<p>Jo has worked alongside physiotherapists and podiatrists.</p>", "physiotherapy"),
    ("<p>After a fall I found a great osteopath who helped me walk again.</p>", "osteopathy"),
    ("<p>Massage can improve circulation and lymphatic drainage.</p>", "lymphatic-drainage"),
    ("<p>If needed we refer you to other health professionals such as acupuncturists.</p>", "acupuncture"),
    ("<h2>Courses</h2><p>Learn shiatsu in a weekend workshop.</p>", "shiatsu"),
    ("<p>The massage begins at the back, goes on to the arms and, finally, a head massage.</p>", "indian-head-massage"),
    ("<p>Come and unwind at my home massage studio in Kew.</p>", "mobile-massage"),
    ("<p>I'm Ada, a remedial therapist and a physical therapist assistant.</p>", "physiotherapy"),
    ("<p>We maintain close relationships with Kew Chiropractic and other clinics.</p>", "chiropractic"),
    ("<h2>Benefits of our services</h2><ul><li>Improved oxygenation of soft tissues</li></ul>", "soft-tissue-therapy"),
    ("<h2>Fees</h2><ul><li>Craniosacral: gentle manipulation of the whole system</li></ul>", "joint-manipulation"),
    ("<h2>Qualifications</h2><ul><li>Certificate in Reflexology, 2004</li></ul>", "reflexology"),
]  # fmt: skip


@pytest.mark.parametrize(("html", "therapy"), NO_OFFERS)
def test_history_praise_and_other_professions_offer_nothing(html: str, therapy: str) -> None:
    home = "<h1>Kew Remedial</h1><h2>Services</h2><ul><li>Remedial massage</li></ul>"
    assert therapy not in offered(home + html)
    assert "remedial-massage" in offered(home + html)


REFUSALS = [
    ("<p>Please note we do not offer Thai massage.</p>", "thai-massage"),
    ("<p>Hot stone massage is not available at this clinic.</p>", "hot-stone-massage"),
    ("<p>I no longer provide cupping.</p>", "cupping"),
]


@pytest.mark.parametrize(("html", "therapy"), REFUSALS)
def test_what_is_said_not_to_be_offered_is_stated_not(html: str, therapy: str) -> None:
    assert refused(html) == {therapy}


def test_an_article_about_a_therapy_is_no_offer_of_it() -> None:
    article = "<h1>What is reiki?</h1><p>Reiki is a Japanese technique. Many people enjoy reiki.</p>"
    assert "reiki" not in offered(
        "<h1>Tarn Osteopathy</h1><p>Our osteopaths treat you.</p>", **{"blog/what-is-reiki": article}
    )


def test_each_service_quotes_the_words_it_was_read_from() -> None:
    home = "<h2>Services</h2><ul><li>Remedial massage</li></ul><p>We offer remedial massage every day.</p>"
    (term,) = [t for t in services.find(site(home)) if t.id == "remedial-massage"]
    assert {quote.quote for quote in term.evidence} == {
        "Remedial massage",
        "We offer remedial massage every day.",
    }
    assert all(quote.url == "http://clinic.example/" for quote in term.evidence)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    found = services.find(site(f"<h2>Services</h2><p>{text}</p>"))
    assert isinstance(found, tuple)


def test_a_site_of_one_empty_page_offers_nothing() -> None:
    one = site("")
    assert isinstance(one, Site)
    assert services.find(one) == ()


ONCE_AND_PLAINLY = [
    ("<p>Jane uses cupping, trigger point therapy and dry needling.</p>", "dry-needling"),
    ("<p>Remedial massage and sports massage by Jane Smith, Dip. Remedial Massage.</p>", "sports-massage"),
    ("<p>An hour of relaxation is $130 and ninety minutes $180.</p>", "relaxation-massage"),
    ("<h3>Do you do reflexology?</h3><p>Yes, on Fridays.</p>", "reflexology"),
    ("<div><p>Prenatal massage</p><p>On your side.</p><p>60 / $100</p></div>", "pregnancy-massage"),
    ("<p>I began my training as a massage therapist in 2009.</p>", "massage"),
]


@pytest.mark.parametrize(("html", "therapy"), ONCE_AND_PLAINLY)
def test_what_is_said_once_and_plainly_counts(html: str, therapy: str) -> None:
    terms = {term.id: term.status for term in services.find(site(f"<h1>Elm Rooms</h1>{html}"))}
    assert terms.get(therapy) == "stated"


GAINSAID = [
    ("<p>We don't do Thai massage, hot stones or dry needling.</p>", "hot-stone-massage"),
    ("<p>Reflexology, dry needling and reiki are not available here.</p>", "dry-needling"),
    ("<h3>Reiki</h3><p>I gave this up in 2019 and no longer offer it.</p>", "reiki"),
    ("<h3>Do you do reflexology?</h3><p>No, sorry.</p>", "reflexology"),
    ("<ul><li>Lymphatic drainage: not at the moment.</li></ul>", "lymphatic-drainage"),
]


@pytest.mark.parametrize(("html", "therapy"), GAINSAID)
def test_what_a_page_takes_back_is_stated_not(html: str, therapy: str) -> None:
    terms = {term.id: term.status for term in services.find(site(f"<h1>Elm Rooms</h1>{html}"))}
    assert terms.get(therapy) == "stated_not"


def test_the_first_quote_is_a_sentence_rather_than_a_bare_heading() -> None:
    one = site("<h2>Services</h2><h3>Remedial massage</h3><p>We offer remedial massage for sore backs.</p>")
    (term,) = [t for t in services.find(one) if t.id == "remedial-massage"]
    assert term.evidence[0].quote == "We offer remedial massage for sore backs."


def test_structured_data_count_on_a_page_that_scripts_fill() -> None:
    data = (
        '{"@type": "MedicalBusiness", "availableService": [{"@type": "MedicalTherapy", "name": "Cupping"}]}'
    )
    shell = f'<html><head><script type="application/ld+json">{data}</script></head><body><h1>Elm</h1></body></html>'
    assert "cupping" in {term.id for term in services.find(site(shell))}
