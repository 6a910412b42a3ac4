"""The plan of a run: a pure comparison of what was read with what is live."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reformbot.bulletin.model import IssueKey
from reformbot.library.records import Edition
from reformbot.operations.plan import make_plan
from tests.unit.workshop import edition

MODEL = edition(1)


def numbered(number: int, sha256: str = "a", at: int = 0) -> Edition:
    issue = replace(MODEL.issue, key=IssueKey("示例", 2024, number))
    return replace(MODEL, id=at, sha256=sha256, issue=issue)


READINGS = st.dictionaries(st.integers(1, 6), st.sampled_from("ab"), max_size=6)


@given(read=READINGS, live=READINGS, reembeds=st.booleans())
def test_every_issue_is_in_one_part_of_the_plan(
    read: dict[int, str], live: dict[int, str], *, reembeds: bool
) -> None:
    stored = {n: numbered(n, sha, at=n) for n, sha in live.items()}
    plan = make_plan(
        [numbered(n, sha) for n, sha in read.items()],
        {e.key: e for e in stored.values()},
        [e for n, e in stored.items() if n not in read],
        [],
        reembeds=reembeds,
    )
    parts = {
        name: {e.key.number for e in getattr(plan, name)}
        for name in ("added", "replaced", "unchanged", "kept")
    }
    assert parts["added"] == read.keys() - live.keys()
    assert parts["replaced"] == {n for n in read.keys() & live.keys() if read[n] != live[n]}
    assert parts["unchanged"] == {n for n in read.keys() & live.keys() if read[n] == live[n]}
    assert parts["kept"] == live.keys() - read.keys()
    built = {e.key.number: e.sha256 for e in plan.editions}
    assert built == live | read
    assert len(plan.editions) == len(built)
    assert plan.changes_nothing == (not reembeds and live | read == live)


def test_a_label_or_a_shape_makes_another_reading() -> None:
    old = numbered(1, at=1)
    for new in (replace(old, id=0, stem="other"), replace(old, id=0, shape="other")):
        plan = make_plan([new], {old.key: old}, [], [], reembeds=False)
        assert plan.replaced == (new,)
