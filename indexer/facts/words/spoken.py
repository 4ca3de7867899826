"""What a page says of a person's gender and languages; nothing is guessed from a name."""

import re
from typing import Final, Literal

from indexer.prefilter import Rule

Gender = Literal["female", "male"]

LANGUAGES: Final = (
    "Afrikaans Albanian Amharic Arabic Armenian Assyrian Auslan Bengali Bosnian Bulgarian Burmese "
    "Cantonese Catalan "
    "Croatian Czech Danish Dari Dutch English Farsi Persian Filipino Tagalog Finnish French Gaelic German "
    "Greek Gujarati "
    "Hebrew Hindi Hungarian Icelandic Indonesian Irish Italian Japanese Khmer Korean Kurdish Lao Latvian "
    "Lithuanian "
    "Macedonian Malay Malayalam Maltese Mandarin Maori Nepali Norwegian Pashto Polish Portuguese Punjabi "
    "Romanian Russian "
    "Samoan Serbian Sinhalese Slovak Slovenian Somali Spanish Swahili Swedish Tamil Telugu Thai Tongan "
    "Turkish Ukrainian "
    "Urdu Vietnamese Welsh Yiddish"
).split()
_LANGUAGE: Final = re.compile(rf"\b(?:{'|'.join(LANGUAGES)})\b")
_SPEAKS: Final = Rule(
    (
        r"\b(?:speaks?|fluent(?:ly)? in|fluent|bilingual|languages?(?: spoken)?|speaking"
        r"|native)\b[^.\n]{0,120}"
    ),
    re.IGNORECASE,
)
_SHE: Final = re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE)
_HE: Final = re.compile(r"\b(?:he|his|him|himself)\b", re.IGNORECASE)


def languages_in(text: str) -> tuple[str, ...]:
    """Languages that `text` says someone speaks, in its order."""
    found = [word for phrase in _SPEAKS.finditer(text) for word in _LANGUAGE.findall(phrase.group())]
    return tuple(dict.fromkeys(found))


def gender_of(text: str, name: str) -> Gender | None:
    """The gender that pronouns in `text` about `name` tell, when they all agree."""
    if name.split(maxsplit=1)[0] not in text:
        return None
    she, he = len(_SHE.findall(text)), len(_HE.findall(text))
    if she >= 2 and not he:
        return "female"
    return "male" if he >= 2 and not she else None
