"""Who speaks a language is found by it, and by nothing that merely bears its name."""

from pathlib import Path

from indexer.engines.protocol import Document
from indexer.engines.whoosh import WhooshEngine, write
from indexer.model import Practitioner
from indexer.query import query, understand
from indexer.search import SearchRequest
from tests.benchmarks.generated import documents


def test_a_language_is_met_by_people_who_speak_it_and_not_by_its_name(tmp_path: Path) -> None:
    first, second, third = documents(3)
    speaker = Practitioner(name="Nele Ashford", languages=("Thai", "Greek"))
    made = [
        Document(first.provider.model_copy(update={"practitioners": (speaker,)})),
        Document(second.provider, "Thai massage and Greek olives"),
        third,
    ]
    write(tmp_path / "index", made)
    with WhooshEngine(tmp_path / "index") as engine:
        for words in ("speaks greek", "thai speaking"):
            request = SearchRequest(q=words)
            understood, _ = understand(request, knows=engine.knows)
            found = engine.search(query(request, understood)).found
            assert [one.provider.id for one in found] == [first.provider.id]
