"""Scoring: what counts as a right answer."""

from __future__ import annotations

from typing import Any

import pytest

from reformbot.operations.scoring import Gold, comparable, score, summarise

CORPUS = comparable("一是办学院。示例市建成13家工匠学院，培训1.2万人次，满意度98%。\n二是办竞赛。")


def gold(**changed: Any) -> Gold:
    chosen: dict[str, Any] = {
        "id": "q",
        "question": "有多少家工匠学院？",
        "kind": "figure",
        "language": "zh",
        "answerable": True,
    }
    return Gold(**(chosen | changed))


def said(
    answer: str, *quotes: str, items: list[str] | None = None, **changed: Any
) -> dict[str, Any]:
    cited = [
        {"n": n, "issue": "a", "article": n, "quote": quote, "issue_label": "2024年第6期"}
        for n, quote in enumerate(quotes, 1)
    ]
    named = None if items is None else [{"name": name, "citations": [1]} for name in items]
    record = {"answer": answer, "abstained": False, "items": named, "citations": cited}
    return record | changed


QUOTE = "示例市建成13家工匠学院"


@pytest.mark.parametrize(
    ("answer", "wordings", "right"),
    [
        ("建成13家工匠学院[1]", ("13家",), 1),
        ("建成１３家", ("13家",), 1),
        ("建成 13 家", ("13家",), 1),
        ("建成十三家", ("13家",), 0),
        ("建成13家", ("3家",), 0),
        ("建成13.5家", ("13",), 0),
        ("建成13万家", ("13",), 0),
        ("建成13", ("13",), 1),
        ("约1,200人", ("1200",), 1),
        ("获“五小”奖", ("五小奖",), 1),
        ("建成13家" + "甲" * 400, ("13家",), 0),
    ],
)
def test_a_figure_counts_as_a_whole(answer: str, wordings: tuple[str, ...], right: int) -> None:
    result = score(gold(groups=(wordings,)), said(answer, QUOTE), CORPUS)
    assert result.values["correct"] == right
    assert bool(result.why) is not bool(right)


def test_what_must_not_be_said() -> None:
    result = score(gold(groups=(("13",),), forbidden=("12",)), said("13，不是12", QUOTE), CORPUS)
    assert result.values["correct"] == 0
    assert result.why == ("says 12",)


@pytest.mark.parametrize(
    ("answer", "stray"),
    [
        ("13家", 0),
        ("14家", 1),
        ("2024年第6期说有13家", 0),
        ("1.2万人次", 1),
        ("没有数字", 0),
    ],
)
def test_figures_that_no_source_carries(answer: str, stray: int) -> None:
    result = score(gold(), said(answer, QUOTE), CORPUS)
    assert result.faults["unsupported_figures"] == stray


@pytest.mark.parametrize(
    ("quote", "fabricated"),
    [(QUOTE, 0), ("示例市建成１３家工匠学院", 0), ("示例市建成14家工匠学院", 1), ("", 1)],
)
def test_quotes_that_no_source_holds(quote: str, fabricated: int) -> None:
    assert score(gold(), said("好", quote), CORPUS).faults["fabricated_quotes"] == fabricated


def test_refusing() -> None:
    refused = said("没有", abstained=True)
    assert score(gold(answerable=False), refused, CORPUS).values["correct"] == 1
    assert score(gold(answerable=False), said("13家", QUOTE), CORPUS).values["abstain_right"] == 0
    wrong = score(gold(groups=(("13家",),)), refused, CORPUS)
    assert (wrong.values["answered"], wrong.values["correct"]) == (0, 0)


@pytest.mark.parametrize(
    ("items", "answer", "recall", "precision"),
    [
        (["示例市甲区", "乙县"], "…", 1, 1),
        (["甲区"], "…", 0.5, 1),
        (["甲区", "丙镇"], "…", 0.5, 0.5),
        ([], "甲区和乙县", 1, 1),
        (None, "甲区和乙县", 1, 1),
        (None, "甲区和乙县" + "丁" * 400, 1, 0),
        (None, "没有", 0, 0),
    ],
)
def test_lists(items: list[str] | None, answer: str, recall: float, precision: float) -> None:
    wanted = gold(items=(("甲区", "甲"), ("乙县",)))
    values = score(wanted, said(answer, QUOTE, items=items), CORPUS).values
    assert (values["list_recall"], values["list_precision"]) == (recall, precision)
    assert values["correct"] == float(recall == precision == 1)


def test_citations() -> None:
    wanted = gold(groups=(("13",),), support=frozenset({("a", 1), ("a", 3)}))
    values = score(wanted, said("13", QUOTE, QUOTE), CORPUS).values
    assert (values["cite_recall"], values["cite_precision"]) == (0.5, 0.5)


def test_the_summary_takes_means_over_what_applies() -> None:
    right = score(gold(groups=(("13",),)), said("13", QUOTE), CORPUS)
    wrong = score(gold(groups=(("14",),), language="en", kind="english"), said("15", QUOTE), CORPUS)
    summary = summarise([right, wrong])
    assert summary["correct"] == 0.5
    assert summary["correct.figure"] == 1
    assert summary["correct.lang_en"] == 0
    assert summary["unsupported_figures_faults"] == 1
    assert "list_f1" not in summary
