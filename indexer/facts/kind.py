"""Whether a provider is a clinic, one person's practice, or only travels."""

import re

from data.term import vocabulary
from indexer.evidence import Found, evidence
from indexer.facts.pages.standing import LEGAL, standing
from indexer.model import Kind, Location, Practitioner, StatedTerm
from indexer.page import Channel, Site
from indexer.prefilter import Rule

TRAVELS = Rule(
    r"\bmobile (?:massage|therap\w+|service|osteopath\w*|remedial|myotherap\w+|thai|clinic|practice)"
    r"|\b(?:we|i) (?:come|travel) to (?:you|your)"
    r"|\bcome to you\b|\bin the comfort of your (?:own )?home|\bin your (?:own )?home\b|\b(?:home"
    r"|hotel)(?: and| &|,) (?:hotel|home|office)"
    r"|\b(?:home|hotel) (?:service|visits? only)|to your door\b|outcall",
    re.IGNORECASE,
)
RECEIVES = Rule(
    r"\b(?:our|my|the|this) (?:clinic|studio|rooms?|practice|centre|center|premises|salon|spa)\b"
    r"|\bparking\b|\bvisit us\b|\bwalk-?ins?\b"
    r"|\b(?:home|private) (?:studio|clinic)\b|\bwaiting room\b|\breception\b",
    re.IGNORECASE,
)
ONE_PERSON = Rule(
    r"\bI(?:'m|’m| am| have| offer| work| use| specialise| specialize| trained| believe| became)\b"
    r"|\b[Mm]y name is\b|\babout me\b",
    re.IGNORECASE,
)
SEVERAL = Rule(
    r"\b(?:our (?:team|therapists|practitioners|staff|osteopaths|clinicians|masseuses)|meet the team"
    r"|we are a team|our experienced)\b",
    re.IGNORECASE,
)


def with_visits(offered: tuple[StatedTerm, ...], site: Site) -> tuple[StatedTerm, ...]:
    """The therapies of somebody who only travels: a massage that comes to the client is mobile massage."""
    massages = any(t.status == "stated" and t.id.endswith("massage") for t in offered)
    term = vocabulary("therapies").get("mobile-massage")
    if not massages or term is None or any(t.id == term.id for t in offered):
        return offered
    for page, block in site.unique_blocks:
        told = TRAVELS.search(block.text) if block.channel is Channel.VISIBLE else None
        if told:
            proof = evidence(page, block.text, *told.span())
            return (*offered, StatedTerm(id=term.id, label=term.label, evidence=(proof,)))
    return offered


def decide(
    site: Site, places: tuple[Found[Location], ...], areas: tuple[str, ...], people: tuple[Practitioner, ...]
) -> Kind:
    """The kind of provider: it travels only, when it says it travels and gives no street to come to."""
    text = "\n".join(
        b.text
        for p, b in site.unique_blocks
        if standing(p) > LEGAL and b.channel in (Channel.VISIBLE, Channel.HIDDEN)
    )
    travels, receives = len(TRAVELS.findall(text)), len(RECEIVES.findall(text))
    has_street = any(place.value.street for place in places)
    if travels and not has_street and (travels + bool(areas) > receives):
        return "mobile"
    if travels >= 2 and has_street and travels > 2 * receives:
        return "mobile"
    several, one = len(SEVERAL.findall(text)), len(ONE_PERSON.findall(text))
    if len(people) > 1:
        return "clinic"
    return "practitioner" if one > several or (len(people) == 1 and not several) else "clinic"
