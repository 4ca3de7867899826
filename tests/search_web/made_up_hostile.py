"""Providers that are hostile in every field there is: whatever the public shape holds, now or later."""

from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from indexer.model import QUOTE_LENGTH, Provider

RAN = "window.ran=1"
"""What every script of theirs would do, so that one look tells whether any did."""
WORDS = {
    "script": f"<script>{RAN}</script></title></textarea></style><script>{RAN}//",
    "markup": f"'\"><img src=x onerror={RAN}><svg onload={RAN}><form action=//evil.example><input autofocus onfocus={RAN}>",
    "link": f"javascript:{RAN}//https://x.example/%0a",
    "data": f"data:text/html,<script>{RAN}</script>",
    "long": "W" * 5000,
    "turned": "\u202e\u2066gnorts\u2069\u200f" * 20,
    "null": "\x00a\x00\x1b[31m\ufeff\x7f",
    "template": "{{ 7*7 }}{% raw %}${7*7}</article></main><!--",
}
"""What a field holds, by what is wrong with it."""


def hostile_providers() -> list[Provider]:
    """One for each kind, found like any other: its id and one therapy are in order."""
    return [_hostile(kind, words) for kind, words in WORDS.items()]


def _hostile(kind: str, words: str) -> Provider:
    made: Provider = _filled(Provider, words)
    proper = made.services[0].model_copy(update={"id": "remedial-massage"})
    unwanted = made.services[0].model_copy(update={"status": "stated_not"})
    keys = ("name", "status", "location:0", f"phone:{words}", f"email:{words}", words)
    evidence = dict.fromkeys(keys, made.services[0].evidence)
    also = dict.fromkeys(("website", "phone", "hours", "location"), made.also_listed[words])
    update = {
        "id": f"p-{kind}",
        "services": (proper, made.services[0], unwanted),
        "evidence": evidence,
        "also_listed": also,
    }
    return made.model_copy(update=update)


def _filled(kind: Any, words: str) -> Any:
    """A value of an annotated type in which every text is `words`."""
    origin, parts = get_origin(kind), get_args(kind)
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = {name: _filled(field.annotation, words) for name, field in kind.model_fields.items()}
        if "quote" in fields:
            fields["quote"] = words[:QUOTE_LENGTH]
        return kind.model_validate(fields)
    if origin in {Union, UnionType}:
        return _filled(next(part for part in parts if part is not type(None)), words)
    if origin is Literal:
        return parts[0]
    if origin is tuple:
        return (_filled(parts[0], words),)
    if origin is dict:
        return {words: _filled(parts[1], words)}
    return {str: words, float: 37.5, int: 60, bool: False}[kind]
