"""What is stated of the provider and its people: which, whose, with what number."""

import pytest

from indexer.facts import credentials
from indexer.model import Credential, Practitioner
from tests.indexer.facts.clinic_pages import site

JANE = Practitioner(name="Jane Fenwick", role="osteopath")
OMAR = Practitioner(name="Omar Tilley", role="myotherapist")


def found(html: str, *people: Practitioner, country: str = "AU") -> dict[str, Credential]:
    return {c.id: c for c in credentials.find(site(html), people, country)}


STATED = [
    ("<p>Our osteopaths are registered with AHPRA.</p>", "ahpra-registration", "AU"),
    ("<h2>Jane Fenwick</h2><p>Diploma of Remedial Massage (HLT52015)</p>", "diploma-remedial-massage", "AU"),
    ("<h3>Memberships</h3><ul><li>Association of Massage Therapists</li></ul>", "amt", "AU"),
    ("<p>I am a member of ATMS and fully insured.</p>", "atms", "AU"),
    ("<p>All our osteopaths are registered with the General Osteopathic Council.</p>", "gosc", "GB"),
    (
        "<p>I am registered with the General Osteopathic Council, as every osteopath has to be.</p>",
        "gosc",
        "GB",
    ),
    (
        "<p>Therapists are qualified, insured, and yes we have current blue cards.</p>",
        "working-with-children",
        "AU",
    ),
    ("<p>Every practitioner here holds a Working with Children Check.</p>", "working-with-children", "AU"),
    ("<h2>FAQ</h2><p>Is it covered? Not usually. We're fully insured ourselves.</p>", "insured", "GB"),
    ("<p>I hold a Level 3 ITEC diploma.</p>", "itec", "GB"),
    ("<h3>Na Wen, RMT</h3>", "rmt", "CA"),
    ("<h4>Nell Ash</h4><p>Registered Osteopath</p>", "gosc", "GB"),
    (
        "<p>She graduated with a Bachelor and Masters of Health Sciences (Osteopathy).</p>",
        "master-osteopathy",
        "AU",
    ),
    ("<h2>Nell Ash | OST0001234567</h2><p>Nell sees babies.</p>", "ahpra-registration", "AU"),
    ("<p>She attained a Diploma of Advanced Remedial Massage.</p>", "diploma-remedial-massage", "AU"),
    ("<h3>Rita Boyle, LMT</h3>", "lmt", "US"),
]


@pytest.mark.parametrize(("html", "credential", "country"), STATED)
def test_what_is_said_of_the_provider_is_stated(html: str, credential: str, country: str) -> None:
    assert credential in found(html, country=country)


GENERIC = [
    ("<h2>FAQ</h2><p>All osteopaths must be registered with AHPRA by law.</p>", "ahpra-registration", "AU"),
    ("<p>Osteopaths usually hold a bachelor's degree in osteopathy.</p>", "bachelor-osteopathy", "AU"),
    ("<p>He is studying osteopathy. He has a BSc in Botany.</p>", "bachelor-osteopathy", "GB"),
    ("<p>We are not registered with the NDIS or ATMS.</p>", "atms", "AU"),
    ("<h4>Nell Ash</h4><p>Registered Osteopath</p>", "gosc", "AU"),
    ("<p>I will be a certified massage therapist in June.</p>", "cmt", "US"),
]


@pytest.mark.parametrize(("html", "credential", "country"), GENERIC)
def test_what_is_said_of_the_profession_is_not(html: str, credential: str, country: str) -> None:
    assert credential not in found(html, country=country)


def test_an_ahpra_number_is_read_and_its_form_checked() -> None:
    held = found("<h3>Jane Fenwick</h3><p>Osteopath, AHPRA: OST0001234567</p>", JANE)["ahpra-registration"]
    assert (held.number, held.number_format_valid, held.holder) == ("OST0001234567", True, "Jane Fenwick")
    assert held.verify_url is not None


def test_a_number_behind_a_label_is_read() -> None:
    held = found("<p>Jane Fenwick, LMT, License #14928</p>", JANE, country="US")["lmt"]
    assert (held.number, held.holder) == ("14928", "Jane Fenwick")


def test_the_holder_is_who_the_card_is_about() -> None:
    html = """<div><h3>Jane Fenwick</h3><p>Registered osteopath. M.Ost. AHPRA registered.</p></div>
    <div><h3>Omar Tilley</h3><p>Advanced Diploma of Myotherapy</p></div>"""
    held = found(html, JANE, OMAR)
    assert held["advanced-diploma-myotherapy"].holder == "Omar Tilley"
    assert held["master-osteopathy"].holder == "Jane Fenwick"


def test_each_credential_quotes_its_words() -> None:
    held = found("<p>Our osteopaths are registered with AHPRA.</p>")["ahpra-registration"]
    assert [quote.quote for quote in held.evidence] == ["Our osteopaths are registered with AHPRA."]


IN_PROSE = [
    ("<p>Both of us carry professional insurance and have national police checks.</p>", "insured"),
    ("<p>Diploma of Remedial Massage, ATMS member no. 99102, current CPR.</p>", "atms"),
    ("<p>Senior first aid. Formerly a boat builder.</p>", "first-aid"),
    ("<p>Both therapists are insured and hold first aid.</p>", "insured"),
    ("<p>B.Sc. (Clin.), M.H.Sc. (Osteo.), Osteopath</p>", "master-osteopathy"),
]


@pytest.mark.parametrize(("html", "credential"), IN_PROSE)
def test_a_credential_said_once_in_prose_counts(html: str, credential: str) -> None:
    assert credential in found(html)


def test_a_sentence_on_the_profession_states_nothing_of_the_clinic() -> None:
    text = "<p>Osteopaths are registered with Ahpra; myotherapy has no government register.</p>"
    assert "ahpra-registration" not in found(text)


def test_one_holder_has_a_credential_once_and_the_number_is_kept() -> None:
    html = """<h2>Our team</h2><h3>Jane Fenwick</h3><p>Osteopath. AHPRA: OST0009900110</p>
    <p>Jane Fenwick is registered with AHPRA.</p>"""
    held = [c for c in credentials.find(site(html), (JANE, OMAR), "AU") if c.id == "ahpra-registration"]
    assert [(c.holder, c.number) for c in held] == [("Jane Fenwick", "OST0009900110")]


def test_a_number_of_the_registers_form_is_its_own_statement() -> None:
    credential = found("<h2>Jane Fenwick | OST 0001234567</h2>", JANE)["ahpra-registration"]
    assert (credential.number, credential.holder, credential.number_format_valid) == (
        "OST0001234567",
        JANE.name,
        True,
    )
