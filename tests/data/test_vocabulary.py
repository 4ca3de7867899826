"""The vocabularies are whole, unambiguous, and say exactly what is wrong with a broken file."""

import re
from pathlib import Path

import pytest

from data.term import KINDS, Term, VocabularyError, load, normal_form, vocabulary

PUBLISHED = {
    "therapies": """
                osteopathy cranial-osteopathy paediatric-osteopathy remedial-massage myotherapy
        relaxation-massage         swedish-massage deep-tissue-massage sports-massage
        pregnancy-massage infant-massage trigger-point-therapy         myofascial-release
        lymphatic-drainage dry-needling cupping hot-stone-massage aromatherapy-massage
        thai-massage chinese-massage shiatsu acupressure reflexology craniosacral-therapy
        bowen-therapy lomi-lomi         balinese-massage ayurvedic-massage indian-head-massage
        chair-massage feldenkrais alexander-technique rolfing         active-release
        muscle-energy-technique neuromuscular-therapy reiki kinesiology tmj-massage oncology-massage
        scar-massage abdominal-massage geriatric-massage couples-massage ashiatsu gua-sha iastm
        taping         stretch-therapy soft-tissue-therapy back-massage foot-massage facial-massage
        mobile-massage acupuncture         physiotherapy chiropractic naturopathy pilates
        exercise-rehabilitation shockwave-therapy joint-mobilisation         joint-manipulation
        visceral-osteopathy ergonomic-assessment postural-assessment telehealth massage
        herbal-compress energy-healing body-treatments laser-therapy ultrasound-therapy
        electrotherapy         chinese-herbal-medicine moxibustion ear-candling personal-training
        yoga nutrition""",
    "conditions": """
                low-back-pain upper-back-pain back-pain neck-pain whiplash sciatica disc-injury
        sacroiliac-pain headache         migraine dizziness shoulder-pain frozen-shoulder
        rotator-cuff elbow-pain tennis-elbow golfers-elbow         wrist-hand-pain carpal-tunnel rsi
        hip-pain groin-pain pelvic-pain tailbone-pain knee-pain ankle-pain         shin-splints
        achilles foot-pain plantar-fasciitis jaw-pain arthritis osteoporosis pregnancy postnatal
        babies-children sports-injury muscle-strain tendinopathy muscle-tension chronic-pain
        fibromyalgia nerve-pain         scoliosis posture hypermobility stress anxiety insomnia
        fatigue lymphoedema post-surgery poor-circulation         cramps work-injury car-accident
        womens-health mens-health older-people digestive breathing joint-pain
        repetitive-desk-work muscle-spasm muscle-pain neurological depression cancer-care sinus
        bursitis allergies         fertility""",
    "credentials": """
                ahpra-registration osteopathy-australia massage-myotherapy-australia amt atms anta
        myotherapy-association-australia massage-association-australia arm diploma-remedial-massage
        cert-iv-massage         diploma-tcm-remedial-massage advanced-diploma-myotherapy
        bachelor-myotherapy bachelor-osteopathy         master-osteopathy diploma-osteopathy
        first-aid cpr working-with-children police-check insured gosc
        institute-of-osteopathy cnhc fht itec vtct btec smto isrm sma lmt cmt bctmb amta abmp rmt
        cmto         massage-new-zealand ocnz degree-other diploma-other""",
    "features": """
                hicaps health-fund-rebates medicare-cdm ndis dva tac workcover home-visits
        online-booking gift-vouchers         walk-ins after-hours weekend wheelchair-access parking
        public-transport female-practitioner         male-practitioner concession bulk-billing
        new-clients card-payment couples-room outdoor-or-corporate         private-insurance acc
        by-appointment-only""",
}
"""Ids that are public: they may be joined by new ones, but none may go."""

