"""Names in sentences: "Quiet Hands Massage is open six days", where no title or logo tells the name."""

import re
from collections import Counter
from typing import Final

from indexer.facts.contact.name_forms import fold
from indexer.facts.contact.wording import GENERIC
from indexer.facts.people.person_names import trade_words
from indexer.page import Channel, Site

TWICE: Final = 2
"""Texts that must say it: once may be somebody else's name."""
HOST_LEAST: Final = 7
"""Letters of the shortest name that is looked for in the host."""
_CAPITALISED: Final = re.compile(r"[A-Z][\w'’-]+(?: (?:of |the |and |& |on |at )?[A-Z][\w'’-]+){1,4}")
_NAMED: Final = re.compile(
    r"(?<![\w’'-])(?P<name>(?:[A-Z][\w'’-]*[ ](?:(?:of|the|and|&|on|at) )?){1,4}"
    r"(?:Massage(?: Therapy)?|Osteopathy|Osteopaths|Osteopathics?|Myotherapy|Bodyworks?|Clinic"
    r"|Therap(?:y|ies)|Wellness|Wellbeing|Spa|Studio|Cent(?:re|er)|Healing|Health|Practice|Rooms))(?![\w-])"
)


def spoken(site: Site) -> tuple[str, ...]:
    """Capitalised names of several texts that end in a word of the trade or that the host bears.

    The most frequent first.
    """
    said: Counter[str] = Counter()
    host = re.sub(r"[^a-z0-9]", "", site.host.rpartition(".")[0] or site.host)
    for _, block in site.unique_blocks:
        if block.channel is Channel.VISIBLE and not block.level:
            names = {found["name"] for found in _NAMED.finditer(block.text) if _is_own(found["name"])}
            names |= {
                name for found in _CAPITALISED.finditer(block.text) if (name := _in_host(found[0], host))
            }
            said.update(names)
    return tuple(name for name, count in said.most_common() if count >= TWICE)


def _in_host(words: str, host: str) -> str:
    """The longest beginning of capitalised words, two at least, that the host bears: "Jane Smith"."""
    parts = words.split()
    for size in range(len(parts), 1, -1):
        squeezed = re.sub(r"[^a-z0-9]", "", "".join(parts[:size]).lower())
        if len(squeezed) >= HOST_LEAST and squeezed in host:
            return " ".join(parts[:size])
    return ""


def _is_own(name: str) -> bool:
    """Whether a word of it is neither the trade's nor everybody's: "Swedish Massage" is nobody's name."""
    words = fold(name).split()
    return words[0] not in GENERIC and any(w not in GENERIC and w not in trade_words() for w in words)
