"""Brings a store to this version's schema, or says why it cannot."""

from pathlib import Path

from sqlalchemy import Connection, Engine, column, inspect, select, table

MIGRATIONS = Path(__file__).parents[1] / "migrations"
HEAD = "0009"
"""The newest step. A test holds it to `migrations/versions/`, so that opening a store need not read them."""

NOTED = "alembic_version"


class StoreError(Exception):
    """The store cannot be used; the message says what to do."""


class StoreNewer(StoreError):  # noqa: N818 (a state of the store, not a failure)
    """The store was written by a newer Rosanna."""


def bring_up_to_date(engine: Engine) -> None:
    """Apply the missing steps in one transaction.

    Raises `StoreNewer` for a store at a step this version does not know; it is left untouched.
    """
    with engine.connect() as connection:
        if revision_of(connection) == HEAD:
            return
    # Begun anew: another process may be upgrading, and waits for or blocks this one.
    with engine.begin() as connection:
        revision = revision_of(connection)
        if revision != HEAD:
            _upgrade(connection, revision)


def _upgrade(connection: Connection, revision: str | None) -> None:
    # Alembic takes a fifth of a second to import, and next to no command needs it.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    known = {step.revision for step in ScriptDirectory.from_config(config).walk_revisions()}
    if revision is not None and revision not in known:
        raise StoreNewer(
            f"the store {connection.engine.url.render_as_string()} was written by a newer Rosanna "
            f"(schema {revision}, this one knows up to {HEAD}): upgrade rosanna, or point ROSANNA_HOME "
            "elsewhere"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def revision_of(connection: Connection) -> str | None:
    """The step that Alembic noted last; None for an empty store."""
    if not inspect(connection).has_table(NOTED):
        return None
    return connection.execute(select(column("version_num")).select_from(table(NOTED))).scalar()
