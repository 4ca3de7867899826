"""The provider's own e-mail addresses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from urllib.parse import unquote

from tldextract import TLDExtract

from indexer.evidence import EVIDENCE_MOST, Found, evidence
from indexer.facts.contact.labels import foreign_line, is_in_passing, label_before
from indexer.facts.contact.theme_demo import PLATFORM_MAIL
from indexer.facts.pages.standing import LEGAL, standing
from indexer.facts.pages.structured_items import listed, own_items
from indexer.facts.words.part import Part, of_block
from indexer.model import Evidence
from indexer.page import Block, Channel, Role, Site

LOCAL = r"[a-z0-9](?:[a-z0-9._%+-]{0,62}[a-z0-9_+-])?"
DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
ADDRESS = re.compile(rf"(?<![\w.%+-]){LOCAL}[@＠]{DOMAIN}(?![\w-])", re.IGNORECASE)
SPACED = re.compile(rf"(?<![\w.%+-])({LOCAL}) ?@ ?({DOMAIN})(?![\w-])", re.IGNORECASE)
AT = r"\s*(?:[(\[{<]\s*(?:at|@|arroba)\s*[)\]}>]|\s+AT\s+)\s*"
DOT = r"(?:\s*(?:[(\[{<]\s*(?:dot|\.|punto)\s*[)\]}>]|\s+DOT\s+)\s*|\.| \. )"
"""A dot, spelled out or not; one that only a space follows ends a sentence."""
HIDDEN = re.compile(rf"({LOCAL}){AT}([a-z0-9-]+(?:{DOT}[a-z0-9-]+){{1,4}})", re.IGNORECASE)
SPELLED = re.compile(r"dot|(?:at|@) ?[)\]}>]")
"""A quick look: most texts spell no address out."""
PLAIN_AT = re.compile(rf"\b({LOCAL}) at ([a-z0-9-]+(?: dot [a-z0-9-]+){{1,4}})\b", re.IGNORECASE)

USUAL_ENDS = frozenset("au com net org uk nz ca ie us info biz co io me health clinic example".split())
"""Top-level domains that need no look into the list, and the reserved `example`."""
MAILBOX_END = re.compile(rf"(?<![\w.%+-]){LOCAL}$", re.IGNORECASE)
DOMAIN_START = re.compile(rf"[@＠] ?({DOMAIN})(?![\w-])", re.IGNORECASE)
RUN_ON = re.compile(r"(\.[a-z]{2,4})[A-Z][a-z]+$")
"""The next word, where markup lost the space: "clinic.com.auPhone"."""
NOT_DOMAINS = frozenset(
    """example.com example.org example.net domain.com email.com yourdomain.com yoursite.com mysite.com
    website.com company.com yourcompany.com site.com mail.com sentry.io wixpress.com test.com
    address.com youremail.com companyname.com business.com sample.com template.com""".split()
)
"""Domains of forms, themes and trackers."""
NOT_ENDINGS = (
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".svg",
    ".webp",
    ".js",
    ".css",
    ".ico",
    ".sentry.io",
    ".wixpress.com",
)
NOT_MAILBOXES = frozenset(
    """you your name youremail your.email yourname your.name email user username someone example john.doe
    johndoe jane.doe janedoe test demo are is us me look available located open
    based call noreply no-reply donotreply""".split()
)
THIRD_PARTY = re.compile(
    r"photo|webdesign|web-design|webmaster|hosting|privacy@|abuse@|theme|casework|complaints@"
)
"""Addresses of photographers, designers and regulators, when the site gives others too."""
PLACEHOLDER_MAIL = re.compile(
    r"^(?:info|contact|hello|mail|email)@(?:company|yourdomain|site|website|domain)\.", re.IGNORECASE
)


@dataclass(slots=True)
class _Candidate:
    weight: float = 0.0
    best: float = 0.0
    stands: bool = False
    """Whether it stands by itself somewhere, and not only in a sentence about somebody."""
    evidence: tuple[Evidence, ...] = ()


def find(site: Site) -> tuple[Found[str], ...]:
    """Addresses in lower case, most prominent first."""
    found: dict[str, _Candidate] = {}
    for page, block in site.unique_blocks:
        worth = standing(page)
        if (
            not worth
            or block.channel is Channel.OPTION
            or (foreign_line(block.text) and len(block.text) < 200)
            or of_block(page, block) is Part.ELSEWHERE
        ):
            continue
        for address, start, end, weight in _of_block(block):
            if label_before(block.text, start):
                continue
            candidate = found.setdefault(address, _Candidate())
            candidate.weight += weight * worth
            candidate.best = max(candidate.best, worth)
            candidate.stands |= not is_in_passing(block.text, start, end)
            proof = evidence(page, block.text, start, end)
            if len(candidate.evidence) < EVIDENCE_MOST and proof not in candidate.evidence:
                candidate.evidence = (*candidate.evidence, proof)
    if not found:
        _add_bare_links(found, site)
    if not found:
        _add_split(found, site)
    if not found:
        _add_structured(found, site)
    return _best(found, site.host)


def parse(text: str) -> list[str]:
    """Addresses in `text`, lower case, in order; "name [at] host [dot] com" is undone."""
    addresses: list[str] = []
    for address, _, _ in _in_text(text):
        if address not in addresses:
            addresses.append(address)
    return addresses


def normal(raw: str) -> str | None:
    """One address in lower case, or `None` for what is none: file names, placeholders."""
    address = RUN_ON.sub(r"\1", raw.strip().strip(".,;:<>()[]'\"")).replace("＠", "@").lower()
    mailbox, _, domain = address.rpartition("@")
    domain = _real_domain(domain)
    address = f"{mailbox}@{domain}"
    if (
        not ADDRESS.fullmatch(address)
        or domain in NOT_DOMAINS
        or domain in PLATFORM_MAIL
        or address.endswith(NOT_ENDINGS)
    ):
        return None
    return None if mailbox in NOT_MAILBOXES or PLACEHOLDER_MAIL.match(address) else address


def _real_domain(domain: str) -> str:
    """A domain up to its last label that is a top-level domain: "clinic.com.the" has a word too many."""
    labels = domain.split(".")
    while labels and not is_top_level(labels[-1]):
        labels.pop()
    return ".".join(labels)


def is_top_level(label: str) -> bool:
    """Whether a label is a top-level domain, or one that is reserved for examples."""
    return label in USUAL_ENDS or label in _top_levels()


@cache
def _top_levels() -> frozenset[str]:
    """All top-level domains of the suffix list that comes with `tldextract`; nothing is fetched."""
    listed = TLDExtract(suffix_list_urls=(), cache_dir=None, fallback_to_snapshot=True).tlds
    return frozenset(suffix.rpartition(".")[2] for suffix in listed)


def _of_block(block: Block) -> Iterator[tuple[str, int, int, float]]:
    front = 1.0 if block.role in (Role.HEADER, Role.FOOTER, Role.NAV) else 0.0
    written = list(_in_text(block.text))
    for address, start, end in written:
        yield address, start, end, 1.5 + front
    for link in block.links:
        for address in _mailed(link.href):
            start = max(0, block.text.find(link.text))
            yield address, start, start + len(link.text), 1.5 + front


def _mailed(href: str) -> Iterator[str]:
    """The addresses a `mailto:` link writes to; none for other links."""
    if href.lower().startswith("mailto:"):
        parts = unquote(href[7:]).partition("?")[0].split(",")
        yield from (address for part in parts if (address := normal(part)))


def _in_text(text: str) -> Iterator[tuple[str, int, int]]:
    if "@" in text or "＠" in text:
        for match in ADDRESS.finditer(text):
            if address := normal(match[0]):
                yield address, match.start(), match.end()
        for match in SPACED.finditer(text):
            if " " in match[0] and (address := normal(f"{match[1]}@{match[2]}")):
                yield address, match.start(), match.end()
    lowered = text.casefold()
    if SPELLED.search(lowered):
        for pattern in (HIDDEN, PLAIN_AT):
            for match in pattern.finditer(text):
                domain = re.sub(rf"{DOT}| dot ", ".", match[2], flags=re.IGNORECASE).replace(" ", "")
                if address := normal(f"{match[1]}@{domain}"):
                    yield address, match.start(), match.end()


def _add_bare_links(found: dict[str, _Candidate], site: Site) -> None:
    """Addresses of links without any text: an icon to write to."""
    for page in site.pages:
        for link in page.links if standing(page) > LEGAL else ():
            for address in _mailed(link.href):
                proof = evidence(page, link.text or link.href)
                found.setdefault(address, _Candidate(1.0, standing(page), stands=True, evidence=(proof,)))


def _add_split(found: dict[str, _Candidate], site: Site) -> None:
    """Addresses cut in two by hidden words for robots: "jo", "nospam", "@clinic.example"."""
    for page in site.pages:
        shown = [block for block in page.blocks if block.channel is Channel.VISIBLE]
        for before, after in pairwise(shown):
            head, tail = MAILBOX_END.search(before.text), DOMAIN_START.match(after.text)
            address = normal(f"{head[0]}@{tail[1]}") if head and tail else None
            if address and standing(page) > LEGAL:
                found.setdefault(
                    address,
                    _Candidate(1.0, standing(page), stands=True, evidence=(evidence(page, after.text),)),
                )


def _add_structured(found: dict[str, _Candidate], site: Site) -> None:
    for page in site.pages:
        for item in own_items(page) if standing(page) > LEGAL else ():
            for raw in listed(item.get("email")):
                address = normal(raw.removeprefix("mailto:")) if isinstance(raw, str) else None
                if address:
                    found.setdefault(
                        address,
                        _Candidate(1.0, standing(page), stands=True, evidence=(evidence(page, str(raw)),)),
                    )


def _best(found: dict[str, _Candidate], host: str) -> tuple[Found[str], ...]:
    """Leave out what only a legal page or a credit gives, when the site gives others."""
    best = max((c.best for c in found.values()), default=0.0)
    kept = {a: c for a, c in found.items() if c.best > LEGAL or best <= LEGAL}
    standing_alone = {a: c for a, c in kept.items() if c.stands} or kept
    own = {a: c for a, c in standing_alone.items() if not THIRD_PARTY.search(a)}
    ranked = sorted(
        (own or standing_alone).items(), key=lambda pair: (-pair[1].weight, not pair[0].endswith("@" + host))
    )
    return tuple(Found(address, candidate.evidence) for address, candidate in ranked)
