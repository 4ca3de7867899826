"""Ways to spoil a page: its bytes, tags, attributes, words."""

import re
from collections.abc import Callable
from random import Random

TAG = re.compile(rb"<[^<>]{1,400}>")
ATTRIBUTE = re.compile(rb"\s[\w-]+=(\"[^\"]{0,300}\"|'[^']{0,300}'|[^\s>]+)")
WORD = re.compile(rb"[A-Za-z0-9$@:.-]{2,40}")
NAMES = b"div p table tr td th ul li dl dt select option template noscript svg pre a b h1 h3 br nav".split()
ODD = (
    b"", b" ", b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"&#x110000;", b"&#0;", b"&amp;amp;", b"<!--", b"-->",
    b"<![CDATA[", b"]]>", b"<?xml version='1.0'?>", b"\xe2\x80\x8b", b"\xef\xbb\xbf", b"<script>", b"</body>",
    b"</html>", b"<plaintext>", b"\r", b"\t", b"\xc4\xb0", b"\xe2\x81\xa3", b"\xee\x80\x80",
)  # fmt: skip
NUMBERS = (
    b"-1",
    b"0",
    b"99999999999999999999",
    b"1e309",
    b"\xd9\xa1\xd9\xa2\xd9\xa3",
    b"24:61",
    b"03 7010 0",
)
LONGEST = 20_000
"""Bytes that one mutation adds at most."""


def mutated(random: Random, page: bytes) -> bytes:
    """The page with one to eight mutations."""
    for _ in range(random.randint(1, 8)):
        page = random.choice(WAYS)(random, page)
    return page


def _cut(random: Random, page: bytes) -> bytes:
    start, end = _span(random, page)
    return page[:start] + page[end:]


def _repeat(random: Random, page: bytes) -> bytes:
    start, end = _span(random, page)
    piece = page[start:end]
    return page[:end] + piece * min(random.choice((1, 2, 10, 100)), LONGEST // (len(piece) + 1)) + page[end:]


def _flip(random: Random, page: bytes) -> bytes:
    changed = bytearray(page)
    for _ in range(random.choice((1, 5, 50))):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def _insert(random: Random, page: bytes) -> bytes:
    at = random.randrange(len(page) + 1)
    return page[:at] + random.choice(ODD) * random.choice((1, 1, 30)) + page[at:]


def _truncate(random: Random, page: bytes) -> bytes:
    return page[: random.randrange(len(page) + 1)]


def _drop_tag(random: Random, page: bytes) -> bytes:
    return _replaced(random, page, TAG, b"")


def _other_tag(random: Random, page: bytes) -> bytes:
    return _replaced(random, page, TAG, b"<%s>" % random.choice(NAMES))


def _nest(random: Random, page: bytes) -> bytes:
    return _replaced(random, page, TAG, b"<%s>" % random.choice(NAMES) * random.choice((3, 40, 400)))


def _attribute(random: Random, page: bytes) -> bytes:
    value = random.choice((*ODD, *NUMBERS, b"x" * LONGEST))
    name = random.choice((b"href", b"class", b"style", b"colspan", b"alt", b"itemprop", b"content", b"lang"))
    return _replaced(random, page, ATTRIBUTE, b' %s="%s"' % (name, value))


def _word(random: Random, page: bytes) -> bytes:
    return _replaced(random, page, WORD, random.choice((*NUMBERS, *ODD, *_words(random, page))))


def _long_word(random: Random, page: bytes) -> bytes:
    word = random.choice((*_words(random, page), b"9", b"a.", b"-", b"$1 ", b"no, "))
    return _replaced(random, page, WORD, (word * (LONGEST // len(word)))[: random.choice((100, LONGEST))])


def _joined_lines(_: Random, page: bytes) -> bytes:
    return page.replace(b"\n", b" ")


def _replaced(random: Random, page: bytes, what: re.Pattern[bytes], by: bytes) -> bytes:
    start = random.randrange(len(page) + 1)
    found = what.search(page, start) or what.search(page)
    return page if found is None else page[: found.start()] + by + page[found.end() :]


def _words(random: Random, page: bytes) -> list[bytes]:
    start = random.randrange(len(page) + 1)
    return WORD.findall(page, start, start + 400) or [b"word"]


def _span(random: Random, page: bytes) -> tuple[int, int]:
    start = random.randrange(len(page) + 1)
    return start, min(len(page), start + random.choice((1, 10, 100, 1000)))


WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (
    _cut, _repeat, _flip, _insert, _truncate, _drop_tag, _other_tag, _nest, _attribute, _word, _long_word,
    _joined_lines,
)  # fmt: skip
