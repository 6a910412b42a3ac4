"""The tree of errors: drawn as it is, each with a sentence that its details fill."""

from __future__ import annotations

import ast
import errno
import inspect
import re
from pathlib import Path

import pytest

import reformbot
from reformbot import errors
from reformbot.errors import (
    DiskFullError,
    HomeUnwritableError,
    ReformbotError,
    StorageError,
)
from reformbot.locale import LANGUAGES, load_messages

SOURCE = Path(reformbot.__file__).parent
INNER = {
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, ReformbotError)
}
CLASSES = sorted(INNER, key=lambda error: error.__name__)
STATED = re.compile(r"\((?:details: (?P<names>[a-z, ]+)|no details\b[^)]*)\)\.$")


def stated(error: type[ReformbotError]) -> set[str] | None:
    """The details that a class' docstring states; None where it states nothing."""
    found = STATED.search((error.__doc__ or "").strip().splitlines()[0])
    if found is None:
        return None
    return set((found["names"] or "").replace(",", " ").split())


def drawn() -> dict[str, str]:
    """Each class of the docstring's drawing with the one above it."""
    above: dict[int, str] = {}
    tree: dict[str, str] = {}
    for line in (errors.__doc__ or "").splitlines():
        found = re.fullmatch(r"(?P<indent>[│├└─ ]*)(?P<name>\w+Error)", line)
        if found:
            depth = len(found["indent"]) // 4
            above[depth] = found["name"]
            if depth:
                tree[found["name"]] = above[depth - 1]
    return tree


def refusal(node: ast.AST) -> tuple[str, set[str]] | None:
    """Class and details of a reader's refusal, which knows no path; None for any other node."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
        return None
    if node.func.id != "RefusalError" or not isinstance(node.args[0], ast.Name):
        return None
    return node.args[0].id, {keyword.arg for keyword in node.keywords if keyword.arg}


def test_the_drawing_is_the_tree() -> None:
    real = {
        error.__name__: error.__bases__[0].__name__ for error in CLASSES if error != ReformbotError
    }
    assert drawn() == real
    assert len(real) > 20


def test_codes_are_unique() -> None:
    codes = [error.code for error in CLASSES]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_names_end_in_error() -> None:
    assert all(error.__name__.endswith("Error") for error in CLASSES)


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: error.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_error_has_its_sentence(language: str, error: type[ReformbotError]) -> None:
    details = stated(error)
    values = {name: f"«{name}»" for name in details or ()}
    if error is StorageError:
        assert details == {"path", "reason"}
    said = load_messages(language).error(error(**values))
    assert not re.search(r"[{}$]|\?\?\?", said)
    for name in values.keys() - {"lacks", "fault", "wanted", "state"}:
        assert f"«{name}»" in said, f"{name} is not told"
    assert said.endswith((".", "。"))


@pytest.mark.parametrize(
    "error", [one for one in CLASSES if one is not errors.SourceError], ids=lambda one: one.__name__
)
def test_every_error_says_what_to_do(error: type[ReformbotError]) -> None:
    """SourceError alone does not: it is never raised itself, see the next test."""
    said = load_messages("zh").error(error(**dict.fromkeys(stated(error) or (), "x")))
    assert re.search("请|应为", said)


def test_errors_are_raised_with_the_details_they_state() -> None:
    names = {error.__name__: error for error in CLASSES}
    raised: list[str] = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if refused := refusal(node):
                error, given = names.get(refused[0]), {"path", *refused[1]}
            elif isinstance(node, ast.Raise) and isinstance(node.exc, ast.Name):
                error, given = names.get(node.exc.id), set()
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and any(keyword.arg is not None for keyword in node.keywords)
            ):
                error = names.get(node.func.id)
                given = {keyword.arg for keyword in node.keywords}
            else:
                continue
            if error is not None:
                raised.append(error.__name__)
                assert given == (stated(error) or set()), f"{path.name}:{node.lineno}"
    assert len(set(raised)) > 12
    assert "SourceError" not in raised


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFullError),
        (errno.EDQUOT, DiskFullError),
        (errno.EACCES, HomeUnwritableError),
        (errno.EROFS, HomeUnwritableError),
        (errno.ENOTDIR, HomeUnwritableError),
    ],
)
def test_the_systems_refusals(number: int, kind: type[StorageError]) -> None:
    made = StorageError.of("a path", OSError(number, "refused"))
    assert type(made) is kind
    assert made.details["path"] == "a path"
    assert load_messages("zh").error(made)


def test_a_refusal_without_words() -> None:
    made = StorageError.of("a path", OSError())
    assert made.details["reason"] == "OSError"


def test_logs_show_code_and_details() -> None:
    assert str(DiskFullError(path="p")) == "disk-full(path='p')"
    assert str(errors.EmptyIndexError()) == "empty-index()"
