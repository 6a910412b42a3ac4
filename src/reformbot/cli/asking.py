"""Commands that ask questions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from reformbot.answering.rendering import plain_text, record
from reformbot.cli.opening import AsJson, Home, open_services, prepare, print_json
from reformbot.errors import EmptyIndexError
from reformbot.locale import load_messages
from reformbot.operations.batch import answer_batch
from reformbot.operations.evaluation import compare, evaluate, write_evaluation
from reformbot.operations.ratings import export

app = typer.Typer()
feedback_app = typer.Typer(
    help="回答的评价 · What people say of answers.", no_args_is_help=True, add_completion=False
)
_REMEMBERED = 6  # earlier questions that a follow-up may lean on
_ANSWERS = Path("answers.jsonl")


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument()] = None,
    as_json: AsJson = False,
    batch: Annotated[Path | None, typer.Option(help="问题文件 · questions, JSON lines")] = None,
    out: Annotated[Path, typer.Option(help="答案文件 · answers, JSON lines")] = _ANSWERS,
    home: Home = None,
) -> None:
    """提问，得到有出处的回答 · Ask one question, or a batch of them."""
    if (question is None) == (batch is None):
        raise typer.BadParameter("QUESTION | --batch")
    services, terminal = open_services(context, home)
    if batch is not None:
        with terminal.progress():
            count = answer_batch(services.answerer, batch, out, terminal.report)
        terminal.say("batch-done", count=count, path=out)
        return
    prepare(services, terminal)
    with terminal.listening() as hear:
        answer = services.enquiries("ask").ask(question or "", hear=hear).answer
    messages = load_messages(answer.language)
    if as_json:
        print_json(record(answer, messages))
    else:
        terminal.text(plain_text(answer, messages))


@app.command()
def chat(context: typer.Context, home: Home = None) -> None:
    """在终端里连续提问 · A conversation in the terminal."""
    services, terminal = open_services(context, home)
    prepare(services, terminal)
    terminal.say("chat-welcome")
    enquiries = services.enquiries("chat")
    asked: list[str] = []
    while (question := terminal.question()) is not None:
        if not question.strip():
            continue
        with terminal.listening() as hear:
            answer = enquiries.ask(question, asked[-_REMEMBERED:], hear).answer
        asked.append(question)
        terminal.text(plain_text(answer, load_messages(answer.language)))


@app.command(name="eval")
def evaluate_answers(
    context: typer.Context,
    questions: Path,
    against: Annotated[
        Path | None, typer.Option("--compare", help="以前的评测结果 · an earlier evaluation")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="保存评测结果 · keep the evaluation")] = None,
    home: Home = None,
) -> None:
    """用带答案的问题集评测 · Ask questions whose answers are known, and score."""
    services, terminal = open_services(context, home)
    prepare(services, terminal)
    snapshot = services.snapshot()
    if snapshot is None:
        raise EmptyIndexError
    with terminal.progress():
        evaluation = evaluate(services.answerer, snapshot, questions, terminal.report)
    terminal.evaluation(evaluation)
    if against is not None:
        better, worse = compare(evaluation, against)
        terminal.say("eval-better", count=len(better), ids=" ".join(better))
        terminal.say("eval-worse", count=len(worse), ids=" ".join(worse))
    if out is not None:
        write_evaluation(evaluation, out)


@feedback_app.command(name="export")
def export_feedback(context: typer.Context, out: Path, home: Home = None) -> None:
    """把评价过的回答存成评测集 · Keep rated answers as questions for `eval`."""
    services, terminal = open_services(context, home)
    exported = export(services.journal, services.feedback, services.conversations, out)
    terminal.say("feedback-exported", written=exported.written, unknown=exported.unknown, path=out)
