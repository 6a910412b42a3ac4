"""Who may use the bot: people, requests, invitations, questions counted, and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of people."""
    op.create_table(
        "person",
        sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("language_code", sa.String),
        sa.Column("language", sa.String),
        sa.Column("role", sa.String),
    )
    op.create_table(
        "access_request",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "person_id",
            sa.BigInteger,
            sa.ForeignKey("person.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("decision", sa.String),
        sa.Column("decided_by", sa.BigInteger),
        sa.Column("told_at", sa.DateTime(timezone=True)),
    )
    op.create_index("access_request_person", "access_request", ["person_id"])
    op.create_table(
        "request_card",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("message_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "request_id",
            sa.Integer,
            sa.ForeignKey("access_request.id", ondelete="CASCADE"),
            nullable=False,
        ),
    )
    op.create_index("request_card_request", "request_card", ["request_id"])
    op.create_table(
        "invite",
        sa.Column("digest", sa.String, primary_key=True),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("made_by", sa.BigInteger),
        sa.Column("expires_at", sa.DateTime(timezone=True)),
        sa.Column("used_by", sa.BigInteger),
    )
    op.create_table(
        "question_use",
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String, nullable=False),
        sa.Column("actor", sa.BigInteger),
        sa.Column("subject", sa.BigInteger),
        sa.Column("detail", sa.String, nullable=False),
    )
