"""Tables of the catalog.

An edition is one reading of one issue's file and never changes; a version is a set of editions that
is searched together, and one version is live. The words of all passages stand in an FTS5 table
(`passage_word`), which SQLAlchemy does not describe; the migrations create it.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

# A column named `person` or `person_id` says whose a row is: where a person is to be forgotten, the
# row goes, unless the column is marked so.
KEPT = {"kept": True}

AGES_BY = "ages_by"
"""Under this name a table's `info` has the column whose age decides how long a row is kept."""

edition = Table(
    "edition",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("stem", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("shape", String, nullable=False),
    Column("original", String, nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("issue", Text, nullable=False),
    Column("passages", Text, nullable=False),
    Column("amendments", Text, nullable=False, server_default="{}"),
    UniqueConstraint("organisation", "year", "number", "sha256", "shape", "stem", "amendments"),
)

passage = Table(
    "passage",
    metadata,
    Column("row", Integer, primary_key=True),
    Column("edition_id", Integer, ForeignKey("edition.id", ondelete="CASCADE"), nullable=False),
    Column("id", String, nullable=False),
    Index("passage_edition", "edition_id"),
)

version = Table(
    "version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("live_since", DateTime(timezone=True)),
    Column("thresholds", JSON, nullable=False, server_default="{}"),
    Column("follows", Integer),
    # Numeric id as text, or nothing for the command line; to be forgotten takes no version back.
    Column("made_by", String, nullable=False, server_default=""),
    Column("shape", String, nullable=False, server_default=""),
    Column("changes", JSON, nullable=False, server_default="{}"),
    Column("issues", Integer, nullable=False, server_default="0"),
    Column("passages", Integer, nullable=False, server_default="0"),
    Column("embedded", Integer, nullable=False, server_default="0"),
    Column("embedding_seconds", Float, nullable=False, server_default="0"),
    Column("seconds", Float, nullable=False, server_default="0"),
    Column("marks", JSON(none_as_null=True)),
    Column("held", Boolean, nullable=False, server_default="0"),
    sqlite_autoincrement=True,
)

version_edition = Table(
    "version_edition",
    metadata,
    Column("version_id", Integer, ForeignKey("version.id", ondelete="CASCADE"), primary_key=True),
    Column("edition_id", Integer, ForeignKey("edition.id"), primary_key=True),
)

live = Table(
    "live",
    metadata,
    Column("slot", Integer, primary_key=True),
    Column("version_id", Integer, ForeignKey("version.id"), nullable=False),
)

embedding = Table(
    "embedding",
    metadata,
    Column("fingerprint", String, primary_key=True),
    Column("digest", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

answer = Table(
    "answer",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answered_at", DateTime(timezone=True), nullable=False),
    Column("surface", String, nullable=False),
    Column("person", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("understood", Text),
    Column("refusal", String),
    Column("composer", String, nullable=False),
    Column("latency_ms", Float, nullable=False),
    Column("version_id", Integer, nullable=False),
    Column("record", Text, nullable=False),
    Column("chat_id", BigInteger),
    Column("whole", Text),
    Index("answer_answered_at", "answered_at"),
    info={AGES_BY: "answered_at"},
)

finding = Table(
    "finding",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String, nullable=False),
    Column("sentence", Text, nullable=False),
    Column("words", String, nullable=False),
    Column("source", String, nullable=False),
    Index("finding_answer", "answer_id"),
)

# Telegram's updates, and what is said to them. A delivery's text is what stands in the chat, or is
# about to; both tables lose their texts once an update is done.

inbox = Table(
    "inbox",
    metadata,
    Column("update_id", Integer, primary_key=True),
    Column("chat_id", Integer),
    # The texts go when it is done; that it was done is remembered, so that it is not done again.
    Column("person_id", Integer, info=KEPT),
    Column("body", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("done_at", DateTime(timezone=True)),
    Index("inbox_done_at", "done_at"),
    Index("inbox_person", "person_id"),
)

delivery = Table(
    "delivery",
    metadata,
    Column(
        "update_id", Integer, ForeignKey("inbox.update_id", ondelete="CASCADE"), primary_key=True
    ),
    Column("part", Integer, primary_key=True),
    Column("text", Text),
    Column("markup", Text),
    Column("answer_id", Integer),
    Column("message_id", Integer),
)

# What the buttons below messages are resolved from. All that hangs on an answer goes with it.

turn = Table(
    "turn",
    metadata,
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("chat_id", BigInteger, nullable=False),
    Column("person", String, nullable=False),
    Column("asked", BigInteger, nullable=False),
    Column("parent", Integer, ForeignKey("answer.id", ondelete="SET NULL")),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("closed", Boolean, nullable=False),
    Index("turn_chat", "chat_id", "person"),
    Index("turn_parent", "parent"),
)

said = Table(
    "said",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("message_id", BigInteger, primary_key=True),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False),
    Index("said_answer", "answer_id"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    Column("verdict", String, nullable=False),
    Column("reason", String),
    Column("right_answer", Text),
    Column("given_at", DateTime(timezone=True), nullable=False),
)

awaited = Table(
    "awaited",
    metadata,
    Column("chat_id", BigInteger, primary_key=True),
    Column("person", String, primary_key=True),
    Column("answer_id", Integer, ForeignKey("answer.id", ondelete="CASCADE"), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)

lookup = Table(
    "lookup",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", String, nullable=False),
    Column("words", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Index("lookup_person", "person"),
    info={AGES_BY: "at"},
)

known_issue = Table(
    "known_issue",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    UniqueConstraint("organisation", "year", "number"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("person", String, primary_key=True),
    Column("told", Integer, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)

# Who may use the bot, and what was decided about them.

person = Table(
    "person",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    Column("name", String, nullable=False),
    Column("language_code", String),
    Column("language", String),
    Column("role", String),
)

access_request = Table(
    "access_request",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "person_id",
        BigInteger,
        ForeignKey("person.id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("note", Text),
    Column("decision", String),
    Column("decided_by", BigInteger),
    Column("told_at", DateTime(timezone=True)),
    Index("access_request_person", "person_id"),
)

request_card = Table(
    "request_card",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "request_id", Integer, ForeignKey("access_request.id", ondelete="CASCADE"), nullable=False
    ),
    Index("request_card_request", "request_id"),
)

invite = Table(
    "invite",
    metadata,
    Column("digest", String, primary_key=True),
    Column("role", String, nullable=False),
    Column("made_by", BigInteger),
    Column("expires_at", DateTime(timezone=True)),
    Column("used_by", BigInteger),
)

question_use = Table(
    "question_use",
    metadata,
    # To be forgotten would win back the questions of the hour.
    Column("person_id", BigInteger, primary_key=True, autoincrement=False, info=KEPT),
    Column("key", String, primary_key=True),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    info={AGES_BY: "asked_at"},
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("action", String, nullable=False),
    Column("actor", BigInteger),
    Column("subject", BigInteger),
    Column("detail", String, nullable=False),
)

# Files that admins send to be taken in, one row a document; a row of an archive stands for itself.

submission = Table(
    "submission",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("update_id", BigInteger, nullable=False),
    Column("place", Integer, nullable=False),
    # Who sent a file is part of the record of what the index was made from.
    Column("person_id", BigInteger, nullable=False, info=KEPT),
    Column("chat_id", BigInteger, nullable=False),
    Column("name", String, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("state", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("original", String, nullable=False),
    Column("extract", Text),
    Column("amendments", Text, nullable=False),
    Column("failures", Text, nullable=False),
    Column("message_id", BigInteger),
    Column("version_id", Integer),
    Column("untold", Boolean, nullable=False),
    UniqueConstraint("update_id", "place"),
    Index("submission_sha256", "sha256"),
)

awaited_amendment = Table(
    "awaited_amendment",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column(
        "submission_id", Integer, ForeignKey("submission.id", ondelete="CASCADE"), nullable=False
    ),
    Column("what", String, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)
