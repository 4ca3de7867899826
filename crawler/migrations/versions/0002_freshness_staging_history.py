"""Freshness of pages, listings kept aside until a run is judged, what changed when, and what is gone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Widen the tables; add those for staging and history."""
    op.add_column("runs", sa.Column("manifest", sa.JSON, nullable=True))
    op.add_column("pages", sa.Column("last_seen", sa.DateTime, nullable=True))
    op.add_column("pages", sa.Column("changed_at", sa.DateTime, nullable=True))
    op.add_column("pages", sa.Column("missed", sa.Integer, nullable=False, server_default="0"))
    op.create_index("ix_pages_request", "pages", ["request_url"])
    op.create_index("ix_pages_warc", "pages", ["warc_file"])
    op.add_column("listings", sa.Column("missed", sa.Integer, nullable=False, server_default="0"))
    op.add_column("listings", sa.Column("gone_at", sa.DateTime, nullable=True))
    op.add_column("listings", sa.Column("interval_hours", sa.Float, nullable=True))
    op.add_column("listings", sa.Column("due_at", sa.DateTime, nullable=True))
    _create_staged()
    _create_history()


def _create_staged() -> None:
    op.create_table(
        "staged_listings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("fields", sa.JSON, nullable=False),
        sa.Column("raw", sa.JSON, nullable=False),
        sa.Column("last_seen", sa.DateTime, nullable=False),
        sa.UniqueConstraint("run_id", "source_id", name="uq_staged_run_source_id"),
    )


def _create_history() -> None:
    op.create_table(
        "sightings",
        sa.Column("source", sa.Text, primary_key=True),
        sa.Column("source_id", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_id", sa.Text, nullable=False),
        sa.Column("run_id", sa.Integer, sa.ForeignKey("runs.id"), nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("what", sa.JSON, nullable=False),
    )
    op.create_index("ix_changes_listing", "changes", ["source", "source_id"])
