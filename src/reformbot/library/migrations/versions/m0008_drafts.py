"""Drafts that are being written in a chat."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create what a draft is known by, from its notes until its file is sent."""
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("begun_by", sa.BigInteger, nullable=False, unique=True),
        sa.Column("told_by", sa.BigInteger, nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stamp", sa.Integer, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("awaited", sa.String, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
    )
    op.create_index("draft_person", "draft", ["person"])
