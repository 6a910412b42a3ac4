"""Files that admins send to be taken in, and the texts they are asked for about them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create what an upload is known by from its arrival until it is live."""
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("update_id", sa.BigInteger, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("person_id", sa.BigInteger, nullable=False),
        sa.Column("chat_id", sa.BigInteger, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("sha256", sa.String, nullable=False),
        sa.Column("original", sa.String, nullable=False),
        sa.Column("extract", sa.Text),
        sa.Column("amendments", sa.Text, nullable=False),
        sa.Column("failures", sa.Text, nullable=False),
        sa.Column("message_id", sa.BigInteger),
        sa.Column("version_id", sa.Integer),
        sa.Column("untold", sa.Boolean, nullable=False),
        sa.UniqueConstraint("update_id", "place"),
    )
    op.create_index("submission_sha256", "submission", ["sha256"])
    op.create_table(
        "awaited_amendment",
        sa.Column("chat_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column(
            "submission_id",
            sa.Integer,
            sa.ForeignKey("submission.id", ondelete="CASCADE"),
            nullable=False,
        ),
        sa.Column("what", sa.String, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
