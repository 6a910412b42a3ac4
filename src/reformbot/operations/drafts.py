"""Draft a file of briefs, and read briefs and drafts from files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from reformbot import __version__
from reformbot.drafting.brief import TARGET, Brief, brief_of, pasted
from reformbot.drafting.docx import write_docx
from reformbot.drafting.draft import Draft
from reformbot.drafting.drafter import Drafter
from reformbot.drafting.plain import markdown, plain_text
from reformbot.drafting.publication import Publication, one_article
from reformbot.drafting.records import draft_json, read_draft
from reformbot.drafting.rendering import article_of, batch_record
from reformbot.drafting.wishes import wishes_of
from reformbot.errors import (
    BatchError,
    BriefError,
    DraftError,
    SourceMissingError,
    SourceUnreadableError,
)
from reformbot.files import FileReader
from reformbot.models import Report
from reformbot.operations.batch import Unfinished, read_lines, require_writable, write_whole
from reformbot.operations.notes import notes_at


def draft_batch(drafter: Drafter, briefs: Path, out: Path, report: Report) -> int:
    """Draft every brief of a file; the drafts appear under their name only when all are there.

    A run that was cut short is taken up where it ended.

    Raises:
        SourceMissingError, SourceUnreadableError, BatchError: nothing is drafted.
        OutputUnwritableError, DiskFullError: the drafts cannot be written.

    Returns:
        How many were drafted.
    """
    read = [_brief(briefs, at, value) for at, value in read_lines(briefs, ("id",))]
    for at, brief in read:
        try:
            drafter.facts(brief)
        except DraftError as error:
            raise BatchError(path=briefs, line=at, reason=error.code) from error
    require_writable(out)
    unfinished = Unfinished(out)
    lines: list[str] = []
    for done, (_, brief) in enumerate(read, 1):
        key = f"{__version__} {drafter.composer} {brief}"
        line = unfinished.find(key)
        if line is None:
            line = json.dumps(batch_record(drafter.draft(brief)), ensure_ascii=False)
            unfinished.keep(key, line)
        lines.append(line)
        report("drafts", done, len(read))
    unfinished.finish(lines)
    return len(lines)


def read_brief(path: Path) -> Brief:
    """A brief from a JSON file.

    Raises:
        SourceMissingError, SourceUnreadableError: the file cannot be read.
        BriefError, BriefEmptyError, BriefTooLongError: it holds no brief.
    """
    try:
        value: object = json.loads(_text(path))
    except (ValueError, RecursionError) as error:
        raise BriefError(reason=str(error)) from error
    return brief_of(value)


def read_notes(
    path: Path,
    files: FileReader,
    title_hint: str,
    place: str,
    unit: str,
    target_chars: tuple[int, int] | None = None,
    *,
    precedents: bool = True,
) -> Brief:
    """A brief from notes in a file of any kind; what is given counts before what lines of it say.

    Raises:
        SourceError: the file cannot be read.
        BriefEmptyError, BriefTooLongError: as `pasted` says.
    """
    wishes = wishes_of(notes_at(path, files))
    return pasted(
        wishes.notes,
        id=path.stem,
        title_hint=title_hint,
        place=place,
        unit=unit or wishes.unit,
        target_chars=target_chars or wishes.target_chars or TARGET,
        precedents=precedents and wishes.precedents,
    )


def read_stored(path: Path) -> Draft:
    """A draft that `save` wrote as JSON.

    Raises:
        SourceMissingError, SourceUnreadableError: the file cannot be read.
        DraftUnreadableError: it holds no draft.
    """
    return read_draft(_text(path))


def save(draft: Draft, out: Path, organisation: str = "") -> None:
    """Write a draft: .docx, .md, .json (to be taken up again), and plain text under other names.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot be written.
    """
    if out.suffix == ".json":
        write_whole(out, draft_json(draft) + "\n")
    else:
        print_out(one_article(article_of(draft), organisation), out)


def print_out(publication: Publication, out: Path) -> None:
    """Write a publication as .docx, .md, and plain text under other names.

    Raises:
        OutputUnwritableError, DiskFullError: it cannot be written.
    """
    if out.suffix == ".docx":
        write_docx(publication, out)
    elif out.suffix == ".md":
        write_whole(out, markdown(publication))
    else:
        write_whole(out, plain_text(publication))


def _brief(path: Path, at: int, value: dict[str, Any]) -> tuple[int, Brief]:
    try:
        return at, brief_of(value)
    except DraftError as error:
        reason = str(error.details.get("reason", error.code))
        raise BatchError(path=path, line=at, reason=reason) from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise SourceMissingError(path=path) from error
    except (OSError, UnicodeDecodeError) as error:
        raise SourceUnreadableError(path=path, reason=str(error)) from error
