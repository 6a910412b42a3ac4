"""The message catalogs: both languages say the same, and the code asks for nothing else."""

from __future__ import annotations

import ast
import re
from dataclasses import fields
from functools import cache
from importlib import resources
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, visitor
from fluent.syntax import ast as ftl

import reformbot
from reformbot.answering.model import Note, OutcomeKind, Refusal
from reformbot.bulletin.model import WarningKind
from reformbot.bulletin.style import Severity, StylePlace, StyleRule
from reformbot.errors import ReformbotError
from reformbot.files import Caution
from reformbot.library.drafts import Step
from reformbot.library.feedback import Reason
from reformbot.library.people import Action, Role
from reformbot.library.records import Changes
from reformbot.library.submissions import State
from reformbot.locale import LANGUAGES, language_of, load_messages
from reformbot.operations.previews import Standing
from reformbot.operations.spreadsheet import COLUMNS
from reformbot.telegram.uploads import ASKED_FOR

SOURCE = Path(reformbot.__file__).parent
FILES = tuple(
    sorted(file.name for file in resources.files("reformbot.locale").joinpath("zh").iterdir())
)
SPEAKERS = {"messages", "_messages", "say"}


def resource(language: str, file: str) -> ftl.Resource:
    path = resources.files("reformbot.locale").joinpath(language, file)
    return FluentParser().parse(path.read_text(encoding="utf-8"))


class Placeholders(visitor.Visitor):
    """Collects the values that a message wants and the cases it tells apart."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.cases: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802
        self.names.add(node.id.name)

    def visit_Variant(self, node: ftl.Variant) -> None:  # noqa: N802
        assert isinstance(node.key, ftl.Identifier)
        self.cases.add(node.key.name)
        self.generic_visit(node)


@cache
def catalog(language: str, file: str) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Each message of a file with its placeholders and its cases."""
    found = {}
    for entry in resource(language, file).body:
        if isinstance(entry, ftl.Message):
            seen = Placeholders()
            seen.visit(entry)
            assert entry.id.name not in found, f"{entry.id.name} comes twice in {file}"
            found[entry.id.name] = (frozenset(seen.names), frozenset(seen.cases))
    return found


def every_key() -> set[str]:
    return {key for file in FILES for key in catalog("zh", file)}


@cache
def trees() -> tuple[ast.Module, ...]:
    return tuple(
        ast.parse(path.read_text(encoding="utf-8")) for path in sorted(SOURCE.rglob("*.py"))
    )


def name_of(function: ast.expr) -> str:
    """What a call calls: messages(…), self._messages(…), terminal.say(…), _messages()(…)."""
    if isinstance(function, ast.Call):
        return name_of(function.func)
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


