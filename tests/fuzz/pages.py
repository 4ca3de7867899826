"""The pages of a fuzz run: page `number` of a seed is always the same."""

import os
from functools import cache
from pathlib import Path
from random import Random

from indexer.showing.local_site import PAGE_SUFFIXES
from tests.fuzz.bait import bait, patterns
from tests.fuzz.builders import BUILDERS
from tests.fuzz.mutations import mutated

ROOT = Path(__file__).parents[2]
FOLDERS = (ROOT / "data" / "sample_web", ROOT / "tests" / "pages")
MORE = "ROSANNA_FUZZ_PAGES"
"""Environment variable: a folder of further pages to mutate."""
BAITED, BUILT = 0.15, 0.1
"""Shares of pages made of bait and of built ones; the others are mutations."""
HUGE_EVERY, HUGE = 1_000, 5_000_000
"""One page in so many is built as large as a page that is read can be, characters."""
SIZE_EXPONENT = (3.0, 5.3)
"""Sizes of other built pages, as powers of ten: 1 kB to 200 kB."""


def page(seed: int, number: int) -> tuple[str, bytes]:
    """What the page is, in a word, and its bytes."""
    random = Random(f"{seed}/{number}")
    draw = random.random()
    if number % HUGE_EVERY == 0:
        return _built(random, HUGE)
    if draw < BAITED:
        pattern = random.choice(patterns())
        return f"bait {pattern.pattern[:60]!r}", _baited(random, [bait(random, pattern) for _ in range(4)])
    if draw < BAITED + BUILT:
        return _built(random, int(10 ** random.uniform(*SIZE_EXPONENT)))
    path = random.choice(_paths())
    return f"mutation of {path.parent.name}/{path.name}", mutated(random, path.read_bytes())


@cache
def _paths() -> tuple[Path, ...]:
    more = os.environ.get(MORE)
    folders = (*FOLDERS, Path(more)) if more else FOLDERS
    return tuple(
        sorted(
            path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in PAGE_SUFFIXES
        )
    )


def _built(random: Random, size: int) -> tuple[str, bytes]:
    builder = random.choice(BUILDERS)
    return f"built {builder.__name__} {size}", builder(random, size).encode("utf-8", "replace")


def _baited(random: Random, baits: list[str]) -> bytes:
    """Bait where rules look: in the title, headings, links, cells, prose, alone and beside a cue."""
    one, two, three, four = (text.replace("<", "&lt;") for text in baits)
    cue = random.choice(("Massage $90 60 min", "Opening hours", "Our team", "Contact", "About us"))
    return f"""<title>{one[:300]}</title><h1>{cue}</h1><p>{one}<h2>{two[:500]}</h2><p>{cue} {two}</p>
    <ul><li>{three}<li><a href="{one[:200]}">{three[:300]}</a></ul><table><tr><td>{cue}<td>{four}</table>
    <footer>{four} {cue}</footer>""".encode("utf-8", "replace")
