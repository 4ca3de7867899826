"""Who is who, as the store remembers it: people's judgements, and the ids providers were given.

Functions on an open connection; `crawler.store` opens the transactions.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, select

from crawler.kept.tables import JudgementRow, MergedIdRow, ProviderIdRow
from crawler.kept.writing import upsert
from crawler.records import Judgement

ROWS_AT_ONCE = 500
_JUDGEMENTS, _IDS, _MERGED = JudgementRow.__table__, ProviderIdRow.__table__, MergedIdRow.__table__


def judgements(connection: Connection) -> Sequence[Judgement]:
    """All judgements, oldest first."""
    rows = connection.execute(select(*_JUDGEMENTS.columns).order_by(_JUDGEMENTS.c.id)).mappings()
    return [Judgement(**row) for row in rows]


def provider_ids(connection: Connection) -> Mapping[str, Sequence[str]]:
    """Listing key -> provider ids, the present one first."""
    found: dict[str, list[str]] = {}
    query = select(_IDS.c.listing, _IDS.c.provider_id)
    for listing, id_ in connection.execute(query.order_by(_IDS.c.since.desc(), _IDS.c.provider_id)):
        found.setdefault(listing, []).append(id_)
    return found


def merged_ids(connection: Connection) -> Mapping[str, str]:
    """Id that is no more -> id that is."""
    rows = connection.execute(select(_MERGED.c.id, _MERGED.c.merged_into)).mappings()
    return {row["id"]: row["merged_into"] for row in rows}


def remember_ids(
    connection: Connection, ids: Mapping[str, str], merged: Mapping[str, str], now: datetime
) -> None:
    """Write what differs from what is known."""
    known, led = provider_ids(connection), merged_ids(connection)
    new = [
        {"listing": listing, "provider_id": id_, "since": now}
        for listing, id_ in ids.items()
        if known.get(listing, ("",))[0] != id_
    ]
    leading = [
        {"id": old, "merged_into": into, "since": now} for old, into in merged.items() if led.get(old) != into
    ]
    for at in range(0, len(new), ROWS_AT_ONCE):
        upsert(connection, ProviderIdRow, new[at : at + ROWS_AT_ONCE], ("listing", "provider_id"))
    for at in range(0, len(leading), ROWS_AT_ONCE):
        upsert(connection, MergedIdRow, leading[at : at + ROWS_AT_ONCE], ("id",))
    alive = sorted(led.keys() - merged.keys())
    for at in range(0, len(alive), ROWS_AT_ONCE):
        connection.execute(delete(MergedIdRow).where(_MERGED.c.id.in_(alive[at : at + ROWS_AT_ONCE])))
