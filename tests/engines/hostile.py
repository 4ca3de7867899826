"""Query strings nobody should be afraid of: random and adversarial, the same for the same seed."""

import random
import string
from collections.abc import Iterator

WORDS = (
    "massage remedial osteopath near rosanna vic 3084 low back pain saturday after 6 pm under $100 not no without "
    "open now AND OR NOT quiet warm towels room calm hands gentle carlton st kilda mt eliza female hicaps ndis"
).split()
OPERATORS = (
    *"\"'()[]{}*?~^+-:|&!\\/<>=%$#@,;.",
    "AND",
    "OR",
    "NOT",
    "TO",
    "--",
    '""',
    "text:",
    "*:*",
    "[a TO z]",
)
STRANGE = (
    "\u202e\u200f\u200b\u0000\u0007\u001f\x7f\ufeff\ud7ff\u0301\u0334İßﬁ①Ⅷ٣߀"
    "𝒎𝒂𝒔𝒔العربيةעבריתไทย日本語한국어ελληνικά💆🏽‍♀️🇦🇺👩‍👩‍👧‍👦"
)
PATTERNS = (
    "(a+)+$",
    "^(.*?,){11}P",
    ".*",
    "a{1,99999}",
    "(?=x)",
    "[[:alpha:]]",
    "%00",
    "${jndi:x}",
    "' OR 1=1 --",
)
LONGEST = 500


def strings(count: int, seed: int = 13) -> Iterator[str]:
    """`count` strings of at most 500 characters."""
    chance = random.Random(seed)
    kinds = (_words, _operators, _letters, _strange, _repeated, _quoted, _patterns, _mixed, _misspelt)
    return (kinds[number % len(kinds)](chance)[:LONGEST] for number in range(count))


def _words(chance: random.Random) -> str:
    return " ".join(chance.choices(WORDS, k=chance.choice([1, 3, 8, 80])))


def _operators(chance: random.Random) -> str:
    return "".join(chance.choices([*OPERATORS, *WORDS, " "], k=chance.randrange(1, 60)))


def _letters(chance: random.Random) -> str:
    return "".join(chance.choices(string.printable, k=chance.choice([1, 10, 100, 500])))


def _strange(chance: random.Random) -> str:
    return "".join(chance.choices([*STRANGE, " ", *WORDS], k=chance.randrange(1, 200)))


def _repeated(chance: random.Random) -> str:
    return chance.choice([*WORDS, *OPERATORS, *STRANGE, "a ", "in ", "near ", "3084 ", "-"]) * chance.choice(
        [2, 50, 500]
    )


def _quoted(chance: random.Random) -> str:
    return " ".join(
        f'"{" ".join(chance.choices(WORDS, k=chance.randrange(1, 5)))}"'
        for _ in range(chance.randrange(1, 9))
    )


def _patterns(chance: random.Random) -> str:
    return chance.choice(PATTERNS) * chance.choice([1, 3, 40])


def _mixed(chance: random.Random) -> str:
    return " ".join((_words(chance), _operators(chance), _strange(chance)))


def _misspelt(chance: random.Random) -> str:
    """Long words that are nobody's, each to be compared with what is known."""
    letters = string.ascii_lowercase
    return " ".join(
        "".join(chance.choices(letters, k=chance.randrange(5, 14))) for _ in range(chance.randrange(1, 60))
    )
