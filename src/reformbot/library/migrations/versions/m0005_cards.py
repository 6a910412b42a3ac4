"""Answers kept whole, the conversations they stand in, ratings, word searches, subscriptions."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create what the buttons below messages are resolved from."""
    op.add_column("answer", sa.Column("chat_id", sa.BigInteger))
    op.add_column("answer", sa.Column("whole", sa.Text))
    op.create_table(
        "turn",
        sa.Column("answer_id", sa.Integer, _answer(), primary_key=True),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("asked", sa.BigInteger, nullable=False),
        sa.Column("parent", sa.Integer, sa.ForeignKey("answer.id", ondelete="SET NULL")),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed", sa.Boolean, nullable=False),
    )
    op.create_index("turn_chat", "turn", ["chat_id", "person"])
    op.create_index("turn_parent", "turn", ["parent"])
    op.create_table(
        "said",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("message_id", sa.BigInteger, primary_key=True),
        sa.Column("answer_id", sa.Integer, _answer(), nullable=False),
    )
    op.create_index("said_answer", "said", ["answer_id"])
    op.create_table(
        "feedback",
        sa.Column("answer_id", sa.Integer, _answer(), primary_key=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("reason", sa.String),
        sa.Column("right_answer", sa.Text),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "awaited",
        sa.Column("chat_id", sa.BigInteger, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("answer_id", sa.Integer, _answer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "lookup",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_index("lookup_person", "lookup", ["person"])
    op.create_table(
        "known_issue",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation", sa.String, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("organisation", "year", "number"),
    )
    op.create_table(
        "subscription",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("told", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )


def _answer() -> sa.ForeignKey:
    return sa.ForeignKey("answer.id", ondelete="CASCADE")
