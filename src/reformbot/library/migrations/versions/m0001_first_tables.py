"""Editions, versions, embeddings, and the word index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "edition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("stem", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("shape", sa.String, nullable=False),
        sa.Column("original", sa.String, nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issue", sa.Text, nullable=False),
        sa.Column("passages", sa.Text, nullable=False),
        sa.UniqueConstraint("organisation", "year", "number", "sha256", "shape", "stem"),
    )
    op.create_table(
        "passage",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column(
            "edition_id",
            sa.Integer,
            sa.ForeignKey("edition.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("id", sa.String, nullable=False),
    )
    op.create_index("passage_edition", "passage", ["edition_id"])
    op.create_table(
        "version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live_since", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "version_edition",
        sa.Column(
            "version_id",
            sa.Integer,
            sa.ForeignKey("version.id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("edition_id", sa.Integer, sa.ForeignKey("edition.id"), primary_key=True),
    )
    op.create_table(
        "live",
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("version_id", sa.Integer, sa.ForeignKey("version.id"), nullable=False),
    )
    op.create_table(
        "embedding",
        sa.Column("fingerprint", sa.String, primary_key=True),
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
    op.execute(
        "CREATE VIRTUAL TABLE passage_word USING fts5"
        "(words, tokenize=\"unicode61 tokenchars '.%+-'\")"
    )
