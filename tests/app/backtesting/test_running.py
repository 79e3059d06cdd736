"""A run is made once, on all processors, and taken from its file as long as nothing changed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.frames import Frames
from monitor.app.backtesting.keeping import Shelf
from monitor.app.backtesting.running import Given, Progress, Run
from monitor.app.config.folder import shipped_folder
from monitor.app.config.loading import load
from monitor.app.rules import known_types
from monitor.model.watchlist import Watchlist
from tests.app.backtesting.test_told_again import ARRIVALS

NOW = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def shipped():
    return load(shipped_folder(), types=known_types(), environment={})


class Reading:
    """Articles that know how often they were asked for."""

    def __init__(self) -> None:
        self.times = 0

    def given(self, name: str | None = "these", **more: object) -> Given:
        def articles():
            self.times += 1
            for copy in range(5):
                for _, one in ARRIVALS:
                    yield None, replace(one, id=f"{one.id}/{copy}")

        return Given(articles=articles(), digest=name, faults=lambda: ["x:1: bad"], **more)


def run(shipped, given, folder, **more):
    return Run(settings=shipped, given=given, shelf=Shelf(folder=folder), now=NOW, **more)


def stripped(steps):
    """Return steps without what is not kept: what a mention was held against."""
    return [
        replace(
            step,
            tellings=tuple(
                replace(t, judged=replace(t.judged, before=None, compared=(), among=0))
                for t in step.tellings
            ),
        )
        for step in steps
    ]


def test_a_second_run_reads_nothing_and_gives_the_same_steps(shipped, tmp_path):
    reading = Reading()
    counted, stepped = [], []
    seen = Progress(articles=counted.append, step=lambda: stepped.append(1))
    first = run(shipped, reading.given(), tmp_path, progress=seen, workers=2)
    made = stripped(first.steps())
    changed = replace(
        shipped, watchlists=(*shipped.watchlists, Watchlist(name="x", developments=("meeting",)))
    )
    second = run(changed, reading.given(), tmp_path, progress=seen)
    assert stripped(second.steps()) == made
    assert (first.kept, second.kept, reading.times) == (False, True, 1)
    assert first.about == second.about
    assert (second.about.articles, second.about.faults) == (len(stepped) // 2, ("x:1: bad",))
    assert counted == [second.about.articles] * 2


@pytest.mark.parametrize(
    "change",
    [
        lambda s: replace(s, watchlists=(Watchlist(name="all"),)),
        lambda s: replace(s, registry=type(s.registry)(dict(list(s.registry.actors.items())[1:]))),
    ],
)
def test_what_is_judged_otherwise_is_judged_anew(shipped, tmp_path, change):
    reading = Reading()
    list(run(shipped, reading.given(), tmp_path).steps())
    again = run(change(shipped), reading.given(), tmp_path)
    list(again.steps())
    assert (again.kept, reading.times) == (False, 2)


def test_without_a_name_or_a_shelf_nothing_is_kept(shipped, tmp_path):
    reading = Reading()
    list(run(shipped, reading.given(None), tmp_path).steps())
    list(replace_shelf(run(shipped, reading.given(), tmp_path)).steps())
    assert (list(tmp_path.iterdir()), reading.times) == ([], 2)


def replace_shelf(made: Run) -> Run:
    made.shelf = None
    return made


def test_a_run_of_what_grows_is_used_for_a_while(shipped, tmp_path):
    reading = Reading()
    hour = timedelta(hours=1)
    list(run(shipped, reading.given(lasting=hour), tmp_path).steps())
    for later, kept in ((hour, True), (hour * 1.1, False)):
        again = run(shipped, reading.given(lasting=hour), tmp_path)
        again.now = NOW + later
        list(again.steps())
        assert again.kept is kept


def test_a_folder_that_takes_nothing_is_told_and_hinders_nothing(shipped, tmp_path):
    (tmp_path / "file").write_text("")
    made = run(shipped, Reading().given(), tmp_path / "file")
    assert len(list(made.steps())) >= len(ARRIVALS)
    assert "file" in made.fault


def torn(path):
    path.write_bytes(path.read_bytes()[:-200])


def flipped(path):
    content = bytearray(path.read_bytes())
    content[-300] ^= 0xFF
    path.write_bytes(content)


def headless(path):
    with Frames(path) as frames:
        frames.put(b"no such thing")


@pytest.mark.parametrize("damage", [torn, flipped, headless])
def test_a_damaged_file_is_made_anew_and_that_is_told(shipped, tmp_path, damage):
    first = run(shipped, Reading().given(), tmp_path)
    made = stripped(first.steps())
    (path,) = tmp_path.iterdir()
    damage(path)
    again = run(shipped, Reading().given(), tmp_path)
    assert stripped(again.steps()) == made
    assert (again.kept, path.name in again.damaged) == (False, True)
    third = run(shipped, Reading().given(), tmp_path)
    assert stripped(third.steps()) == made
    assert (third.kept, third.damaged) == (True, None)


def test_of_many_runs_the_oldest_go(shipped, tmp_path):
    for name in ("one", "two"):
        made = run(shipped, Reading().given(name), tmp_path)
        made.shelf = Shelf(folder=tmp_path, most=1)
        list(made.steps())
    assert len(list(tmp_path.iterdir())) == 1
