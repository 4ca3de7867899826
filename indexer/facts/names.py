"""The provider's name: what title, logo, header, footer and structured data agree on."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts.contact.name_forms import before_suburb, clean, fold, is_place_line, without_place
from indexer.facts.contact.spoken_names import spoken
from indexer.facts.contact.theme_demo import is_demo_name
from indexer.facts.contact.wording import ADDRESSED, GENERIC, PLACE_TAIL, is_slogan
from indexer.facts.pages.standing import LEGAL, OWN, standing
from indexer.facts.people.person_names import given_names
from indexer.facts.place.address_parts import is_place
from indexer.facts.place.suburbs import is_suburb, leading_suburb
from indexer.model import Evidence
from indexer.page import Block, Channel, Page, Role, Site, once_a_site
from indexer.prefilter import Rule

__all__ = ["clean", "find", "fold"]

WEIGHTS = {
    "structured": 3.0,  # LocalBusiness.name
    "site-name": 3.0,  # og:site_name
    "title": 3.0,  # shared out over the pages whose titles hold it
    "home-title": 1.5,
    "copyright": 2.0,
    "company": 1.5,  # "X Pty Ltd" alone in the footer
    "logo": 1.5,
    "brand": 1.5,  # first words of the header, linking home
    "top-heading": 1.0,
    "welcome": 1.5,  # "Welcome to X"
    "author": 0.7,
    "social-title": 1.0,  # og:title
    "sentence": 1.0,  # "At X, we ..."
    "contact": 1.0,  # first line above an address or a number in the footer
    "spoken": 2.0,  # "X is open six days", said more than once
    "title-at": 1.0,  # "Sports massage at X in Truro"
}
"""What each place is worth: names in machine-read places are meant as such, headings are often slogans."""
CONTAINED = 0.5
"""Share of a longer candidate's weight that a name inside it gets: "X | Eltham" speaks for "X"."""
BRANCH_SHARE = 0.3
"""What a name with a suburb behind says for the name without."""
HOST_AGREES = 1.6
GENERIC_ONLY, PLACE_ONLY, DESCRIBED, MAYBE_DESCRIBED, SPOKEN = 0.2, 0.15, 0.25, 0.6, 0.5
GIVEN_ONLY = 0.3
"""What "Reflexology with Jane" says for "Jane": no business is called by a given name alone."""
"""A name of therapy and place words alone ("Remedial Massage in Eltham") is most often a description."""
DESCRIBING_WORDS = 3
"""Words of therapy before "in" from which a line tells what is where: "Massage in Motion" is a name."""
SURE = 3.0
"""Below this the site's sentences are asked too."""
LENGTH_MOST = 70
SEPARATOR = re.compile(r"\s+[|•·»«~/]+\s+|\s+[-–—]+\s+|\s*[|•»]\s*|\s*::\s*|:\s+|\s+-\s*|—")
ORGANISATION = re.compile(
    r"business|organi[sz]ation|clinic|physician|spa|medical|massage|therap|osteo|store|service|website"
)
COPYRIGHT = Rule(
    r"(?:©|\(c\)|&copy;|copyright)[\s©:,]*(?:copyright)?\s*(?:\d{4}(?:\s*[-–]\s*(?:\d{4}"
    r"|present))?)?(?:[\s,.:|·•–-]*all rights reserved)?[\s,.:|·•–-]*(?:by\s+)?"
    r"(?P<name>[^|•·©\n]{3,80}?)"
    r"(?:\s*\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*(?:[|•·\n.]|,? all rights|\s+[-–—]\s|,|$)",
    re.IGNORECASE,
)
WELCOME = Rule(r"^welcome to (?:the )?(?P<name>[^.!,\n]{3,60})", re.IGNORECASE)
SENTENCE = Rule(
    r"(?:^|[.!] )(?:Here )?[Aa]t (?P<name>[A-Z][\w'’&-]*(?: [A-Z&][\w'’&-]*){0,5}),? (?:we|I|our|my|you)\b"
)
TITLE_AT = re.compile(r"[a-z] (?:at|with) (?P<name>[A-Z][\w'’&-]*(?: [A-Z&][\w'’&-]*){0,4})(?= in\b|,|$)")
CONTACT_LINE = re.compile(r"(?P<name>[A-Z][^\d@\n|·•,:]{3,50}?)\s*(?:[\n|·•,]|\s[-–—]\s)")
CONTACT_DETAILS = re.compile(r"@|\d{3}[\d ().-]{4}|\b\d{1,4}[A-Za-z]? [A-Z]")
COMPANY = Rule(
    r"^(?P<name>[^\W\d_][^.,|•·©\n]{2,50}?)(?: \d{4})? (?:Pty\.? )?(?:Ltd|Limited|LLC)\b", re.IGNORECASE
)
LOGO_TAIL = re.compile(r"[\s_-]*\b(?:logo|logotype|icon|image|brand|home ?page|home)\b.*$", re.IGNORECASE)


