"""What is said of an index run, before and after."""

from __future__ import annotations

import math
from collections.abc import Sequence

from reformbot.library.records import Edition
from reformbot.locale import Messages
from reformbot.operations.indexing import Indexed
from reformbot.operations.plan import Plan
from reformbot.operations.smoke import Trial
from reformbot.terminal import Terminal

_MOST_WARNINGS = 20
_LONG = 60.0  # seconds of embedding that are worth a word beforehand


def foretell(terminal: Terminal, plan: Plan) -> None:
    """Say beforehand that everything is built again, or that it will take a while."""
    _say_why(terminal, plan)
    if plan.reembeds or plan.rereads or (plan.seconds or 0.0) >= _LONG:
        terminal.note("plan-effort", **_effort(terminal.messages, plan))


def show_plan(terminal: Terminal, plan: Plan) -> None:
    """The plan as a table: a line an issue, and what it will cost."""
    messages = terminal.messages
    reread = tuple(edition for edition in plan.kept if not edition.id)
    stays = tuple(edition for edition in plan.kept if edition.id)
    groups = (
        (messages("plan-added"), plan.added),
        (messages("plan-replaced"), plan.replaced),
        (messages("plan-removed"), plan.removed),
        (messages("plan-reread"), reread),
        (messages("plan-unchanged"), plan.unchanged + stays),
    )
    rows = [_row(edition, happens) for happens, editions in groups for edition in editions]
    if rows:
        columns = ("issue", "happens", "date", "articles", "passages", "warnings")
        terminal.table(columns, rows)
    _warn(terminal, plan)
    if plan.changes_nothing:
        terminal.say("plan-nothing")
    else:
        _say_why(terminal, plan)
        terminal.say("plan-effort", **_effort(messages, plan))
    terminal.errors(plan.failures)


def show_indexed(terminal: Terminal, indexed: Indexed) -> None:
    """What an index run changed, what it warns of, and what it could not take in."""
    plan = indexed.plan
    _warn(terminal, plan)
    if not indexed.held:
        terminal.say(
            "indexed",
            added=len(plan.added),
            replaced=len(plan.replaced),
            removed=len(plan.removed),
            unchanged=len(plan.unchanged),
            failed=len(plan.failures),
            issues=len(plan.editions),
            articles=sum(len(edition.issue.articles) for edition in plan.editions),
            passages=indexed.passages,
            embedded=indexed.embedded,
        )
    if indexed.trial is not None:
        _say_trial(terminal, indexed.trial)
    if indexed.held and indexed.version is not None:
        terminal.note("trial-held", number=indexed.version.id)
    terminal.errors(plan.failures)


def percent(share: float) -> str:
    """A share of right answers as it is shown."""
    return f"{share:.1%}"


def _row(edition: Edition, happens: str) -> Sequence[str]:
    issue = edition.issue
    return (
        edition.key.label,
        happens,
        issue.issued.isoformat() if issue.issued else "",
        str(len(issue.articles)),
        str(len(edition.passages)),
        str(len(issue.warnings) or ""),
    )


def _warn(terminal: Terminal, plan: Plan) -> None:
    for stem, warning in plan.warnings[:_MOST_WARNINGS]:
        terminal.say(
            f"warning-{warning.kind}", stem=stem, subject=warning.subject, found=warning.found
        )


def _say_why(terminal: Terminal, plan: Plan) -> None:
    if plan.reembeds:
        terminal.note("plan-full-embedding")
    if plan.rereads:
        terminal.note("plan-full-reading")


def _effort(messages: Messages, plan: Plan) -> dict[str, object]:
    passages = sum(len(edition.passages) for edition in plan.editions)
    return {"passages": passages, "count": plan.to_embed, "time": _time(messages, plan.seconds)}


def _time(messages: Messages, seconds: float | None) -> str:
    if seconds is None:
        return messages("time-unknown")
    if seconds < _LONG:
        return messages("time-short")
    return messages("time-minutes", minutes=math.ceil(seconds / 60))


def _say_trial(terminal: Terminal, trial: Trial) -> None:
    after = percent(trial.after)
    if trial.before is None:
        terminal.say("trial-first", questions=trial.questions, after=after)
        return
    values = {"questions": trial.questions, "before": percent(trial.before), "after": after}
    if trial.fails:
        terminal.note("trial-failed", **values)
    else:
        terminal.say("trial-passed", **values)
    if trial.worse:
        terminal.note("trial-worse", ids=" ".join(trial.worse))
