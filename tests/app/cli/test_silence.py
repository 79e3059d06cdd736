"""`monitor silence`, on a real store."""

import getpass
from datetime import UTC, datetime, timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.model.restraint import Hold, Restraint
from tests.contracts.delivering import silence
from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing

WHY = ("--comment", "the desk is closed")


@pytest.fixture
def config(tmp_path, redis_url):
    feeds = {"harbour": "http://127.0.0.1:9/"}
    settings = Settings(feeds=feeds, desk="https://desk.example/hook", redis=redis_url)
    return str(settings.write(tmp_path))


def added(config, *words):
    called = call("silence", "add", *words, "--config", config, "--json")
    assert called.code == 0, called.err
    return called.records[0]


def listed(config, *words):
    return call("silence", "list", *words, "--config", config, "--json").records


def moment(text):
    return datetime.fromisoformat(text)


def test_a_silence_is_kept_for_a_length_of_time_by_whoever_is_logged_in(config):
    before = datetime.now(UTC)  # noqa: TID251 - the command's clock is real
    told = added(config, "receiver=desk", "watchlist!=aid", "--for", "8h", *WHY)

    assert told["matchers"] == [
        {"field": "receiver", "pattern": "desk", "negated": False},
        {"field": "watchlist", "pattern": "aid", "negated": True},
    ]
    assert (told["state"], told["author"]) == ("active", getpass.getuser())
    assert told["comment"] == "the desk is closed"
    assert timedelta(0) <= moment(told["start"]) - before < timedelta(seconds=60)
    assert moment(told["until"]) - moment(told["start"]) == timedelta(hours=8)
    assert listed(config) == [{k: v for k, v in told.items() if not k.startswith("matching")}]


def test_a_silence_can_begin_later_and_end_with_a_day(config):
    told = added(
        config, "type=*", "--from", "2999-12-19", "--until", "2999-12-20", "--author", "Kim", *WHY
    )
    assert told["until"] == "2999-12-21T00:00:00Z"
    assert (told["state"], told["author"]) == ("to come", "Kim")
    assert moment(told["start"]) > moment(told["created"])
    words = call("silence", "--config", config).out
    assert "1 silence" in words
    assert "to come" in words


def test_it_is_said_in_words_what_is_held_until_when(config):
    later = ("--from", "2999-01-01T09:30Z", "--until", "2999-01-01T10:30")
    called = call("silence", "add", "kind=update", *later, *WHY, "--config", config)
    one, two = called.out.splitlines()
    assert one.endswith(" holds from 2999-01-01 09:30 until 2999-01-01 10:30 UTC")
    assert two == "matched of what waits now: 0 deliveries"
    now = call("silence", "add", "kind=update", "--for", "1h", *WHY, "--config", config).out
    assert " holds until " in now


def test_what_waits_and_is_matched_is_counted_whether_held_queued_or_to_be_tried_again(
    config, redis_url
):
    async def wait(desk):
        await desk.emit(alert("a1"), alert("a2"), alert("a3", receivers=("mail",)), alert("a4"))
        await desk.fail()
        until = SystemClock().now() + timedelta(hours=1)
        night = Hold(until=until, reason=Restraint.QUIET, detail="night")
        await desk.outbox.hold(await desk.take_one(), night)
        await desk.done((await desk.attempt()).sending)

    standing(redis_url, wait)
    assert added(config, "receiver=desk", "--for", "1h", *WHY)["matching"] == 2
    assert added(config, "watchlist=ukraine", "--for", "1h", *WHY)["matching"] == 3
    assert (
        added(config, "watchlist=ukraine", "receiver!=desk", "--for", "1h", *WHY)["matching"] == 1
    )
    assert added(config, "summary=*grain*", "--for", "1h", *WHY)["matching"] == 0


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("wachlist=aid", "--for", "1h"), 'did you mean "watchlist"?'),
        (("nonsense", "--for", "1h"), "write ASPECT=PATTERN or ASPECT!=PATTERN"),
        (("kind=", "--for", "1h"), "the pattern is empty"),
        (("kind=new",), "say either --until WHEN or --for DURATION"),
        (("kind=new", "--for", "1h", "--until", "2h"), "say either"),
        (("kind=new", "--for", "soon"), "'soon' is no length of time; write 30m, 8h or 2d"),
        (("kind=new", "--for", "0h"), "is no length of time"),
        (("kind=new", "--until", "soon"), "'soon' is no moment; write 2h, 2025-12-20"),
        (("kind=new", "--until", "2001-01-01"), "must end after its start, and later than now"),
        (("kind=new", "--from", "2d", "--until", "1d"), "must end after its start"),
        (("kind=new", "--for", "367d"), "until: a silence lasts 366 days at most"),
        (("kind=new", "--for", "1h", "--author", "x" * 101), "author: a text of 1 to 100"),
        (("kind=new", "--from", "odd", "--until", "1d"), "'odd' is no moment"),
        (("kind=new", "--until", "0001-01-01T00:00+14:00"), "is no moment"),
    ],
)
def test_a_silence_that_cannot_be_meant_is_wrong_usage(config, words, complaint):
    called = call("silence", "add", *words, *WHY, "--config", config)
    assert called.code == 2
    assert complaint in called.err
    assert listed(config) == []


