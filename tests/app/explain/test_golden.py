"""What is said of every end of a road, beside golden text, after one run of a daemon's parts."""

import pytest

from tests.golden.explained import FOLDER, document, text, told

ENDS = (
    "alerted",
    "background",
    "by_alert",
    "condition",
    "copy",
    "edited",
    "gate",
    "gone",
    "held",
    "not_modified",
    "robots",
    "silenced",
    "unchanged",
    "unreadable",
)


@pytest.fixture(scope="module")
def roads():
    return told()


def test_each_end_has_its_text(roads):
    assert sorted(roads) == sorted(ENDS)
    assert {path.stem for path in FOLDER.iterdir()} == set(ENDS)


@pytest.mark.parametrize("name", ENDS)
def test_a_road_is_told_to_people(roads, name):
    assert text(roads[name]) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ENDS)
def test_a_road_is_told_to_programs(roads, name):
    assert document(roads[name]) == (FOLDER / f"{name}.json").read_text(encoding="utf-8")
