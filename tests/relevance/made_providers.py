"""The providers that relevance cases are run against: generated ones with people, refusals and unknown hours."""

import random
from collections.abc import Iterator

from indexer.engines.protocol import Document
from indexer.model import Practitioner, StatedTerm
from tests.benchmarks.generated import documents

COUNT = 2_000
FIRST = "Ada Bela Cleo Dorit Edda Falk Gisa Hauke Ilka Jorn Kaja Lasse Mika Nele Orla Piet Runa Sven Tilda Veit".split()
LAST_BEGIN = (
    "Ash Birk Corbin Dun Elder Fen Gar Hol Ibs Jes Kest Lorri Mar Nor Oak Pem Quin Rath Sel Thorn".split()
)
LAST_END = "bourne by combe croft dale ford grove ham ley low marsh mere more ridge shaw stead thwaite wick worth wood".split()
DENIED = ("hicaps", "ndis", "wheelchair-access", "walk-ins")


def made_documents(count: int = COUNT, seed: int = 7) -> Iterator[Document]:
    """Generated documents, each with one or two people, and some that state what they do not have."""
    chance = random.Random(seed)
    for document in documents(count, seed):
        provider = document.provider
        stated = {term.id for term in provider.features}
        refused = tuple(
            StatedTerm(id=one, label=one, status="stated_not")
            for one in DENIED
            if one not in stated and chance.random() < 0.15
        )
        people = tuple(
            Practitioner(name=f"{chance.choice(FIRST)} {chance.choice(LAST_BEGIN)}{chance.choice(LAST_END)}")
            for _ in range(chance.randint(1, 2))
        )
        changed = {"practitioners": people, "features": (*provider.features, *refused)}
        yield Document(provider.model_copy(update=changed), document.text)