EVERY_TERM = [pytest.param(term, id=f"{kind}:{term.id}") for kind in KINDS for term in vocabulary(kind)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_published_id_is_there(kind: str) -> None:
    assert set(PUBLISHED[kind].split()) - {term.id for term in vocabulary(kind)} == set()


@pytest.mark.parametrize("kind", KINDS)
def test_no_wording_stands_under_two_ids(kind: str) -> None:
    owner: dict[str, str] = {}
    for term in vocabulary(kind):
        for wording in {normal_form(w) for w in (*term.surfaces, *term.misspellings, *term.query_words)}:
            assert owner.setdefault(wording, term.id) == term.id, wording


@pytest.mark.parametrize("term", EVERY_TERM)
def test_an_entry_can_be_matched_and_typed(term: Term) -> None:
    assert term.synonyms
    assert not {normal_form(w) for w in term.misspellings} & {normal_form(w) for w in term.surfaces}
    assert all(len(normal_form(w)) > 2 for w in term.surfaces), "shorter ones are abbreviations"
    assert all(w.strip() == w and "  " not in w for w in (*term.surfaces, *term.not_words))


@pytest.mark.parametrize("term", EVERY_TERM)
def test_a_must_not_match_phrase_is_no_surface(term: Term) -> None:
    assert not {normal_form(w) for w in term.not_words} & {normal_form(w) for w in term.surfaces}


@pytest.mark.parametrize("term", [pytest.param(t, id=t.id) for t in vocabulary("credentials")])
def test_a_credential_explains_itself_to_the_public(term: Term) -> None:
    assert term.extra["explains"].endswith(".")
    assert term.extra["issuer"]
    assert all(re.fullmatch("[A-Z]{2}", country) for country in term.extra["countries"])
    assert term.extra["verify_url"] is None or term.extra["verify_url"].startswith("https://")


@pytest.mark.parametrize(
    ("credential", "number", "valid"),
    [
        ("ahpra-registration", "OST0001234567", True),
        ("ahpra-registration", "OST001234567", False),
        ("ahpra-registration", "ost0001234567", False),
        ("diploma-remedial-massage", "HLT52021", True),
        ("diploma-remedial-massage", "HLT52115", False),
        ("diploma-tcm-remedial-massage", "HLT52115", True),
        ("cert-iv-massage", "HLT42015", True),
        ("advanced-diploma-myotherapy", "22316VIC", True),
        ("first-aid", "HLTAID011", True),
        ("gosc", "7123", True),
        ("gosc", "5/1234", True),
    ],
)
def test_a_number_has_the_form_of_its_issuer(credential: str, number: str, valid: bool) -> None:
    term = vocabulary("credentials").get(credential)
    assert term is not None
    assert bool(re.fullmatch(term.extra["number"], number)) is valid


def test_ancestors_go_from_the_nearest_up() -> None:
    assert vocabulary("therapies").ancestors("swedish-massage") == ("relaxation-massage", "massage")
    assert vocabulary("therapies").ancestors("unheard-of") == ()


def test_words_are_compared_without_case_hyphens_or_curls() -> None:
    assert normal_form("  Mum‑to–be ’s  TMJ") == "mum to be 's tmj"


def test_a_cash_only_page_denies_cards() -> None:
    card = vocabulary("features").get("card-payment")
    assert card is not None
    assert "cash only" in card.extra["negations"]


BROKEN = {
    "no entries": ("[]", "mapping of id to entry"),
    "not YAML": ("massage: {label: [", "not valid YAML"),
    "a key twice": ("massage:\n  label: A\n  label: B\n", "'label' twice"),
    "an id twice": ("a:\n  label: A\na:\n  label: B\n", "'a' twice"),
    "an id in capitals": ("Hot Stone:\n  label: A\n", "Hot Stone: an id is lower-case"),
    "no label": ("cupping:\n  synonyms: [fire cupping]\n", "cupping: has no label"),
    "an empty entry": ("cupping:\n", "cupping: must be a mapping"),
    "an unknown key": ("cupping:\n  label: C\n  synonim: [x y]\n", "cupping: unknown key synonim"),
    "a foreign key": ("cupping:\n  label: C\n  issuer: X\n", "cupping: unknown key issuer"),
    "an unknown parent": ("cupping:\n  label: C\n  parent: glass\n", "cupping: parent 'glass' is not an id"),
    "a ring of parents": (
        "one:\n  label: One\n  parent: two\ntwo:\n  label: Two\n  parent: one\n",
        "one: is its own ancestor",
    ),
    "one wording under two ids": (
        "one:\n  label: One\n  synonyms: [Fire-cup]\ntwo:\n  label: Two\n  misspellings: [fire cup]\n",
        "two: 'fire cup' already stands under 'one'",
    ),
    "one wording in two lists": (
        "one:\n  label: One\n  synonyms: [uno]\n  query_words: [Uno]\n",
        "one: 'Uno' already stands under 'one'",
    ),
    "a number among words": ("cupping:\n  label: C\n  synonyms: [12]\n", "cupping: synonyms must be a list"),
    "words without brackets": ("c:\n  label: C\n  synonyms: fire\n", "c: synonyms must be a list"),
    "an odd abbreviation": (
        "cupping:\n  label: C\n  abbreviations: [{text: CU, beside: [x]}]\n",
        "cupping: an abbreviation has text",
    ),
    "abbreviations as words": (
        "cupping:\n  label: C\n  abbreviations: [CU]\n",
        "cupping: abbreviations must be a list of mappings",
    ),
}


@pytest.mark.parametrize(("text", "complaint"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_its_name_and_the_id(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "therapies.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=f"(?s)therapies.yaml.*{re.escape(complaint)}"):
        load(path, "therapies")


CREDENTIAL = "gosc:\n  label: G\n  kind: {kind}\n  number: '{number}'\n"


@pytest.mark.parametrize(
    ("kind", "number", "complaint"),
    [
        ("medal", "x", "gosc: kind must be one of registration, membership, qualification, check"),
        ("check", "[", "gosc: number is not a regular expression"),
    ],
)
def test_a_broken_credential_is_refused(tmp_path: Path, kind: str, number: str, complaint: str) -> None:
    path = tmp_path / "credentials.yaml"
    path.write_text(CREDENTIAL.format(kind=kind, number=number), encoding="utf-8")
    with pytest.raises(VocabularyError, match=re.escape(complaint)):
        load(path, "credentials")


def test_a_missing_file_says_which(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"features\.yaml: cannot be read"):
        load(tmp_path / "features.yaml", "features")


def test_an_unknown_kind_says_what_there_is(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match="no vocabulary kind 'planets'; known: therapies"):
        load(tmp_path / "planets.yaml", "planets")
