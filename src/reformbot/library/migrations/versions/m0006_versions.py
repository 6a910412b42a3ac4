"""What a version is, and what an admin changed in an edition.

Numbers of versions are given out once. SQLite changes no constraint of a table that is there, and
to drop one that others refer to would empty those, so that all five are made anew.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_COPIED = {
    "edition": "id, organisation, year, number, stem, sha256, shape, original, added_at, issue,"
    " passages",
    "passage": "row, edition_id, id",
    "version": "id, fingerprint, created_at, live_since, thresholds",
    "version_edition": "version_id, edition_id",
    "live": "slot, version_id",
}


def upgrade() -> None:
    """Make the tables of editions and versions anew, with what they held."""
    op.create_table(
        "new_edition",
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
        sa.Column("amendments", sa.Text, nullable=False, server_default="{}"),
        sa.UniqueConstraint(
            "organisation", "year", "number", "sha256", "shape", "stem", "amendments"
        ),
    )
    op.create_table(
        "new_passage",
        sa.Column("row", sa.Integer, primary_key=True),
        sa.Column("edition_id", sa.Integer, _to("edition", ondelete="CASCADE"), nullable=False),
        sa.Column("id", sa.String, nullable=False),
    )
    op.create_table(
        "new_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.String, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("live_since", sa.DateTime(timezone=True)),
        sa.Column("thresholds", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("follows", sa.Integer),
        sa.Column("made_by", sa.String, nullable=False, server_default=""),
        sa.Column("shape", sa.String, nullable=False, server_default=""),
        sa.Column("changes", sa.JSON, nullable=False, server_default="{}"),
        sa.Column("issues", sa.Integer, nullable=False, server_default="0"),
        sa.Column("passages", sa.Integer, nullable=False, server_default="0"),
        sa.Column("embedded", sa.Integer, nullable=False, server_default="0"),
        sa.Column("embedding_seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("seconds", sa.Float, nullable=False, server_default="0"),
        sa.Column("marks", sa.JSON),
        sa.Column("held", sa.Boolean, nullable=False, server_default="0"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "new_version_edition",
        sa.Column("version_id", sa.Integer, _to("version", ondelete="CASCADE"), primary_key=True),
        sa.Column("edition_id", sa.Integer, _to("edition"), primary_key=True),
    )
    op.create_table(
        "new_live",
        sa.Column("slot", sa.Integer, primary_key=True),
        sa.Column("version_id", sa.Integer, _to("version"), nullable=False),
    )
    for table, columns in _COPIED.items():
        op.execute(f"INSERT INTO new_{table} ({columns}) SELECT {columns} FROM {table}")  # noqa: S608
    for table in ("live", "version_edition", "passage", "version", "edition"):
        op.drop_table(table)
    for table in _COPIED:
        op.rename_table(f"new_{table}", table)
    op.create_index("passage_edition", "passage", ["edition_id"])
    op.execute(
        "UPDATE version SET (issues, passages, shape) = ("
        " SELECT count(DISTINCT edition.id), count(passage.row), coalesce(max(edition.shape), '')"
        " FROM version_edition"
        " JOIN edition ON edition.id = version_edition.edition_id"
        " LEFT JOIN passage ON passage.edition_id = edition.id"
        " WHERE version_edition.version_id = version.id)"
    )


def _to(table: str, ondelete: str | None = None) -> sa.ForeignKey:
    return sa.ForeignKey(f"new_{table}.id", ondelete=ondelete)
