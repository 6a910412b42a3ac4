"""Going back: what is kept, where one may go, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from filelock import FileLock

from reformbot.errors import (
    BuildInProgressError,
    NoEarlierVersionError,
    VersionFingerprintError,
    VersionUnknownError,
    VersionUnusableError,
)
from reformbot.library.people import Action, Register
from reformbot.library.vectors import ChromaStore
from reformbot.operations.audit import index_change
from reformbot.operations.versions import VERSIONS_KEPT
from tests.unit.workshop import WUXI, YANGZHOU, NotingEmbedder, Workshop, printed


def build(workshop: Workshop, number: int) -> int:
    """Add an issue; the number of the version that holds it."""
    version = workshop.index(workshop.write(f"{number}.txt", printed(number, YANGZHOU))).version
    assert version is not None
    return version.id


def live(workshop: Workshop) -> int:
    version = workshop.catalog.live_version()
    assert version is not None
    return version.id


def test_a_version_says_what_it_is(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1))
    workshop.write("b.txt", printed(2))
    first = workshop.index().version
    workshop.write("a.txt", printed(1, WUXI))
    workshop.write("c.txt", printed(3))
    second = workshop.indexer().run([workshop.inbox], workshop.report, by="42").version
    assert first is not None
    assert second is not None
    assert (first.making.follows, first.making.by) == (None, "")
    making = second.making
    assert (making.follows, making.by, making.issues) == (first.id, "42", 3)
    (added,), (replaced,) = making.changes.added, making.changes.replaced
    assert (added.label, added.stem) == ("2024年第3期", "c")
    assert (replaced.label, replaced.stem) == ("2024年第1期", "a")
    data = (workshop.inbox / "a.txt").read_bytes()
    assert workshop.originals.path(f"{replaced.sha256}.txt").read_bytes() == data
    assert first.making.embedded == 6
    assert first.making.passages == 12
    assert first.making.seconds > first.making.embedding_seconds > 0


def test_back_and_forth(workshop: Workshop) -> None:
    one, two, three = (build(workshop, number) for number in (1, 2, 3))
    versions = workshop.versions()
    assert versions.previous().id == two
    assert versions.switch_to(two).id == two == live(workshop)
    assert workshop.live_stems() == {"1", "2"}
    assert versions.previous().id == one
    versions.switch_to(one)
    with pytest.raises(NoEarlierVersionError):
        versions.previous()
    versions.switch_to(three)
    assert workshop.live_stems() == {"1", "2", "3"}


def test_the_version_before_is_the_one_it_was_made_from(workshop: Workshop) -> None:
    one, _, _ = (build(workshop, number) for number in (1, 2, 3))
    workshop.versions().switch_to(one)
    build(workshop, 4)
    assert workshop.live_stems() == {"1", "4"}
    assert workshop.versions().previous().id == one


def test_questions_are_asked_of_the_version_returned_to(workshop: Workshop) -> None:
    workshop.write("a.txt", printed(1, YANGZHOU))
    workshop.index()
    workshop.write("a.txt", printed(1, WUXI))
    workshop.index()
    answerer = workshop.answerer()
    assert answerer.ask("扬州有多少家工匠学院？").refusal is not None
    workshop.versions().switch_to(workshop.versions().previous().id)
    assert "13家" in answerer.ask("扬州有多少家工匠学院？").statements[0].text


def test_what_was_live_most_lately_is_kept(workshop: Workshop) -> None:
    numbers = [build(workshop, number) for number in range(1, VERSIONS_KEPT + 1)]
    workshop.versions().switch_to(numbers[0])
    newest = build(workshop, 9)
    kept = {v.id for v in workshop.catalog.versions()}
    assert kept == {newest, numbers[0], *numbers[2:]}
    with pytest.raises(VersionUnknownError):
        workshop.versions().switch_to(numbers[1])


def test_a_number_is_given_once(workshop: Workshop) -> None:
    build(workshop, 1)
    gone = workshop.catalog.add_version("print", [])
    workshop.catalog.forget_versions([gone])
    assert build(workshop, 2) > gone.id


def test_what_is_live_already_stays_so(workshop: Workshop) -> None:
    build(workshop, 1)
    number = build(workshop, 2)
    before = workshop.catalog.live_version()
    assert workshop.versions().switch_to(number) == before == workshop.catalog.live_version()


def test_versions_that_are_not_there(workshop: Workshop) -> None:
    build(workshop, 1)
    left = workshop.catalog.add_version(workshop.embedder.fingerprint, [])
    for number in (0, 99, left.id):
        with pytest.raises(VersionUnknownError):
            workshop.versions().switch_to(number)
    with pytest.raises(NoEarlierVersionError):
        workshop.versions().previous()


def test_another_models_version_is_refused(workshop: Workshop) -> None:
    one = build(workshop, 1)
    old = workshop.embedder.fingerprint
    workshop.embedder = NotingEmbedder("other")
    two = build(workshop, 2)
    with pytest.raises(VersionFingerprintError) as caught:
        workshop.versions().switch_to(one)
    assert caught.value.details["indexed"] == old
    assert live(workshop) == two


@pytest.mark.parametrize("damage", ["missing", "damaged"])
def test_a_version_without_its_vectors_is_refused(workshop: Workshop, damage: str) -> None:
    folder = workshop.home / "vectors"
    workshop.vectors = ChromaStore(folder)
    one, two = build(workshop, 1), build(workshop, 2)
    if damage == "missing":
        workshop.vectors.delete(one)
    else:
        ruin(folder / f"{one:06}")
    with pytest.raises(VersionUnusableError):
        workshop.versions().switch_to(one)
    assert live(workshop) == two


def test_lost_vectors_of_the_live_version_are_made_again(workshop: Workshop) -> None:
    workshop.vectors = ChromaStore(workshop.home / "vectors")
    number = build(workshop, 1)
    workshop.vectors.delete(number)
    indexed = workshop.index()
    assert indexed.plan.reembeds
    assert indexed.embedded == 0
    assert "13家" in workshop.answerer().ask("扬州有多少家工匠学院？").statements[0].text


def test_nobody_switches_during_a_build(workshop: Workshop) -> None:
    one, two = build(workshop, 1), build(workshop, 2)
    with FileLock(workshop.lock), pytest.raises(BuildInProgressError):
        workshop.versions().switch_to(one)
    assert live(workshop) == two


def test_the_audit_log_tells_who_changed_the_index(workshop: Workshop) -> None:
    one = build(workshop, 1)
    path = workshop.write("2.txt", printed(2))
    workshop.indexer().run([path], workshop.report, by="42")
    workshop.versions().switch_to(one, by="7")
    workshop.index(path.parent / "1.txt")  # changes nothing
    with Register(workshop.database).reading() as ledger:
        switched, built, first = ledger.entries(9)
    assert (switched.action, switched.actor) == (Action.SWITCHED, 7)
    assert index_change(switched).version == one
    assert (built.action, built.actor, first.actor) == (Action.INDEXED, 42, None)
    (added,) = index_change(built).changes.added
    assert workshop.originals.path(f"{added.sha256}.txt").read_bytes() == path.read_bytes()


def ruin(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x55" * 5000)
