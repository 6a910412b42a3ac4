"""The catalogs of this surface, and what the package exports."""

import inspect
from importlib import resources

import pytest
from fluent.syntax import FluentParser, ast

import reformbot.telegram
from reformbot.locale import LANGUAGES, load_messages


def catalog(language: str) -> dict[str, set[str]]:
    """The messages of a language with their placeholders."""
    source = resources.files("reformbot.locale").joinpath(language, "telegram.ftl")
    entries = FluentParser().parse(source.read_text(encoding="utf-8")).body
    return {
        entry.id.name: {
            element.expression.id.name
            for element in entry.value.elements
            if isinstance(element, ast.Placeable)
        }
        for entry in entries
        if isinstance(entry, ast.Message)
    }


def test_both_languages_say_the_same_things() -> None:
    chinese, english = (catalog(language) for language in LANGUAGES)
    assert chinese == english
    assert len(chinese) > 5
    assert all(key.startswith("telegram-") for key in chinese)


@pytest.mark.parametrize("language", LANGUAGES)
def test_help_gives_an_example_question(language: str) -> None:
    assert "扬州有多少家工匠学院？" in load_messages(language)("telegram-help")


def test_chinese_help_is_short() -> None:
    assert len(load_messages("zh")("telegram-help")) <= 120


def test_the_package_exports_what_builds_and_starts_the_bot() -> None:
    exported = ["Asker", "TelegramServices", "TelegramSettings", "Webhook", "serve"]
    assert reformbot.telegram.__all__ == exported
    assert list(inspect.signature(reformbot.telegram.serve).parameters) == [
        "settings",
        "services",
        "on_ready",
    ]