@dataclass(slots=True)
class _Candidate:
    """A way of writing a name and what speaks for it."""

    weight: float
    text: str
    evidence: tuple[Evidence, ...]


@once_a_site
def find(site: Site) -> tuple[Found[str], ...]:
    """Names, best first: what most places agree on, in its most usual spelling."""
    found, best = _ranked(site, _mentions(site))
    if best < SURE and (told := spoken(site)):
        found, _ = _ranked(site, (*_mentions(site), *_of_sentences(site, told)))
    return found or _last_resort(site)


def _ranked(
    site: Site, mentions: Iterable[tuple[str, float, Evidence]]
) -> tuple[tuple[Found[str], ...], float]:
    """Names, best first, and what speaks for the best."""
    spellings: dict[str, dict[str, float]] = {}
    proofs: dict[str, list[Evidence]] = {}
    said = _Said(site)
    for text, weight, proof in mentions:
        name = clean(text)
        key = fold(name)
        if not key or len(name) > LENGTH_MOST or is_slogan(name) or is_demo_name(name):
            continue
        for form, share in _forms(name, said):
            forms = spellings.setdefault(fold(form), {})
            forms[form] = forms.get(form, 0.0) + weight * share
            if proof not in (kept := proofs.setdefault(fold(form), [])):
                kept.append(proof)
    scores = _scores({key: sum(forms.values()) for key, forms in spellings.items()}, site.host)
    ranked = sorted(scores, key=lambda key: (-scores[key], len(key)))
    names = (Found(_spelling(spellings[key]), tuple(proofs[key][:EVIDENCE_MOST])) for key in ranked)
    return tuple(names), max(scores.values(), default=0.0)


class _Said:
    """What the site's visible text says, folded when first asked."""

    def __init__(self, site: Site) -> None:
        self._site = site

    @cached_property
    def _text(self) -> str:
        return f" {' / '.join(fold(block.text) for _, block in self._site.unique_blocks)} "

    def alone(self, short: str, whole: str) -> bool:
        """Whether the text has `short` where it does not go on to `whole`."""
        return self._text.count(f" {fold(short)} ") > self._text.count(f" {fold(whole)} ")


def _forms(name: str, said: _Said) -> Iterator[tuple[str, float]]:
    """A name and the shorter ones it speaks for, each with its share of the weight."""
    yield name, 1.0
    if short := without_place(name):
        yield short, 1.0
    elif short := before_suburb(name):
        yield short, 1.0 if said.alone(short, name) else BRANCH_SHARE


def _last_resort(site: Site) -> tuple[Found[str], ...]:
    """The home page's title or top heading, though it reads like a slogan: better than no name."""
    headings = [b.text for b in site.home.blocks if b.level == 1]
    for text in (site.home.title, *headings):
        name = clean(text.replace("\n", " "))
        if any(c.isalpha() for c in name) and len(name) <= LENGTH_MOST and not is_demo_name(name):
            return (Found(name, (evidence(site.home, text),)),)
    return ()


