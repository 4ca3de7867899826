"""Decisions of people: suppressions, corrections, rulings. Opt-outs of sites become suppressions."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and move the opt-outs into it."""
    made = op.create_table(
        "decisions",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("topic", sa.String(16), nullable=False),
        sa.Column("about", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("by", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("lifted_at", sa.DateTime, nullable=True),
        sa.Column("lifted_why", sa.Text, nullable=True),
    )
    opt_outs = op.get_bind().execute(sa.text("SELECT site, seen_at FROM opt_outs")).all()
    rows = [
        {
            "id": f"s-{secrets.token_hex(5)}",
            "topic": "suppression",
            "about": {"key": f"website:{site}"},
            "reason": "their site asks for it",
            "by": "site",
            "made_at": datetime.fromisoformat(str(seen_at)),
            "revision": 1,
        }
        for site, seen_at in opt_outs
    ]
    if rows:
        op.bulk_insert(made, rows)
    op.drop_table("opt_outs")
