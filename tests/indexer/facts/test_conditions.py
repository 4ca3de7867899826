"""Which conditions a site says it sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import conditions
from indexer.facts.words import body_parts
from tests.indexer.facts.clinic_pages import site


def mentioned(*pages: str, **named: str) -> set[str]:
    return {term.id for term in conditions.find(site(*pages, **named))}


MENTIONS = [
    ("<h2>What we treat</h2><ul><li>Sciatica</li><li>Tennis elbow</li></ul>", {"sciatica", "tennis-elbow"}),
    ("<p>Osteopathy can help with headaches, migraine and arthritis.</p>", {"headache", "migraine", "arthritis"}),
    ("<p>Do you wake up with a stiff neck?</p>", {"neck-pain"}),
    ("<h3>Plantar fasciitis</h3><p>Heel pain that is worst in the morning.</p>", {"plantar-fasciitis"}),
    ("<h2>I can help with</h2><p>✓ Frozen shoulder ✓ Whiplash ✓ Scoliosis</p>", {"frozen-shoulder", "whiplash", "scoliosis"}),
    ("<p>We treat neck, shoulder and knee pain.</p>", {"neck-pain", "shoulder-pain", "knee-pain"}),
    ("<p>Relief from pain in the hips or knees.</p>", {"hip-pain", "knee-pain"}),
    ("<ul><li>Foot & ankle pain</li><li>Back & neck pain</li></ul>", {"foot-pain", "ankle-pain", "neck-pain"}),
    ("<p>She enjoys treating women's health issues.</p>", {"womens-health"}),
    ("<p>For the thing that hurts: necks, shoulders, low backs, hips.</p>", {"neck-pain", "shoulder-pain", "hip-pain"}),
    ("<p>I see people with a neck that will not turn.</p>", {"neck-pain"}),
    ("<h2>Who comes</h2><p>Tennis & golfer's elbow, stiff necks.</p>", {"tennis-elbow", "golfers-elbow", "neck-pain"}),
    ("<h1>Things people come to see us about</h1><h3>Spine</h3><ul><li>Sciatica</li></ul>", {"sciatica"}),
    ("<h1>Our team</h1><p>He has a particular interest in headaches.</p>", {"headache"}),
    ("<h2>Benefits</h2><p>Reduces stress and anxiety.</p>", {"stress", "anxiety"}),
    ("<h2>Common injuries</h2><ul><li>Sprains and strains</li></ul>", {"sports-injury", "muscle-strain"}),
    ("<p>She works with people who have cancer, fibromyalgia & arthritis.</p>", {"fibromyalgia", "arthritis"}),
    ("<p>An ideal massage if you suffer from stress, anxiety or insomnia.</p>", {"stress", "anxiety", "insomnia"}),
]  # fmt: skip


@pytest.mark.parametrize(("html", "expected"), MENTIONS)
def test_what_a_site_lists_or_says_it_helps_with_is_mentioned(html: str, expected: set[str]) -> None:
    assert expected <= mentioned(html)


TRAPS = [
    ("<h2>Contraindications</h2><ul><li>Osteoporosis</li></ul>", "osteoporosis"),
    ("<p>Massage is not recommended if you have osteoporosis.</p>", "osteoporosis"),
    ("<h2>Reviews</h2><p>Great with my sciatica!</p>", "sciatica"),
    ("<h2>Fees</h2><p>Children under 16: $70</p>", "babies-children"),
    ("<h3>Hours of operation</h3><p>Mon 9-5</p>", "post-surgery"),
    ("<p>I have taught as a senior tutor for two years.</p>", "older-people"),
    ("<p>We do not treat sciatica.</p>", "sciatica"),
    ("<p>The use of palms, thumbs, elbows or knees to apply firm pressure.</p>", "knee-pain"),
    (
        "<h2>Fees</h2><p>Expert senior remedial massage 60 min $95</p><p>Our senior experts.</p>",
        "older-people",
    ),
    (
        "<h2>Facials</h2><p>Helps with premature ageing of the skin.</p><p>Reduces signs of ageing.</p>",
        "older-people",
    ),
    ("<h2>What it can help with</h2><ul><li>Temporarily reduces swelling</li></ul>", "lymphoedema"),
    ("<p>The massage starts with the neck and back and goes on to the feet.</p>", "neck-pain"),
    ("<p>Slow pressure with thumbs, elbows or a tool.</p>", "elbow-pain"),
    ("<p>I came in bent double and she healed my sciatica in one session.</p>", "sciatica"),
    ("<p>I turn my head again, both of my shoulders pain free!</p>", "shoulder-pain"),
]


@pytest.mark.parametrize(("html", "condition"), TRAPS)
def test_warnings_praise_and_prices_are_no_conditions(html: str, condition: str) -> None:
    assert condition not in mentioned(html)


LISTS = [
    ("neck, shoulder and hip pain", ["neck-pain", "shoulder-pain", "hip-pain"]),
    ("lower back / knee problems", ["low-back-pain", "knee-pain"]),
    ("pain in your neck, shoulders or lower back", ["neck-pain", "shoulder-pain", "low-back-pain"]),
    ("tight shoulders", ["shoulder-pain"]),
    ("a back massage for your feet", []),
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_every_part_of_the_body_in_a_list_is_read(text: str, expected: list[str]) -> None:
    assert sorted({match.id for match, _ in body_parts.find(text)}) == sorted(expected)


@given(st.text(max_size=300))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    for match, _ in body_parts.find(text):
        assert text[match.start : match.end] == match.surface
    assert isinstance(conditions.find(site(f"<p>{text}</p>")), tuple)


def test_bare_parts_between_complaints_are_complaints() -> None:
    html = "<h3>People see us about</h3><p>stiff necks · knees · sprained ankles · tingling hands · shoulders</p>"
    ids = {term.id for term in conditions.find(site(html))}
    assert {"neck-pain", "knee-pain", "shoulder-pain", "ankle-pain"} <= ids


def test_a_page_is_a_trap_by_a_word_of_its_address_not_by_letters_in_one() -> None:
    helps = "<p>Treatment can help with migraine.</p>"
    for address in ("reproductive", "restore", "postnatal"):
        assert "migraine" in mentioned("<h1>Kew Osteopathy</h1>", **{address: helps})
    for address in ("products", "our-store", "blog/posts"):
        assert "migraine" not in mentioned("<h1>Kew Osteopathy</h1>", **{address: helps})


def test_a_paragraph_set_as_a_heading_opens_no_part() -> None:
    long = "Massage in pregnancy is for couples who want to prepare, and may ease what comes in the course of the last weeks of it."
    assert "sciatica" in mentioned(
        f"<h3>{long} It is done lying on the side.</h3><p>It helps to ease sciatica.</p>"
    )