@pytest.mark.parametrize("comment", [(), ("--comment", "  ")])
def test_a_silence_without_a_reason_is_wrong_usage(config, comment):
    called = call("silence", "add", "kind=new", "--for", "1h", *comment, "--config", config)
    assert called.code == 2
    assert "--comment" in called.err


@pytest.mark.parametrize(
    ("matcher", "warning"),
    [
        (
            "watchlist=aidd",
            'there is no watchlist "aidd" in the configuration; did you mean "aid"?',
        ),
        ("receiver=nobody", 'there is no receiver "nobody" in the configuration'),
        ("actor!=ukrain", 'did you mean "ukraine"?'),
        ("type=aid_pledges", 'did you mean "aid_pledge"?'),
        ("source=harbor*", 'no source is like "harbor*" in the configuration'),
        ("kind=updates", 'did you mean "update"?'),
        ("severity=urgent", 'there is no severity "urgent"'),
    ],
)
def test_a_name_that_is_not_configured_is_warned_of(config, matcher, warning):
    called = call("silence", "add", matcher, "--for", "1h", *WHY, "--config", config)
    assert called.code == 0
    assert called.err.startswith(f"warning: {matcher}: ")
    assert warning in called.err


@pytest.mark.parametrize("matcher", ["watchlist=AID", "actor=ukr*", "summary=*x*", "outlet=any"])
def test_what_is_configured_or_comes_with_the_news_is_not_warned_of(config, matcher):
    assert call("silence", "add", matcher, "--for", "1h", *WHY, "--config", config).err == ""


def test_an_expired_silence_is_listed_among_the_ended_alone(config):
    kept = added(config, "kind=new", "--for", "1h", *WHY)
    ended = added(config, "kind=update", "--for", "2h", *WHY)
    called = call("silence", "expire", ended["id"][:6], "--config", config)

    assert called.out == f"{ended['id']} has ended; what it held goes on its way\n"
    assert [one["id"] for one in listed(config)] == [kept["id"]]
    both = {one["id"]: one["state"] for one in listed(config, "--ended")}
    assert both == {kept["id"]: "active", ended["id"]: "ended"}
    again = call("silence", "expire", ended["id"], "--config", config)
    assert again.out.startswith(f"{ended['id']} had ended at 20")
    told = call("silence", "expire", kept["id"], "--config", config, "--json")
    assert told.records == [{"id": kept["id"], "expired": True}]


def test_what_an_expired_silence_held_is_queued(config, redis_url):
    async def hold(desk):
        await desk.emit(alert("a1"))
        until = SystemClock().now() + timedelta(hours=1)
        quiet = Hold(until=until, reason=Restraint.SILENCE, detail="silence")
        await desk.outbox.hold(await desk.take_one(), quiet)
        return await desk.state("a1")

    async def state(desk):
        return await desk.state("a1")

    assert standing(redis_url, hold) == "held"
    told = added(config, "receiver=desk", "--for", "1h", *WHY)
    assert told["matching"] == 1
    call("silence", "--config", config, "expire", told["id"])
    assert standing(redis_url, state) == "queued"


def test_a_silence_is_found_by_letters_that_are_its_alone(config, redis_url):
    async def keep(desk):
        now = SystemClock().now()
        for name in ("ab1", "ab2", "ab"):
            await desk.silences.add(silence(name, start=now, until=now + timedelta(hours=1)))

    standing(redis_url, keep)
    assert (
        "several silences begin with a: " in call("silence", "expire", "a", "--config", config).err
    )
    assert "ab has ended" in call("silence", "expire", "ab", "--config", config).out
    for nobody in ("zz", ""):
        called = call("silence", "expire", nobody, "--config", config)
        assert (called.code, "there is no silence" in called.err) == (2, True)


def test_the_words_of_a_silence_do_nothing_to_a_terminal(config):
    hostile = "gone \x1b[2J\x9b31m\r\n fishing"
    added(config, "kind=new", "--for", "1h", "--comment", hostile, "--author", "K\x1b]0;x\x07im")
    for words in (("silence",), ("silence", "list"), ("silence", "list", "--json")):
        told = call(*words, "--config", config).out
        assert not {"\x1b", "\x9b", "\x07", "\r"} & set(told)
    assert listed(config)[0]["comment"] == hostile


def test_a_table_of_silences_fits_eighty_columns(config, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    added(config, "watchlist=aid", "receiver=desk", "summary=*a long summary*", "--for", "1h", *WHY)
    table = call("silence", "--config", config).out
    assert max(map(len, table.splitlines())) <= 80
    assert "the desk" in table
