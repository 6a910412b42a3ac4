"""Answers given, what the verifier found in them, and the thresholds a version was made with."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the journal; versions made before have no thresholds of their own."""
    op.add_column("version", sa.Column("thresholds", sa.JSON, nullable=False, server_default="{}"))
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("surface", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("understood", sa.Text),
        sa.Column("refusal", sa.String),
        sa.Column("composer", sa.String, nullable=False),
        sa.Column("latency_ms", sa.Float, nullable=False),
        sa.Column("version_id", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("answer_answered_at", "answer", ["answered_at"])
    op.create_table(
        "finding",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "answer_id",
            sa.Integer,
            sa.ForeignKey("answer.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("sentence", sa.Text, nullable=False),
        sa.Column("words", sa.String, nullable=False),
        sa.Column("source", sa.String, nullable=False),
    )
    op.create_index("finding_answer", "finding", ["answer_id"])
