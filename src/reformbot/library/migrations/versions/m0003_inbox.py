"""Telegram's updates until they are done, and the messages that answer them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables of the inbox."""
    op.create_table(
        "inbox",
        sa.Column("update_id", sa.Integer, primary_key=True),
        sa.Column("chat_id", sa.Integer),
        sa.Column("person_id", sa.Integer),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
    )
    op.create_index("inbox_done_at", "inbox", ["done_at"])
    op.create_index("inbox_person", "inbox", ["person_id"])
    op.create_table(
        "delivery",
        sa.Column(
            "update_id",
            sa.Integer,
            sa.ForeignKey("inbox.update_id", ondelete="CASCADE"),
            primary_key=True,
        ),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("text", sa.Text),
        sa.Column("markup", sa.Text),
        sa.Column("answer_id", sa.Integer),
        sa.Column("message_id", sa.Integer),
    )