def _spelling(forms: dict[str, float]) -> str:
    """The most usual way of writing it; mixed case comes before capitals throughout, macrons before none."""
    return max(
        sorted(forms),
        key=lambda f: (not f.isupper(), not f.islower(), unicodedata.normalize("NFKD", f) != f, forms[f]),
    )


def _scores(weights: dict[str, float], host: str) -> dict[str, float]:
    scores = {}
    squeezed_host = re.sub(r"[^a-z0-9]", "", host.rsplit(".", 1)[0])
    for key, weight in weights.items():
        words = f" {key} "
        around = sum(w for other, w in weights.items() if other != key and words in f" {other} ")
        score = weight + CONTAINED * around
        squeezed = key.replace(" ", "")
        if len(squeezed) >= 5 and (squeezed in squeezed_host or squeezed_host in squeezed):
            score *= HOST_AGREES
        scores[key] = score * _distinctiveness(key)
    return scores


def _distinctiveness(key: str) -> float:
    """Factor for how little a folded name reads like a description."""
    if ADDRESSED.search(key):
        return SPOKEN
    words = key.split()
    plain = [w for w in words if w not in GENERIC]
    if not plain:
        return GENERIC_ONLY
    tail = PLACE_TAIL.search(key)
    before = key[: tail.end("what")].split() if tail else []
    if len(before) >= DESCRIBING_WORDS and GENERIC.issuperset(before):
        return DESCRIBED
    if is_suburb(key) or is_place_line(key):
        return PLACE_ONLY
    if len(words) == 1 and key in given_names():
        return GIVEN_ONLY
    # "Osteopathy Eltham" describes; "Eltham Osteopathy" is how clinics are called.
    placed = len(plain) <= 2 or is_place_line(" ".join(plain))
    before, behind = words[: -len(plain)], words[-len(plain) :]
    described = words[0] in GENERIC and placed and behind == plain
    described = described and before[-1:] not in (["with"], ["by"])  # "Reflexology with Jane"
    if described and len(words) > len(plain):
        place = " ".join(plain)
        return DESCRIBED if is_suburb(place) or is_place_line(place) else MAYBE_DESCRIBED
    if tail and tail["what"] in GENERIC:
        return DESCRIBED if leading_suburb(tail["where"].title())[0] else MAYBE_DESCRIBED
    return 1.0


def _mentions(site: Site) -> Iterator[tuple[str, float, Evidence]]:
    own = [page for page in site.pages if standing(page) == OWN] or list(site.pages)
    yield from _of_titles(site, own)
    for page in own:
        yield from _of_data(page)
        yield from _of_meta(page, len(own))
    told: set[str] = set()
    for page, block in site.unique_blocks:
        if standing(page) > LEGAL and block.channel is not Channel.OPTION:
            yield from _of_block(page, block, told)
    for block in site.home.blocks[:12]:
        if block.role in (Role.HEADER, Role.NAV) or block.level or block.channel is Channel.ALT:
            yield from _of_top(site.home, block)


def _of_titles(site: Site, own: list[Page]) -> Iterator[tuple[str, float, Evidence]]:
    titled = [page for page in own if page.title]
    for page in titled:
        parts = [part for part in SEPARATOR.split(page.title) if part.strip()]
        # What several pages' titles share is the name; one title's parts have to share its weight.
        share = WEIGHTS["title"] / (
            len(titled) if len(titled) > 2 else len(titled) * max(1, len(parts)) ** 0.5
        )
        for part in parts:
            yield part, share, evidence(page, page.title)
            if page is site.home:
                yield part, WEIGHTS["home-title"] / len(parts), evidence(page, page.title)
            for match in TITLE_AT.finditer(part):
                yield match["name"], WEIGHTS["title-at"], evidence(page, page.title)
            before, comma, after = part.partition(", ")
            if comma and (all(word in GENERIC for word in fold(after).split()) or is_place(after)):
                yield before, share, evidence(page, page.title)


