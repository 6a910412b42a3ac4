"""Prompts are checked when they are read, not when the model answers strangely."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from reformbot.errors import PromptError
from reformbot.models.prompts import Prompts, load_prompts, packaged_prompts

GOOD = {
    "answer": "{passages}\n{question}\n{language}",
    "sufficiency": "{passages}\n{question}",
    "membership": "{question}\n{passages}\n{name}",
    "query": "{question}",
    "section": "{topic}\n{facts}\n{examples}\n{headings}\n{part}\n{length}\n{again}",
    "purpose": "{heading}\n{topic}\n{again}",
}


def written(folder: Path, **changed: str | bytes | None) -> Path:
    for name, request in GOOD.items():
        text = changed.get(name, f"## Instructions\n\nBe exact.\n\n## Request\n\n{request}\n")
        if text is not None:
            data = text if isinstance(text, bytes) else text.encode()
            (folder / f"{name}.md").write_bytes(data)
    return folder


def test_the_packaged_prompts_are_sound() -> None:
    prompts = load_prompts(packaged_prompts())
    assert {field.name for field in fields(Prompts)} == set(GOOD)
    # One beginning for both, so that an endpoint reads the passages once.
    answer, sufficiency = prompts.answer, prompts.sufficiency
    assert answer.instructions == sufficiency.instructions
    shared = answer.template.partition("任务：")[0]
    assert shared == sufficiency.template.partition("任务：")[0]
    assert "{passages}" in shared
    assert "{question}" in shared


def test_values_are_filled_in_as_they_are(tmp_path: Path) -> None:
    prompt = load_prompts(written(tmp_path)).sufficiency
    said = prompt.request(passages="{question} {0} {{", question="}多少{")
    assert said == "{question} {0} {{\n}多少{"


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (None, "query.md"),
        (b"\xff\xfe", "decode"),
        ("## Request\n\n{question}", "Instructions"),
        ("## Instructions\n\nx\n\n## Request\n\n", "Request"),
        ("## Instructions\n\nx\n\n## Request\n\nnothing", "missing: question"),
        ("## Instructions\n\nx\n\n## Request\n\n{question} {place}", "unknown: place"),
        ("## Instructions\n\nx\n\n## Request\n\n{question", "query.md"),
        ("## Instructions\n\nx\n\n## Request\n\n{question.__class__}", "unknown"),
    ],
    ids=["missing", "binary", "half", "empty", "no variable", "unknown", "brace", "attribute"],
)
def test_a_prompt_that_cannot_be_used(
    tmp_path: Path, changed: str | bytes | None, said: str
) -> None:
    with pytest.raises(PromptError) as caught:
        load_prompts(written(tmp_path, query=changed))
    assert said in str(caught.value)
    assert caught.value.details["file"] == "query.md"
