"""`monitor deliveries`: list, show, dead; on a real store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.model.alert import Dead, Partly, Refused, Retry
from monitor.model.restraint import Gather, Hold, Restraint
from tests.contracts.delivering import GONE, bundle
from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing

NOW = SystemClock().now()
HOUR = timedelta(hours=1)


@pytest.fixture
def config(tmp_path, redis_url, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    feeds = {"a": "http://127.0.0.1:9/"}
    return str(Settings(feeds=feeds, desk="https://d.example/", redis=redis_url).write(tmp_path))


@pytest.fixture
def several(redis_url):
    """One delivered, one dead, one to be tried again, one held, one queued at the desk; one queued
    for mail.
    """

    async def act(desk):
        names = ("delivered", "dead", "retry", "held", "queued")
        await desk.emit(*(alert(f"{name}1") for name in names), alert("m1", receivers=("mail",)))
        await desk.done((await desk.attempt()).sending)
        await desk.done((await desk.attempt()).sending, GONE)
        await desk.fail()
        night = Hold(until=NOW + HOUR, reason=Restraint.QUIET, detail="quiet hours until six")
        await desk.outbox.hold(await desk.take_one(), night)

    standing(redis_url, act)


def listed(config, *words):
    records = call("deliveries", "--config", config, "list", *words, "--json").records
    return {(r["alert"], r["state"]) for r in records}


def test_deliveries_are_chosen_by_receiver_state_alert_and_time(config, several):
    desk = {(f"{state}1", state) for state in ("delivered", "dead", "retry", "held", "queued")}
    assert listed(config) == desk | {("m1", "queued")}
    assert listed(config, "--receiver", "desk") == desk
    assert listed(config, "--state", "queued") == {("queued1", "queued"), ("m1", "queued")}
    assert listed(config, "--state", "queued", "--receiver", "mail") == {("m1", "queued")}
    assert listed(config, "--alert", "he") == {("held1", "held")}
    assert listed(config, "--alert", "held1", "--state", "dead") == set()
    assert len(listed(config, "--limit", "2")) == 2
    assert listed(config, "--since", "1h") == desk | {("m1", "queued")}
    assert listed(config, "--since", "2999-01-01") == set()


def test_without_a_subcommand_the_same_filters_hold(config, several):
    words = ("--state", "held", "--receiver", "desk", "--config", config, "--json")
    (record,) = call("deliveries", *words).records
    assert (record["alert"], record["reason"], record["attempts"]) == ("held1", "quiet", 0)
    before = call("deliveries", *words, "list").records
    assert before == [record], "options before the subcommand count for it"


@pytest.mark.parametrize(
    "words", [("--state", "odd"), ("--since", "soon"), ("--alert", "x"), ("--limit", "0")]
)
def test_a_filter_that_means_nothing_is_wrong_usage(config, words):
    assert call("deliveries", *words, "--config", config).code == 2
    assert call("deliveries", "list", *words, "--config", config).code == 2


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_the_table_of_deliveries_fits(config, several, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    out = call("deliveries", "--config", config).out
    assert max(map(len, out.splitlines())) <= columns
    assert "6 deliveries" in out
    assert "held:" in out
    assert "quiet" in out
    assert ("changed" in out) == (columns >= 120)


def test_the_story_of_an_alert_is_told_for_each_receiver(config, redis_url):
    rest = Refused(detail="accepted for 1; refused: b@mail.example (451 later)")
    partly = Partly(reached=("a@mail.example",), rest=rest)

    async def act(desk):
        await desk.emit(alert("a1", receivers=("desk", "mail")))
        await desk.done((await desk.attempt()).sending)
        again = Retry(at=NOW + HOUR, detail=partly.rest.detail, reached=partly.reached)
        await desk.done((await desk.attempt("mail")).sending, again)

    standing(redis_url, act)
    lines = call("deliveries", "show", "a1", "--config", config).out.splitlines()
    assert lines[0].startswith("a1 alert (update, normal) 2025-12-20T12:00:00Z")
    assert lines[1] == "European Union lends Ukraine €90bn"
    assert lines[2:5] == ["", "mail", "  state     retry"]
    due = (NOW + HOUR).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    assert f"  due       {due}" in lines
    assert "  detail    accepted for 1; refused: b@mail.example (451 later)" in lines
    assert "  reached   a@mail.example" in lines
    desk = lines[lines.index("desk") :]
    assert desk[1] == "  state     delivered"
    assert desk[2].startswith("  since     20")
    assert desk[2].endswith("ago")
    assert desk[3:] == ["  attempts  1", "  detail    204"]


def test_the_story_can_be_that_of_one_receiver(config, redis_url):
    standing(redis_url, lambda desk: desk.emit(alert("a1", receivers=("desk", "mail"))))
    show = ("deliveries", "--config", config, "show", "a1")
    assert "desk" not in call(*show, "mail").out.splitlines()
    (record,) = call(*show, "mail", "--json").records
    assert [d["receiver"] for d in record["deliveries"]] == ["mail"]
    assert (record["summary"], record["members"]) == ("European Union lends Ukraine €90bn", [])
    never = call(*show, "chat")
    assert (never.code, never.err) == (2, "a1 was never owed to chat\n")
    assert call("deliveries", "show", "zz", "--config", config).code == 2


@pytest.fixture
def digest(redis_url):
    """A digest of two alerts that is dead."""
    made = bundle("b1", at=NOW, receiver="mail", reason=Restraint.DIGEST)

    async def act(desk):
        morning = Gather(at=NOW, reason=Restraint.DIGEST, detail="for the digest")
        await desk.emit(*(alert(f"a{n}", receivers=("mail",)) for n in range(2)))
        for _ in range(2):
            await desk.outbox.hold(await desk.take_one("mail"), morning)
        await desk.outbox.bundle(made, part=0, most=9, is_told=False)
        await desk.done((await desk.attempt("mail")).sending, Dead(detail="550 no such desk"))

    standing(redis_url, act)


def test_the_story_of_a_bundle_tells_its_members(config, digest):
    out = call("deliveries", "show", "b1", "--config", config).out
    assert "b1 bundle (digest) 20" in out
    assert "\nDigest: 1 development\n" in out
    assert "2 alerts in it" in out
    assert "in bundle b1" in " ".join(out.replace("│", " ").split())
    (record,) = call("deliveries", "show", "b1", "--config", config, "--json").records
    assert [(d["alert"], d["bundle"]) for d in record["members"]] == [("a0", "b1"), ("a1", "b1")]


def test_dead_letters_are_shown_by_receiver_with_reason_age_and_number(config, digest, redis_url):
    async def act(desk):
        await desk.emit(*(alert(f"d{n}") for n in range(3)))
        for _ in range(3):
            await desk.done(
                (await desk.attempt()).sending, Dead(detail="503 at\x1b[2J ?token=hush")
            )

    standing(redis_url, act)
    out = call("deliveries", "dead", "--config", config).out
    assert out.index("desk: 3 dead") < out.index("mail: 1 dead")
    assert "second" in out
    assert "550 no such desk" in out
    assert "503 at [2J ?token=[hidden]" in out
    assert max(map(len, out.splitlines())) <= 80
    of_one = call(
        "deliveries", "dead", "--receiver", "desk", "--limit", "2", "--config", config
    ).out
    assert "desk: 3 dead, 2 of them shown" in of_one
    assert "mail" not in of_one
    records = call("deliveries", "dead", "--config", config, "--json").records
    assert [(r["receiver"], r["alert"]) for r in records][-1] == ("mail", "b1")
    assert {r["receiver"] for r in records} == {"desk", "mail"}
    assert all(0 <= r["age"] < 600 for r in records)


def test_where_nothing_is_dead_that_is_said(config):
    assert call("deliveries", "dead", "--config", config).out == "nothing is dead\n"
    assert call("deliveries", "dead", "--config", config, "--json").out == ""


def test_hostile_words_of_a_reason_do_nothing_to_a_terminal(config, redis_url):
    async def act(desk):
        await desk.emit(replace(alert("a1"), summary="\x1b[2J\x9b31m hello\r\n\x07"))
        await desk.done((await desk.attempt()).sending, Dead(detail="\x1b]0;x\x07\x9b31m\r\n why"))

    standing(redis_url, act)
    for words in ((), ("show", "a1"), ("dead",), ("--json",), ("show", "a1", "--json")):
        out = call("deliveries", "--config", config, *words).out
        assert not {"\x1b", "\x9b", "\x07", "\r"} & set(out)
        assert "why" in out
