"""The command line."""

from __future__ import annotations

import io
import json
import logging
import sys
import uuid
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from reformbot import __version__
from reformbot.answering.rendering import plain_text, record
from reformbot.config import load_settings, locale_language
from reformbot.errors import EmptyIndexError, ReformbotError
from reformbot.locale import Messages, load_messages
from reformbot.logs import configure_logging
from reformbot.operations.batch import answer_batch
from reformbot.operations.evaluation import compare, evaluate, write_evaluation
from reformbot.operations.ratings import export
from reformbot.terminal import Terminal
from reformbot.wiring import Services

app = typer.Typer(
    help="有出处的简报问答 · Cited answers over numbered work bulletins.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)

models_app = typer.Typer(
    help="模型与权重 · Models and their weights.", no_args_is_help=True, add_completion=False
)
app.add_typer(models_app, name="models")

feedback_app = typer.Typer(
    help="回答的评价 · What people say of answers.", no_args_is_help=True, add_completion=False
)
app.add_typer(feedback_app, name="feedback")

Home = Annotated[
    Path | None,
    typer.Option("--home", help="状态存放的目录 · where state lives (REFORMBOT_HOME)"),
]
_REMEMBERED = 6  # earlier questions that a follow-up may lean on
_ANSWERS = Path("answers.jsonl")
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    home: Home = None,
    version: Annotated[bool, typer.Option("--version", help="版本 · version")] = False,
) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
    context.obj = home


@app.command()
def index(context: typer.Context, paths: list[Path], home: Home = None) -> None:
    """把文件或目录入库 · Take files or folders in and switch to the new index."""
    services, terminal = _open(context, home)
    with terminal.progress():
        indexed = services.indexer.run(paths, terminal.report)
    terminal.plan(indexed)
    if indexed.plan.failures:
        raise typer.Exit(1)


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
    services, terminal = _open(context, home)
    if batch is not None:
        with terminal.progress():
            count = answer_batch(services.answerer, batch, out, terminal.report)
        terminal.say("batch-done", count=count, path=out)
        return
    _prepare(services, terminal)
    with terminal.listening() as hear:
        answer = services.enquiries("ask").ask(question or "", hear=hear).answer
    messages = load_messages(answer.language)
    if as_json:
        _print_json(record(answer, messages))
    else:
        terminal.text(plain_text(answer, messages))


@app.command()
def chat(context: typer.Context, home: Home = None) -> None:
    """在终端里连续提问 · A conversation in the terminal."""
    services, terminal = _open(context, home)
    _prepare(services, terminal)
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


@app.command()
def issues(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """列出已入库的各期 · List the indexed issues and their articles."""
    services, terminal = _open(context, home)
    snapshot = services.snapshot()
    editions = snapshot.editions if snapshot else ()
    if as_json:
        _print_json(
            [
                {
                    "stem": edition.stem,
                    "label": edition.key.label,
                    "organisation": edition.key.organisation,
                    "date": edition.issue.issued.isoformat() if edition.issue.issued else None,
                    "running_number": edition.issue.running_number,
                    "articles": [
                        {"ordinal": a.ordinal, "title": a.title, "byline": a.byline}
                        for a in edition.issue.articles
                    ],
                }
                for edition in editions
            ]
        )
    else:
        terminal.issues(editions)


@app.command()
def status(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """现有索引与配置 · What is indexed and configured."""
    services, terminal = _open(context, home)
    facts = services.status()
    if as_json:
        _print_json(facts)
    else:
        terminal.status(facts)


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
    services, terminal = _open(context, home)
    _prepare(services, terminal)
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


@models_app.command(name="get")
def get_models(
    context: typer.Context,
    given: Annotated[
        Path | None, typer.Option("--from", help="已有的文件或目录 · a file or folder you have")
    ] = None,
    home: Home = None,
) -> None:
    """取得本地对话模型的权重（1.1 GB） · Fetch the local chat model's weights."""
    services, terminal = _open(context, home)
    with terminal.progress():
        path = services.fetch_chat_weights(given)
    terminal.say("model-fetched", path=path)


@models_app.command(name="list")
def list_models(context: typer.Context, as_json: AsJson = False, home: Home = None) -> None:
    """有哪些模型，在哪里 · Which models are there, and where."""
    services, terminal = _open(context, home)
    if as_json:
        _print_json(services.models())
    else:
        terminal.models(services.models())


@feedback_app.command(name="export")
def export_feedback(context: typer.Context, out: Path, home: Home = None) -> None:
    """把评价过的回答存成评测集 · Keep rated answers as questions for `eval`."""
    services, terminal = _open(context, home)
    exported = export(services.journal, services.feedback, services.conversations, out)
    terminal.say("feedback-exported", written=exported.written, unknown=exported.unknown, path=out)


@app.command()
def serve(context: typer.Context, home: Home = None) -> None:
    """运行 Telegram 机器人 · Run the Telegram bot."""
    from reformbot.telegram import serve as serve_telegram

    services, terminal = _open(context, home)
    settings = services.telegram_settings()
    _prepare(services, terminal)
    surface = services.telegram_services()
    code = services.admission.owner_code()

    def ready(name: str) -> None:
        terminal.say("serving", name=name)
        if code is not None:
            terminal.say("owner-code", name=name, code=code)

    serve_telegram(settings, surface, ready)


@app.command(name="next", hidden=True)
def next_steps(context: typer.Context, home: Home = None) -> None:
    """接下来可以试什么 · What to try next."""
    _, terminal = _open(context, home)
    program = Path(sys.argv[0])
    if program.is_relative_to(Path.cwd()):
        program = program.relative_to(Path.cwd())
    terminal.say("next-steps", program=program)


def _open(context: typer.Context, home: Path | None) -> tuple[Services, Terminal]:
    """What one run works with; `--home` may stand before or after the command."""
    settings = load_settings(home or context.obj)
    terminal = Terminal(load_messages(settings.interface_language()))
    services = Services(settings, terminal.report)
    configure_logging(services.home)
    return services, terminal


def _prepare(services: Services, terminal: Terminal) -> None:
    """Load index and model before the first question, and show that it takes some seconds."""
    if services.catalog.live_version() is None:
        raise EmptyIndexError  # before weights are fetched for nothing
    # The model is asked for here, so that one which is missing is told before any question.
    if services.chat_model is not None and services.recipient:
        terminal.note("passages-leave", host=services.recipient)
    with terminal.progress():
        answerer = services.answerer
        terminal.report("model.load", 0, 1)
        answerer.prepare()
        terminal.report("model.load", 1, 1)


def _print_json(value: Any) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def main() -> None:
    """Run the command line; the exit status is 1 where something was refused."""
    # Paths and answers are Chinese; a terminal in another encoding must not end in a traceback.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        app()
    except ReformbotError as error:
        _fail(_messages().error(error))
    except KeyboardInterrupt:
        _fail(_messages()("interrupted"))
    except Exception:
        name = uuid.uuid4().hex[:8]
        logging.getLogger(__name__).exception("crash", extra={"crash": name})
        _fail(_messages()("crash", name=name))


def _messages() -> Messages:
    """The interface language's catalog, also where the settings cannot be read."""
    try:
        return load_messages(load_settings().interface_language())
    except ReformbotError:
        return load_messages(locale_language())


def _fail(sentence: str) -> NoReturn:
    typer.echo(sentence, err=True)
    raise SystemExit(1)
