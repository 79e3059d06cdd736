"""How sources are shown; the commands themselves are tried in test_stored."""

import io
import re
from contextlib import redirect_stdout
from dataclasses import replace

import pytest

from monitor.app.cli.showing import (
    Shown,
    print_sources,
    source_record,
    state_word,
    table_row,
    whole_record,
)
from monitor.model.health import Announced, Habit, Health, Sample, Standing
from monitor.model.source import PollState
from tests.contracts.examples import NOON, hours, source
from tests.fakes.calling import Terminal

STALE = PollState(
    last_poll=NOON,
    last_good=NOON,
    polls=40,
    entries=20,
    habit=Habit(
        since=NOON - hours(900),
        last_new=NOON - hours(80),
        sample=Sample(title="Ferry line agreed", url=None, at=NOON - hours(80)),
        pace=7200.0,
        gaps=30,
        entries=20.25,
    ),
    health=Health(state=Standing.STALE, since=NOON - hours(8), why="nothing new for 3 days"),
    announced=Announced(state=Standing.STALE, at=NOON),
    moved_to="https://new.example/feed",
    distrusted=NOON - hours(99),
)
ONE = Shown(source=source(), state=STALE, due=NOON + hours(1))


def test_a_source_is_shown_with_its_state_since_when_and_why():
    assert table_row(ONE) == (
        "gazette",
        "stale",
        "2025-12-20T04:00",
        "2025-12-17T04:00",
        "nothing new for 3 days; its validators lied",
    )
    record = source_record(ONE)
    assert (record["state"], record["since"]) == ("stale", "2025-12-20T04:00:00Z")
    assert record["next_poll"] == "2025-12-20T13:00:00Z"
    assert record["last_new"] == {
        "title": "Ferry line agreed",
        "url": None,
        "at": "2025-12-17T04:00:00Z",
    }


def test_all_that_is_known_is_told_in_seconds_and_moments():
    told = whole_record(ONE, NOON)
    assert (told["usual_gap"], told["usual_entries"], told["interval"]) == (7200, 20.2, 600)
    assert told["validators_lied"] == "2025-12-16T09:00:00Z"
    assert told["moved_to"] == "https://new.example/feed"
    assert told["told"] == "stale"


def test_a_login_or_a_token_in_the_address_of_a_source_is_not_shown():
    door = replace(source(), url="https://me:canary@harbour.example/feed?token=canary&page=2")
    record = whole_record(replace(ONE, source=door), NOON)
    assert record["url"] == "https://[hidden]@harbour.example/feed?token=[hidden]&page=2"


def test_a_source_that_was_never_asked_waits():
    waiting = Shown(source=source(), state=PollState(), due=None)
    assert table_row(waiting) == ("gazette", "waiting", "", "", "")
    told = whole_record(waiting, NOON)
    assert (told["state"], told["next_poll"], told["usual_gap"]) == ("waiting", None, None)


def test_a_source_that_is_turned_off_has_no_state_of_health():
    off = replace(ONE, source=source(enabled=False))
    assert state_word(off.source, off.state) == "disabled"
    assert source_record(off)["since"] is None
    assert table_row(off)[2] == ""


def test_a_failure_that_is_no_trouble_yet_is_told_beside_the_state():
    health = Health(state=Standing.FRESH, since=NOON, why="it brings news")
    failed = replace(STALE, health=health, problem="timeout: 20 s", distrusted=None)
    assert table_row(replace(ONE, state=failed))[4] == (
        "it brings news; the last poll failed: timeout: 20 s"
    )
    old = replace(failed, health=None)
    assert table_row(replace(ONE, state=old))[4] == "timeout: 20 s"


def test_no_secret_of_an_address_is_shown():
    key = "https://me:hush@api.example/v1?access_token=hush&api-key=hush&n=5"
    state = replace(
        STALE,
        habit=replace(STALE.habit, sample=Sample(title="A", url=key, at=NOON)),
        health=Health(state=Standing.BLOCKED, since=NOON, why=f"forbidden: {key}"),
        moved_to=key,
        problem=f"timeout: {key}",
    )
    one = Shown(source=replace(source(), url=key), state=state, due=None)
    told = f"{whole_record(one, NOON)} {table_row(one)}"
    assert "hush" not in told
    assert "https://[hidden]@api.example/v1?access_token=[hidden]&api-key=[hidden]&n=5" in told


LONG = "unreachable: the name harbour-and-coast.example cannot be resolved; [/b] it is tried again"
FAR = replace(
    ONE,
    source=replace(source(), id="harbour-and-coast-and-all-of-the-islands"),
    state=replace(
        STALE, health=Health(state=Standing.UNREACHABLE, since=NOON, why=f"{LONG}\nlater")
    ),
)


COLOURS = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def printed(monkeypatch):
    """Print the sources on so many columns, and return the lines."""

    def lines(columns, *found, to=Terminal):
        monkeypatch.setenv("COLUMNS", str(columns))
        monkeypatch.setenv("TERM", "xterm")
        out = to()
        with redirect_stdout(out):
            print_sources(found)
        return [line.rstrip() for line in COLOURS.sub("", out.getvalue()).splitlines()]

    return lines


@pytest.mark.parametrize("columns", [60, 80, 100])
def test_a_narrow_terminal_gets_fewer_columns_and_a_line_for_each(printed, columns):
    lines = printed(columns, ONE, FAR)
    assert max(map(len, lines)) <= columns
    assert not any("last new" in line for line in lines)
    (stale,) = [line for line in lines if "gazette" in line]
    assert "12-20 04:00" in stale
    assert "stale" in stale
    (far,) = [line for line in lines if "unreachable" in line]
    assert "…" in far
    assert "harbour-and-coast-an" in far
    assert any("d-all-of-the-islands" in line for line in lines), "an id is told to its end"


def test_what_fits_is_shown_whole(printed):
    lines = printed(80, replace(ONE, state=replace(STALE, distrusted=None, health=None)))
    assert any("last new" in line for line in lines)
    assert any("2025-12-17T04:00" in line for line in lines)


def test_a_wide_terminal_gets_all_of_it(printed):
    lines = printed(200, ONE, FAR)
    assert any("last new" in line for line in lines)
    assert any("[/b] it is tried again" in line for line in lines), "brackets mean nothing"
    assert any("nothing new for 3 days; its validators lied" in line for line in lines)


def test_a_pipe_loses_nothing(printed):
    lines = printed(80, FAR, to=io.StringIO)
    assert max(map(len, lines)) <= 80
    cells = [line.split("│")[-2].strip() for line in lines if line.count("│") > 1]
    assert " ".join(cells).endswith("it is tried again later; its validators lied")


def test_no_sources_are_shown_as_none(printed):
    assert printed(80)[0] == "0 sources"
