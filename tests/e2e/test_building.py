"""Index runs that are killed, and two at once: one whole version is live, nothing is redone."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.e2e.building import BUILT, building, embedded, opened, wait_until
from tests.unit.workshop import YANGZHOU, Told, printed

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL"),
]
_LOT = 64
_QUESTION = "扬州有多少家工匠学院？"


def many(number: int) -> str:
    """An issue of 180 passages, no two alike."""
    ordinals = [f"{at}" for at in range(1, 181)]
    body = "".join(f"{at}. 第{number}批建成工匠学院{at}家，培训职工{at}00人。" for at in ordinals)
    return printed(number, Told(f"扬州市总工会第{number}批建设", body, "扬州市总工会"))


def answers(folder: Path) -> tuple[set[str], int, bool]:
    """The stems that are live, how many versions there are, and whether it answers."""
    with opened(folder) as workshop:
        said = workshop.answerer().ask(_QUESTION).statements
        return (
            workshop.live_stems(),
            len(workshop.catalog.versions()),
            "13家" in said[0].text,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A home with one issue live, and one more in the inbox."""
    with opened(tmp_path) as workshop:
        workshop.write("a.txt", printed(1, YANGZHOU))
        workshop.index()
        workshop.write("b.txt", many(2))
    return tmp_path


def test_killed_while_embedding_it_goes_on_where_it_was(folder: Path) -> None:
    with building(folder, pause=0.5) as process:
        wait_until(lambda: len(embedded(folder)) >= 2 * _LOT)
        process.kill()
        process.wait()
    assert answers(folder) == ({"a"}, 1, True)
    before = embedded(folder)
    with building(folder) as process:
        assert process.wait() == 0
    times = Counter(embedded(folder))
    # The first lot was kept before the second was begun; only the one under way is done again.
    assert all(times[text] == 1 for text in before[:_LOT])
    assert len(embedded(folder)) - len(times) <= _LOT
    assert answers(folder) == ({"a", "b"}, 2, True)
    done = len(embedded(folder))
    with building(folder) as process:
        assert process.wait() == 0
    assert len(embedded(folder)) == done
    assert answers(folder) == ({"a", "b"}, 2, True)


def test_killed_between_build_and_switch_the_old_version_is_live(folder: Path) -> None:
    with building(folder, lingers=True) as process:
        wait_until((folder / BUILT).exists)
        process.kill()
        process.wait()
    assert answers(folder) == ({"a"}, 2, True)  # the second was never live
    done = len(embedded(folder))
    with building(folder) as process:
        assert process.wait() == 0
    assert answers(folder) == ({"a", "b"}, 2, True)
    assert len(embedded(folder)) == done
    with opened(folder) as workshop:
        assert workshop.vectors.built() == {v.id for v in workshop.catalog.versions()}


def test_of_two_at_once_one_is_told_so(folder: Path) -> None:
    with building(folder, lingers=True) as first:
        wait_until((folder / BUILT).exists)
        with building(folder) as second:
            assert second.wait() == 3
        assert first.poll() is None
        assert answers(folder)[0] == {"a"}
