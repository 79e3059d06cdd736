"""`monitor alerts`, and the mail of one in the terminal; on a real store."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.alert.record import alert_record, bundle_record
from monitor.alert.render.letter import letter
from monitor.alert.render.plain import plain_text
from monitor.model.restraint import Gather, Restraint
from monitor.model.watchlist import Kind, Severity
from tests.alert import examples
from tests.contracts.delivering import bundle
from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing

NOW = SystemClock().now()
HOSTILE = "Grain \x1b[2J\x1b]0;owned\x07 deal \x9b31m [/b] \u202egnp.exe\r\n held"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
CONTROLS = set(map(chr, (*range(10), *range(11, 32), *range(0x7F, 0xA0)))) | {"\u202e"}


@pytest.fixture
def config(tmp_path, redis_url, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    feeds = {"a": "http://127.0.0.1:9/"}
    return str(Settings(feeds=feeds, desk="https://d.example/", redis=redis_url).write(tmp_path))


@pytest.fixture
def told(redis_url):
    """Store the alerts that are given."""

    def emit(*alerts):
        standing(redis_url, lambda desk: desk.emit(*alerts))

    return emit


def ids(config, *words):
    return [r["id"] for r in call("alerts", "--config", config, *words, "--json").records]


def test_alerts_are_chosen_by_watchlist_kind_and_time(config, told):
    told(
        alert("a1", at=NOW - timedelta(hours=30)),
        alert("a2", at=NOW - timedelta(hours=3), watchlists=("aid", "ukraine")),
        replace(alert("a3", at=NOW), kind=Kind.NEW),
    )
    assert ids(config) == ["a3", "a2", "a1"]
    assert ids(config, "--since", "24h") == ["a3", "a2"]
    assert ids(config, "--since", (NOW - timedelta(hours=1)).isoformat()) == ["a3"]
    assert ids(config, "--kind", "update") == ["a2", "a1"]
    assert ids(config, "--watchlist", "aid") == ["a2"]
    assert ids(config, "--kind", "update", "--limit", "1") == ["a2"]
    assert ids(config, "--watchlist", "aid", "--kind", "new") == []


def test_a_watchlist_that_is_not_configured_is_warned_of(config):
    called = call("alerts", "--watchlist", "aide", "--config", config)
    assert called.code == 0
    assert called.err == (
        'warning: there is no watchlist "aide" in the configuration; did you mean "aid"?\n'
    )
    assert "did you mean" not in call("alerts", "--watchlist", "zzzz", "--config", config).err
    assert call("alerts", "--watchlist", "aid", "--config", config).err == ""


@pytest.mark.parametrize("words", [("--kind", "odd"), ("--since", "soon")])
def test_a_filter_that_means_nothing_is_wrong_usage(config, words):
    assert call("alerts", *words, "--config", config).code == 2


@pytest.mark.parametrize("columns", [60, 80, 119, 200])
def test_the_table_of_alerts_fits_and_tells_more_where_there_is_room(
    config, told, monkeypatch, columns
):
    told(alert("a1" * 12, severity=Severity.CRITICAL, watchlists=("ukraine", "aid"), at=NOW))
    monkeypatch.setenv("COLUMNS", str(columns))
    table = call("alerts", "--config", config).out
    assert max(map(len, table.splitlines())) <= columns
    assert "a1a1a1a1a1 " in table
    assert "European Union" in table
    assert ("critical" in table) == ("ukraine, aid" in table) == (columns >= 120)


def test_an_alert_is_shown_as_its_plain_mail_with_what_became_of_it(config, redis_url):
    async def deliver(desk):
        await desk.emit(alert("a1", receivers=("desk", "mail")))
        await desk.done((await desk.attempt("mail")).sending)
        await desk.fail("desk")

    standing(redis_url, deliver)
    out = call("alerts", "show", "a1", "--config", config).out
    mail, _, after = out.partition("\n\nWhat became of it")
    assert mail + "\n" == plain_text(letter(alert("a1")))
    words = " ".join(after.replace("│", " ").split())
    assert re.search(r"mail delivered 1 204", words)
    assert re.search(r"desk retry 1 due 20\d\d-\d\d-", words)
    assert max(map(len, out.splitlines())) <= 80


def test_an_alert_is_found_by_letters_that_are_its_alone(config, told):
    told(*(alert(name, at=NOW) for name in ("ab1", "ab2", "ab", "c*d")))
    show = ("alerts", "--config", config, "show")
    assert "Alert ab1," in call(*show, "ab1").out
    assert "Alert ab," in call(*show, "ab").out, "a whole id is meant, though others begin so"
    assert "Alert c*d," in call(*show, "c*").out
    several = call(*show, "a")
    assert (several.code, several.err) == (
        2,
        "several begin with a: ab, ab1, ab2; write more of it\n",
    )
    for nobody in ("x", "*", ""):
        none = call(*show, nobody)
        assert (none.code, "there is no alert" in none.err) == (2, True)


def test_of_many_ids_that_begin_so_a_few_are_named(config, told):
    told(*(alert(f"ab{n}") for n in range(7)))
    assert (
        "ab0, ab1, ab2, ab3, ab4, …; write more"
        in call("alerts", "show", "ab", "--config", config).err
    )


def test_an_alert_is_shown_as_a_record_with_its_deliveries(config, told):
    told(alert("a1"))
    (record,) = call("alerts", "--config", config, "--json", "show", "a1").records
    (delivery,) = record.pop("deliveries")
    assert record == alert_record(alert("a1"))
    assert (delivery["receiver"], delivery["state"], delivery["reached"]) == ("desk", "queued", [])


def test_a_bundle_is_shown_as_its_mail(config, redis_url):
    due = datetime.fromisoformat("2025-12-20T07:00:00Z")
    made = bundle("b1", at=due, reason=Restraint.DIGEST, receiver="mail")

    async def gather(desk):
        await desk.emit(alert("a1", receivers=("mail",)))
        morning = Gather(at=due, reason=Restraint.DIGEST, detail="for the digest")
        await desk.outbox.hold(await desk.take_one("mail"), morning)
        await desk.outbox.bundle(made, part=0, most=9, is_told=False)

    standing(redis_url, gather)
    out = call("alerts", "show", "b1", "--config", config).out
    assert out.startswith("Digest: 1 development\n")
    assert "Bundle b1, 20 December 2025, 07:00 UTC" in out
    (record,) = call("alerts", "show", "b1", "--config", config, "--json").records
    assert [d["receiver"] for d in record.pop("deliveries")] == ["mail"]
    assert record == bundle_record(replace(made, alerts=(alert("a1", receivers=("mail",)),)))


def shown(config, name):
    return COLOURS.sub("", call("alerts", "show", name, "--config", config, terminal=True).out)


ALL = [examples.NEW, examples.UPDATE, examples.STALE, examples.LOST]


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("one", ALL, ids=lambda one: str(one.kind))
def test_a_terminal_shows_all_words_of_the_mail(config, told, monkeypatch, one, columns):
    monkeypatch.setenv("COLUMNS", str(columns))
    told(one)
    out = shown(config, one.id)
    assert max(map(len, out.splitlines())) <= columns
    words = " ".join(re.sub("[│┃]", " ", out).split())
    parts = letter(one)
    told_words = [parts.heading, parts.closing, *parts.reasons, *(v for _, v in parts.facts)]
    told_words += [quote.said for quote in parts.quotes]
    told_words += [d.after for d in parts.differences]
    assert [said for said in told_words if said not in words] == []
    links = [quote.link for quote in parts.quotes if quote.link]
    assert all(link in out for link in links)
    assert "What became of it" in words


def test_a_terminal_shows_each_entry_of_a_digest(config, redis_url):
    due = datetime.fromisoformat("2025-12-20T07:00:00Z")

    async def gather(desk):
        older = replace(examples.NEW, receivers=("mail",))
        for one in (older, replace(examples.UPDATE, receivers=("mail",)), examples.STALE):
            await desk.emit(replace(one, receivers=("mail",)))
            morning = Gather(at=due, reason=Restraint.DIGEST, detail="for the digest")
            await desk.outbox.hold(await desk.take_one("mail"), morning)
        made = bundle("b1", at=due, receiver="mail")
        await desk.outbox.bundle(made, part=0, most=9, is_told=False)

    standing(redis_url, gather)
    words = " ".join(shown(config, "b1").split())
    assert "Harbour Herald is stale" in words
    assert "“The sum was raised to 105 billion euros.”" in words
    assert "before: 19 December 2025, 09:30 UTC: European Union pledges" in words


@pytest.mark.parametrize("terminal", [True, False])
def test_hostile_words_do_nothing_to_a_terminal(config, told, terminal):
    hurt = replace(
        examples.NEW,
        summary=HOSTILE,
        evidence=(examples.evidence(HOSTILE, outlet=HOSTILE, url=f"https://a.example/{HOSTILE}"),),
        why=(HOSTILE,),
        attribution=HOSTILE,
        at=NOW,
    )
    told(hurt)
    for words in (("show", hurt.id), ("show", hurt.id, "--json"), (), ("--json",)):
        called = call("alerts", "--config", config, *words, terminal=terminal)
        out = COLOURS.sub("", called.out)
        assert not CONTROLS - {"\u202e"} & set(out)
        assert ("\u202e" in out) == ("--json" in words), "text of a record stays as it is"
        assert "Grain" in out
    assert ids(config) == [hurt.id]
    (record,) = call("alerts", "--config", config, "--json").records
    assert record["summary"] == HOSTILE


def test_an_alert_of_which_nothing_was_owed_is_shown_without_deliveries(config, told):
    told(alert("a1", receivers=()))
    out = call("alerts", "show", "a1", "--config", config).out
    assert out.endswith(
        "Alert a1, revision 2, 20 December 2025, 12:00 UTC\n\nIt was owed to nobody.\n"
    )