def _of_data(page: Page) -> Iterator[tuple[str, float, Evidence]]:
    for item in page.data:
        kinds = item.get("@type") or item.get("type") or ""
        named = item.get("name")
        words = " ".join(map(str, kinds)) if isinstance(kinds, list | tuple) else str(kinds)
        if isinstance(named, str) and ORGANISATION.search(words.casefold()):
            yield named, WEIGHTS["structured"], evidence(page, named)


def _of_meta(page: Page, pages: int) -> Iterator[tuple[str, float, Evidence]]:
    for key, kind in (("og:site_name", "site-name"), ("application-name", "site-name"), ("author", "author")):
        if page.meta.get(key):
            yield page.meta[key], WEIGHTS[kind] / pages, evidence(page, page.meta[key])
    social = page.meta.get("og:title", "")
    for part in SEPARATOR.split(social) if social else ():
        yield part, WEIGHTS["social-title"] / pages, evidence(page, social)


def _of_block(page: Page, block: Block, told: set[str]) -> Iterator[tuple[str, float, Evidence]]:
    text = block.text
    if len(text) > 400:
        return
    match = COPYRIGHT.search(text)
    if match and match["name"]:
        yield (
            match["name"],
            WEIGHTS["copyright"],
            evidence(page, text, match.start("name"), match.end("name")),
        )
    match = COMPANY.match(text) if block.role is Role.FOOTER else None
    if match:
        yield match["name"], WEIGHTS["company"], evidence(page, text, match.start("name"), match.end("name"))
    match = WELCOME.search(text)
    if match:
        yield match["name"], WEIGHTS["welcome"], evidence(page, text, match.start("name"), match.end("name"))
    match = CONTACT_LINE.match(text) if block.role is Role.FOOTER or block.tag == "address" else None
    if match and CONTACT_DETAILS.search(text, match.end()):
        yield match["name"], WEIGHTS["contact"], evidence(page, text, *match.span("name"))
    match = SENTENCE.search(text)
    if match and fold(match["name"]) not in told:
        told.add(fold(match["name"]))
        yield match["name"], WEIGHTS["sentence"], evidence(page, text, match.start("name"), match.end("name"))
    if block.channel is Channel.ALT and "logo" in text.casefold():
        yield LOGO_TAIL.sub("", text), WEIGHTS["logo"], evidence(page, text)


def _of_sentences(site: Site, told: Iterable[str]) -> Iterator[tuple[str, float, Evidence]]:
    """Names that sentences say, each with the first of them."""
    for name in told:
        page, block = next((p, b) for p, b in site.unique_blocks if name in b.text)
        start = block.text.index(name)
        yield name, WEIGHTS["spoken"], evidence(page, block.text, start, start + len(name))


def _of_top(page: Page, block: Block) -> Iterator[tuple[str, float, Evidence]]:
    """First words of the page: brand, logo, top heading."""
    text = block.text.replace("\n", " ")
    if len(text) > LENGTH_MOST or ADDRESSED.search(text):
        return
    if block.channel is Channel.ALT:
        # A picture on the page shows anything; one in its head is mostly the logo.
        front = block.role in (Role.HEADER, Role.NAV) or block.index == 0
        share = 0.5 if front or "logo" in text.casefold() else 0.25
        yield LOGO_TAIL.sub("", text), WEIGHTS["logo"] * share, evidence(page, block.text)
    elif block.level == 1:
        yield text, WEIGHTS["top-heading"], evidence(page, block.text)
    elif block.index < 4 and not _leads_away(page, block):
        yield SEPARATOR.split(text)[0], WEIGHTS["brand"], evidence(page, block.text)


def _leads_away(home: Page, block: Block) -> bool:
    """Whether a block is a link to another page: the brand links home, or nowhere."""
    own = (_path(home.url), "", "/")
    return bool(block.links) and all(_path(link.href) not in own for link in block.links)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return address
