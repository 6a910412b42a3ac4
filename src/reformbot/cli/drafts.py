"""Commands that draft, and put drafts together."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from reformbot.cli.checking import note_findings
from reformbot.cli.opening import AsJson, Home, open_services, print_json
from reformbot.drafting.draft import Draft
from reformbot.drafting.instructions import part_name
from reformbot.drafting.publication import Imprint, Masthead, Publication, Section, read_recipients
from reformbot.drafting.rendering import article_of, batch_record, house_findings
from reformbot.drafting.revising import Outcome
from reformbot.drafting.wishes import length_of
from reformbot.files import FileReader
from reformbot.operations.drafts import (
    draft_batch,
    print_out,
    read_brief,
    read_notes,
    read_stored,
    save,
)
from reformbot.terminal import Terminal

app = typer.Typer()
_DRAFTS = Path("drafts.jsonl")


@app.command()
def draft(
    context: typer.Context,
    brief: Annotated[Path | None, typer.Option(help="任务单 · a brief, JSON")] = None,
    notes: Annotated[Path | None, typer.Option(help="素材文件 · notes, any file")] = None,
    title: Annotated[str, typer.Option(help="主题 · what it is about")] = "",
    place: Annotated[str, typer.Option(help="地区 · the place")] = "",
    unit: Annotated[str, typer.Option(help="报送单位 · who sends it in")] = "",
    length: Annotated[str, typer.Option(help="字数 · characters: 500, 400-600")] = "",
    precedents: Annotated[
        bool, typer.Option(help="可参考已发稿件 · earlier articles may serve as examples")
    ] = True,
    batch: Annotated[Path | None, typer.Option(help="一批任务单 · briefs, JSON lines")] = None,
    revise: Annotated[Path | None, typer.Option(help="已存的初稿 · a stored draft, JSON")] = None,
    ask: Annotated[str, typer.Option(help="修改要求 · what to change in it")] = "",
    out: Annotated[
        Path | None, typer.Option(help="输出文件 · .docx .md .txt .json（--batch: .jsonl）")
    ] = None,
    as_json: AsJson = False,
    home: Home = None,
) -> None:
    """把素材写成一篇稿件 · Draft an article from notes."""
    if sum(one is not None for one in (brief, notes, batch, revise)) != 1:
        raise typer.BadParameter("--brief | --notes | --batch | --revise")
    services, terminal = open_services(context, home)
    if services.recipient:
        terminal.note("notes-leave", host=services.recipient)
    drafter = services.drafter
    if batch is not None:
        with terminal.progress():
            count = draft_batch(drafter, batch, out or _DRAFTS, terminal.report)
        terminal.say("drafts-done", count=count, path=out or _DRAFTS)
        return
    if revise is not None:
        revision = drafter.revise(read_stored(revise), ask)
        made = revision.draft
        for change in revision.changes:
            terminal.note("draft-change", sign=change.sign, text=change.text)
        dropped = "；".join(fact.words for fact in revision.dropped) or "none"
        terminal.note(
            "draft-revision", outcome=revision.outcome.value, asked=revision.asked, dropped=dropped
        )
        for fact in revision.quoted:
            terminal.note("draft-quoted", text=fact.printed, reference=fact.reference)
        if revision.remaining and revision.outcome is Outcome.DONE:
            names = "；".join(map(part_name, revision.remaining))
            terminal.note("draft-remaining", parts=names)
    else:
        told = (title, place, unit, _length(length))
        if brief is not None:
            read = read_brief(brief)
        else:
            read = read_notes(notes or Path(), FileReader(), *told, precedents=precedents)
        made = drafter.draft(read)
    if out is not None:
        save(made, out)
    if as_json:
        print_json(batch_record(made))
    else:
        terminal.text(f"{made.current.title}\n\n{made.current.text}")
    _tell(made, terminal)


def _length(said: str) -> tuple[int, int] | None:
    found = length_of(said)
    if said and found is None:
        raise typer.BadParameter("--length 500 | 400-600")
    return found


def _tell(made: Draft, terminal: Terminal) -> None:
    """What a writer has to know of a draft, beside it."""
    if made.current.is_plain:
        terminal.note("draft-plain")
    if made.current.unpolished and not made.current.is_plain:
        terminal.note("draft-unpolished", parts=len(made.current.unpolished))
    for question in made.questions:
        terminal.note("draft-question", kind=question.kind.value, said="；".join(question.said))
    for remark in made.table.remarks:
        terminal.note("draft-remark", kind=remark.kind.value, words=remark.words, line=remark.line)
    for fact in made.left_over:
        terminal.note("draft-left-over", words=fact.words)
    note_findings(house_findings(made), terminal)


@app.command()
def assemble(
    context: typer.Context,
    drafts: Annotated[list[Path], typer.Argument(help="已存的初稿 · stored drafts, JSON")],
    out: Annotated[Path, typer.Option(help="整期文件 · the issue: .docx .md .txt")],
    organisation: Annotated[str, typer.Option(help="报头单位 · the masthead's organisation")],
    number: Annotated[int, typer.Option(help="期号 · number of the issue", min=1)],
    issued: Annotated[
        datetime, typer.Option(help="印发日期 · date of issue", formats=["%Y-%m-%d"])
    ],
    running: Annotated[int | None, typer.Option(help="总期号 · running number", min=1)] = None,
    kind: Annotated[str, typer.Option(help="刊名 · 专报, 简报")] = "专报",
    issuer: Annotated[str | None, typer.Option(help="编发单位 · the issuing office")] = None,
    section: Annotated[str, typer.Option(help="栏目 · heading of the contents")] = "",
    send: Annotated[
        list[str] | None, typer.Option(help="分送行（可多次）· 报：… 送：…, repeatable")
    ] = None,
    home: Home = None,
) -> None:
    """把定稿的稿件编成一期 · Put accepted drafts together as an issue."""
    _, terminal = open_services(context, home)
    articles = tuple(article_of(read_stored(path)) for path in drafts)
    day = issued.date()
    masthead = Masthead(
        organisation, day.year, number, kind=kind, running_number=running, issuer=issuer, issued=day
    )
    publication = Publication(
        (Section(section, articles),),
        masthead,
        read_recipients(send or ()),
        Imprint(issuer or organisation, day),
    )
    print_out(publication, out)
    terminal.say("issue-assembled", count=len(articles), path=out)
