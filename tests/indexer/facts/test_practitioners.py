"""Who works there, and who only stands on the page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.facts import practitioners
from indexer.facts.people.person_names import read_name
from tests.indexer.facts.clinic_pages import site


def people(*pages: str, **named: str) -> dict[str, str | None]:
    return {p.name: p.role for p in practitioners.find(site(*pages, **named))}


WORK_THERE = [
    ("<h2>Our team</h2><h3>Jane Fenwick</h3><p>Senior osteopath</p>", {"Jane Fenwick"}),
    ("<h2>Meet the team</h2><h4>Dr Mireille O’Shea</h4><div>B.Sc.(Clinical)/M.H.Sc.(Osteo)</div>", {"Mireille O’Shea"}),
    ("<h4>Dr Robert (Bob) De Vito</h4><p>B.App.Sc. Robert studied osteopathy in Melbourne.</p>", {"Robert De Vito"}),
    ("<p>My name is Oona Blick and I am a remedial massage therapist.</p>", {"Oona Blick"}),
    ("<p>Hi, I'm Tessa. I have been a myotherapist since 2004.</p>", {"Tessa"}),
    ("<h1>Ruby Marsh Osteopathy</h1>", {"Ruby Marsh"}),
    ("<h2>Meet our team</h2><h3>Yu Fei, Lam</h3><h4>RMT</h4><p>Yu Fei is an RMT who graduated in Oxford.</p>", {"Yu Fei Lam"}),
    ("<h3>Shawndra</h3><h4>Licensed Massage Therapist</h4>", {"Shawndra"}),
    ("<p>Paul Quill, LMT, License #10442</p>", {"Paul Quill"}),
    ("<p>The clinic is owned by Joan Garland since 2001.</p>", {"Joan Garland"}),
    ("<p>D.J. Winterton is a manual therapist who works on Fridays.</p>", {"D.J. Winterton"}),
    ("<h2 class='subtitle'>Jenny YEN</h2><p>My name is Jenny.</p>", {"Jenny Yen"}),
    ("<p>Book with Anna Brook, osteopath.</p>", {"Anna Brook"}),
    ("<h1>aloha, I'm Leilani</h1><p>Leilani Burrow , born by the sea. I give lomi lomi.</p>", {"Leilani Burrow"}),
    ("<h2>People</h2><h3>Marcus Ayelan</h3><p>Osteopath. M.Ost (Hons), London, 2009; in Sydney since 2014. Registered with Ahpra.</p>", {"Marcus Ayelan"}),
    ("<nav><a href='/'>Home</a><a href='/jo'>About Joanne</a></nav><p>Joanne Fitzgall<br>1 High Street</p>", {"Joanne Fitzgall"}),
    ("<p>Dr Wen Lihao (Chinese Medicine Practitioner) studied for five years.</p>", {"Wen Lihao"}),
    ("<h2>Who</h2><h4>Dan Ackroyd-Wells</h4><div>Owner</div><p>Fourteen seasons with a club.</p>", {"Dan Ackroyd-Wells"}),
    ("<h2>Our people</h2><h4>Rāwiri Paewai</h4><p>Diploma in Sports Massage; with the clubs in 2015 and 2016, and here since.</p>", {"Rāwiri Paewai"}),
    ("<h2>Clementine Ashby-Rao</h2><p>I studied massage for a year and a half and came back to Goodwood.</p>", {"Clementine Ashby-Rao"}),
    ("<h3>Cupping</h3><p>Cupping therapists: Mia Hart, Ann Lee and Kiley O'Hara</p>", {"Mia Hart", "Ann Lee", "Kiley O'Hara"}),
    ("<p>Since moving here in 2003, Kevin English established his first clinic. Kevin English holds a diploma.</p>", {"Kevin English"}),
    ("<p>Our in-house osteo is Dr Paul Greyling who practises acupuncture, too.</p>", {"Paul Greyling"}),
    (
        "<p>Elm Massage is run by Dora Whitlam, a massage therapist in the UK. Dora has been a trainer since 2004.</p>",
        {"Dora Whitlam"},
    ),
    ("<h1>Vince Marlowe Rolfing</h1><p>Vince is a Rolfer.</p>", {"Vince Marlowe"}),
    ("<ul><li>Mia Hart – Myotherapist</li><li>Leo Hart – Osteopath</li></ul>", {"Mia Hart", "Leo Hart"}),
]  # fmt: skip


@pytest.mark.parametrize(("html", "names"), WORK_THERE)
def test_cards_introductions_and_letters_name_practitioners(html: str, names: set[str]) -> None:
    assert set(people(html)) == names


DO_NOT = [
    "<h2>Testimonials</h2><p>Jane is a wonderful osteopath!</p><p>Harry Young</p>",
    "<p>Osteopathy was founded by Dr Andrew Taylor Still in 1874.</p>",
    "<h2>Our team</h2><h3>Sherry Zeller</h3><h4>General Manager</h4>",
    "<h2>Our team</h2><h3>Sherry Zeller</h3><h4>Clinic Manager, MOst.</h4><p>I was an osteopath for a decade; now I run the desk.</p>",
    "<title>Fisher Barlow</title><h1>Fisher Barlow</h1><p>Fisher Barlow is a dedicated team of osteopaths.</p>",
    "<h2>Our team</h2><h3>Tui Na</h3><p>Massage therapist's favourite.</p>",
    "<p>It was the Dutch practitioner Johan Barend Mulder who first used the names of the strokes.</p>",
    "<h2>Our team</h2><h3>Deep Tissue</h3><p>Firm strokes for tight muscles.</p>",
    "<h2>Frequently Asked Questions</h2><p>Bring loose clothes.</p>",
    "<p>Glen Waverley, Melbourne</p><p>Massage therapist</p>",
    "<p>John Doe</p><p>Osteopath</p>",
    "<p>The practice was opened in 1988 by Geoffrey Tull D.O.; when he retired in 2016 we moved.</p>",
    "<h2>Our team</h2><h4>Bob Marsh</h4><p>Bob answers the phones on Mondays and sews the bandage bags.</p>",
    "<h2>Our team</h2><h3>Mon Wed Fri</h3><p>Remedial therapist on duty</p>",
    "<h1>Overview</h1><p>Remedial massage therapist</p>",
    "<footer>Website by Karl Brandt Design</footer>",
    "<blockquote>“Dr Mary Frome fixed my back.”</blockquote>",
]


@pytest.mark.parametrize("html", DO_NOT)
def test_customers_founders_managers_and_places_do_not_work_there(html: str) -> None:
    assert people(html) == {}


def test_a_full_name_in_the_sites_address_names_its_owner() -> None:
    one = site("<title>Annika Herbst, Castlemaine</title><h1>shiatsu</h1>", host="annikaherbst.example")
    assert [p.name for p in practitioners.find(one)] == ["Annika Herbst"]


def test_a_given_name_joins_the_full_name() -> None:
    html = "<h2>Our team</h2><h3>Jane Fenwick</h3><p>Osteopath</p><p>Jane is an osteopath with ten years' practice.</p>"
    assert people(html) == {"Jane Fenwick": "osteopath"}


def test_gender_and_languages_are_said_not_guessed() -> None:
    html = """<h2>Our team</h2><h3>Ana Ruiz</h3><p>Osteopath</p>
    <p>Ana sees families. She loves her work, and she speaks Spanish and Italian.</p>
    <h3>Robin Ash</h3><p>Myotherapist</p><p>Robin likes long walks and good tools in the shed.</p>"""
    ana, robin = practitioners.find(site(html))
    assert (ana.gender, ana.languages) == ("female", ("Spanish", "Italian"))
    assert (robin.gender, robin.languages) == (None, ())


def test_persons_of_structured_data_are_read_but_not_reviewers() -> None:
    html = """<script type="application/ld+json">{"@context": "https://schema.org", "@type": "MedicalClinic",
    "name": "Elm Rooms", "employee": {"@type": "Person", "name": "Jane Fenwick", "jobTitle": "Osteopath"},
    "review": {"@type": "Review", "author": {"@type": "Person", "name": "Harry Young"}}}</script>"""
    assert people(html) == {"Jane Fenwick": "osteopath"}


NAMES = [
    ("Dr Jane Smith", "Jane Smith"),
    ("Mee-Lynn O'Leary", "Mee-Lynn O'Leary"),
    ("Wen Tai Li", "Wen Tai Li"),
    ("Paula Dos Santos", "Paula Dos Santos"),
    ("RYAN WARDLE", "Ryan Wardle"),
    ("Jan van der Berg", "Jan van der Berg"),
    ("Deep Tissue", None),
    ("Book Now", None),
    ("Ida Rolf", None),
    ("Opening Hours", None),
    ("jane smith", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_names_are_told_by_their_form(text: str, name: str | None) -> None:
    read = read_name(text)
    assert (read.value if read else None) == name


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_crash(text: str) -> None:
    read_name(text)
    assert isinstance(practitioners.find(site(f"<h2>Team</h2><h3>{text}</h3><p>{text}</p>")), tuple)


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<p>Hello, Morag here. I give reflexology in Leith.</p>", "Morag"),
        ("<p>Jane Fenwick (remedial, 12 years) and Omar Tilley (sports) come to you.</p>", "Omar Tilley"),
        ("<h2>Omar Tilley L5 Dip SMRT, MSMA</h2>", "Omar Tilley"),
        ("<p>Omar Tilley Myotherapist / Founder</p>", "Omar Tilley"),
    ],
)
def test_people_in_greetings_brackets_and_cards(html: str, name: str) -> None:
    assert name in {p.name for p in practitioners.find(site(html))}


def test_a_short_form_is_the_same_person() -> None:
    html = """<h2>About</h2><p>I am Joanne Fitzalan, remedial massage therapist.</p>
    <h2>Meet Jo</h2><p>Jo is a remedial massage therapist who has lived in Eltham for years.</p>"""
    assert [p.name for p in practitioners.find(site(html))] == ["Joanne Fitzalan"]


def test_weekdays_and_the_front_desk_are_nobody_who_treats() -> None:
    html = "<h2>Our team</h2><h3>Mon Wed Thu Fri</h3><p>Osteopath</p><h3>Pauline</h3><p>at the desk</p>"
    assert practitioners.find(site(html)) == ()


def test_somebody_headed_by_a_rare_given_name_is_told_of_below_it() -> None:
    about = "<h1>About</h1><h2>Lakeside Sports Clinic</h2><h3>Zelda</h3><p>Zelda is the chief therapist and has run for her country.</p>"
    assert people("<h1>Lakeside Sports Clinic</h1>", about=about) == {"Zelda": "chief therapist"}