@cache
def spoken() -> tuple[set[str], set[str]]:
    """Keys that the code names outright, and the beginnings of those it puts together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for tree in trees():
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and name_of(node.func) in SPEAKERS and node.args):
                continue
            key = node.args[0]
            if isinstance(key, ast.BinOp):
                key = key.left
            if isinstance(key, ast.JoinedStr):
                first = key.values[0]
                assert isinstance(first, ast.Constant), ast.unparse(node)
                begun.add(str(first.value))
            elif isinstance(key, ast.Constant) and isinstance(key.value, str):
                (begun if key.value.endswith("-") else whole).add(key.value)
    return whole, begun


@cache
def strings() -> set[str]:
    """Every string constant of the code."""
    return {
        node.value
        for tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@cache
def steps() -> set[str]:
    """Names of the long steps that the code reports, each with a sentence for its bar."""
    found: set[str] = set()
    for tree in trees():
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) == "report" and node.args:
                step = node.args[0]
                if isinstance(step, ast.Name):
                    found.add(str(constants[step.id]))
                elif isinstance(step, ast.Constant):
                    found.add(str(step.value))
    return found


@cache
def columns() -> set[str]:
    """Names of the columns that the terminal heads with a sentence."""
    found: set[str] = set()
    for tree in trees():
        named = {
            target.id: node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and target.id == "columns"
        }
        for node in ast.walk(tree):
            if (
                isinstance(node, ast.Call)
                and name_of(node.func) == "table"
                and len(node.args) == len(("columns", "rows"))
            ):
                first = node.args[0]
                heads = named[first.id] if isinstance(first, ast.Name) else first
                found |= {
                    str(one.value) for one in ast.walk(heads) if isinstance(one, ast.Constant)
                }
    return found


def facts() -> set[str]:
    """Names of the facts that `reformbot status` tells."""
    tree = ast.parse((SOURCE / "wiring" / "services.py").read_text(encoding="utf-8"))
    (status,) = (
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == "status"
    )
    return {
        str(key.value)
        for node in ast.walk(status)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


def subclasses(error: type[ReformbotError]) -> set[type[ReformbotError]]:
    return {error}.union(*(subclasses(one) for one in error.__subclasses__()))


def rest_of(beginning: str) -> set[str]:
    """What follows the beginning of a key, where the code has a string for it."""
    rest = {key.removeprefix(beginning) for key in every_key() if key.startswith(beginning)}
    return rest & strings()


@cache
def families() -> dict[str, set[str]]:
    """For each key that is put together, its beginning with everything that may follow."""
    begun = "telegram-"
    telegram = {key.removeprefix(begun) for key in every_key() if key.startswith(begun)}
    commands = {key.removeprefix("command-") for key in telegram if key.startswith("command-")}
    return {
        "error-": {error.code for error in subclasses(ReformbotError)},
        "warning-": {str(kind) for kind in WarningKind},
        "refusal-": {str(refusal) for refusal in Refusal},
        "note-": {str(note) for note in Note},
        "outcome-": {str(kind) for kind in OutcomeKind},
        "progress-": {step.replace(".", "-") for step in steps()},
        "column-": columns(),
        "card-reason-": {str(reason) for reason in Reason},
        "sheet-": set(COLUMNS),
        "status-": {fact.replace("_", "-") for fact in facts()},
        "telegram-": {key for key in telegram if key in strings()},
        "style-": {*map(str, StyleRule), *(f"place-{place}" for place in StylePlace)},
        "style-place-": set(map(str, StylePlace)),
        "severity-": set(map(str, Severity)),
        "version-": {field.name for field in fields(Changes)},
        "role-": {*map(str, Role), "none"},
        "audit-": {*map(str, Action), *(field.name for field in fields(Changes))},
        "people-button-": rest_of("people-button-"),
        "people-told-": rest_of("people-told-"),
        "upload-standing-": set(map(str, Standing)),
        "upload-state-": set(map(str, State)),
        "upload-lacks-": {"number", "articles"},
        "upload-caution-": set(map(str, Caution)),
        "upload-ask-": set(ASKED_FOR),
        "drafting-ask-": {"notes", "source", "rename", "add", "part", "whole"},
        "drafting-step-": set(map(str, Step)),
        "telegram-command-": {name for name in commands if name in strings()},
    }


def test_both_languages_have_the_same_files() -> None:
    for language in LANGUAGES:
        folder = resources.files("reformbot.locale").joinpath(language)
        assert sorted(file.name for file in folder.iterdir()) == list(FILES)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_file_is_sound(language: str, file: str) -> None:
    junk = [e for e in resource(language, file).body if isinstance(e, ftl.Junk)]
    assert junk == []
    assert catalog(language, file)


@pytest.mark.parametrize("file", FILES)
def test_both_languages_say_the_same(file: str) -> None:
    chinese, english = (catalog(language, file) for language in LANGUAGES)
    assert chinese == english
    assert list(chinese) == list(english)


def test_no_key_is_in_two_files() -> None:
    keys = [key for file in FILES for key in catalog("zh", file)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", FILES)
def test_every_message_can_be_said(language: str, file: str) -> None:
    messages = load_messages(language)
    for key, (names, cases) in catalog(language, file).items():
        for case in cases or {"x"}:
            said = messages(key, **dict.fromkeys(names, case))
            assert said.strip()
            assert not re.search(r"[{}$]", said), said
        if names:
            with pytest.raises(KeyError):
                messages(key)


def test_the_chinese_sentences_are_chinese() -> None:
    messages = load_messages("zh")
    for file in FILES:
        for key, (names, _) in catalog("zh", file).items():
            said = messages(key, **dict.fromkeys(names, "x"))
            wordless = {
                *("item", "item-bare", "statement", "figures-in-english", "fact"),
                *("reference-separator", "telegram-quote", "labelled"),
                *("people-log-line", "people-button-en", "upload-recognised-article"),
                "upload-separator",
                *(
                    "draft-change",
                    "draft-separator",
                    "drafting-part",
                    "drafting-listed",
                    "drafting-fact",
                ),
                *("check-line", "check-line-words"),
            }
            assert language_of(said, "") == ("zh" if key not in wordless else language_of(said, ""))


def test_every_key_that_the_code_names_exists() -> None:
    whole, begun = spoken()
    assert len(whole) > 15
    assert len(trees()) > 40
    assert whole - every_key() == set()
    assert begun <= families().keys(), "a family of keys that this test does not know"


@pytest.mark.parametrize("beginning", sorted(families()))
def test_every_member_of_a_family_exists(beginning: str) -> None:
    members = families()[beginning]
    assert members
    assert {beginning + member for member in members} - every_key() == set()


def test_no_key_is_unused() -> None:
    used = spoken()[0] | (strings() & every_key())
    used |= {beginning + member for beginning, all_ in families().items() for member in all_}
    assert every_key() - used == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_years_are_no_quantities(language: str) -> None:
    said = load_messages(language)("batch-done", count=12024, path="a.jsonl")
    assert "12024" in said


def test_an_unknown_key_and_an_unknown_language() -> None:
    with pytest.raises(LookupError):
        load_messages("zh")("no-such-key")
    assert load_messages("fr").language == LANGUAGES[0]


def test_values_are_not_read_as_messages() -> None:
    said = load_messages("en")("error-source-missing", path="{ $path } -> [x] { crash }")
    assert "{ $path } -> [x] { crash }" in said


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("扬州", "zh"),
        ("how", "en"),
        ("Yangzhou 扬州", "zh"),
        ("㐂", "zh"),
        ("12 ？", "d"),
        ("é", "d"),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text, "d") == language


@pytest.mark.parametrize("length", [1, 2000, 2001, 2500, 2501, 9000])
def test_a_value_of_any_length_is_said_whole(length: int) -> None:
    name, text = "甲" * length, "乙\ufdd00\ufdd0" * length
    said = load_messages("zh")("item", at=3, name=name, text=text)
    assert said == f"3. {name}：{text}"
