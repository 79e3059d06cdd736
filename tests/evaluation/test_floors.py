import json
import subprocess
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.evaluation import floors

ROOT = Path(__file__).parents[2]
NAME = floors.FILE.relative_to(ROOT).as_posix()


def document() -> dict[str, Any]:
    return floors.read()


def git(*words: str) -> str:
    told = subprocess.run(
        ["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=False
    )
    return told.stdout if told.returncode == 0 else ""


def versions() -> list[dict[str, Any]]:
    """Return all versions of the file that the history holds, oldest first, and today's."""
    told = git("log", "--format=%H", "--", NAME).split()
    texts = [git("show", f"{commit}:{NAME}") for commit in reversed(told)]
    return [json.loads(text) for text in texts if text] + [document()]


def test_each_floor_in_force_stands_in_the_changes():
    assert document()["floors"] == floors.replayed(document()["changes"])


def test_each_change_says_why():
    for change in document()["changes"]:
        assert change["version"]
        assert len(change["reason"].split()) >= 5, change


def test_a_change_that_lowers_floors_names_each_of_them():
    known = floors.aims(document())
    changes = document()["changes"]
    for number, change in enumerate(changes):
        before, after = floors.replayed(changes[:number]), floors.replayed(changes[: number + 1])
        assert change.get("lowers", []) == floors.weakened(before, after, known)


def test_each_floor_is_a_figure_of_the_design():
    known = floors.aims(document())
    named = {name for figures in document()["floors"].values() for name in figures}
    assert named <= set(known)


def test_no_change_that_was_written_is_lost():
    kept = [one["changes"] for one in versions() if "design" in one]

    for before, after in pairwise(kept):
        assert after[: len(before)] == before


def test_no_aim_of_the_design_is_ever_softened():
    kept = [floors.aims(one) for one in versions() if "design" in one]

    for before, after in pairwise(kept):
        for name, aim in before.items():
            assert aim.least == after[name].least
            assert aim.holds(after[name].first, aim.first)
            assert aim.holds(after[name].goal, aim.goal)


@pytest.mark.parametrize(("figure", "value"), [("recall", 0.59), ("repeats", 1.51)])
def test_a_weaker_figure_does_not_hold(figure, value):
    aim = floors.Aim(least=figure == "recall", first=0.6 if figure == "recall" else 1.5, goal=1)

    assert not aim.holds(value, aim.first)
    assert aim.holds(aim.first, aim.first)


def test_a_figure_that_was_not_measured_misses_its_floor():
    told = {"windows": {"recall": None}}
    aims = {"recall": ["least", 0.6, 0.9]}

    assert floors.missed(told, {"design": aims, "floors": {"windows": {"recall": 0.5}}}) == [
        "windows: recall is None, the floor in force is ≥ 0.5"
    ]


def small(**floor: float) -> dict[str, Any]:
    sets = {"windows": dict(floor)}
    design = {"recall": ["least", 0.6, 0.9], "repeats": ["most", 1.5, 1.1]}
    return {"design": design, "floors": sets, "changes": [{"version": "1", "sets": sets}]}


def test_raising_goes_up_to_what_was_reached_less_the_margin():
    after = floors.raised(
        {"windows": {"recall": 0.8, "repeats": 1.2}}, small(recall=0.5, repeats=1.5), "2: better"
    )

    assert after["floors"] == {"windows": {"recall": 0.78, "repeats": 1.22}}
    assert after["changes"][-1]["reason"] == "better"
    assert after["floors"] == floors.replayed(after["changes"])


def test_raising_never_lowers():
    before = small(recall=0.7, repeats=1.2)
    after = floors.raised({"windows": {"recall": 0.6, "repeats": 1.4}}, before, "2: worse")

    assert after["floors"] == before["floors"]


def test_the_file_is_written_as_it_is_read():
    assert json.loads(floors.written(document())) == document()
    assert floors.written(document()) == floors.FILE.read_text(encoding="utf-8")
