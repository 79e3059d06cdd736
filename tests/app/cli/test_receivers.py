"""`monitor receivers`: how each does, and the end of a pause; on a real store."""

from datetime import timedelta

import pytest

from monitor.adapters.clock import SystemClock
from monitor.model.alert import Dead
from monitor.model.restraint import Gather, Hold, Restraint, Sign
from tests.contracts.delivering import TERMS
from tests.contracts.examples import alert
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.standing import standing, with_receivers

DESK = '{name: desk, webhook: {url: "https://me:hush@desk.example/hook/hush?token=hush"}}'
MAIL = (
    "{name: mail, email: {to: [a@mail.example, b@mail.example, c@mail.example], "
    'from: m@mail.example, smtp: "smtp://mail.example", digest: {at: "07:00"}}, when_dead: desk}'
)
CHAT = '{name: chat, apprise: {urls: ["tgram://hush/hush", "discord://hush/hush"]}}'
HOUR = timedelta(hours=1)
GONE = Dead(detail="HTTP 410 Gone", pauses=True)


@pytest.fixture
def config(tmp_path, redis_url):
    written = Settings(feeds={"a": "http://127.0.0.1:9/"}, redis=redis_url).write(tmp_path)
    return str(with_receivers(written, DESK, MAIL, CHAT))


@pytest.fixture
def paused(redis_url):
    """Pause the desk: one alert of two is dead, the other held."""

    async def pause(desk):
        await desk.emit(alert("a1"), alert("a2"))
        for outcome in (GONE, None):
            begun = await desk.begin(await desk.take_one())
            if outcome is not None:
                await desk.done(begun.sending, outcome, Sign.ANSWERED)

    standing(redis_url, pause)


def stands(config):
    return {r["receiver"]: r for r in call("receivers", "--config", config, "--json").records}


def test_receivers_without_deliveries_are_well_and_their_ways_are_told_without_secrets(config):
    found = stands(config)
    table = call("receivers", "--config", config)

    assert {name: r["way"] for name, r in found.items()} == {
        "desk": "webhook desk.example",
        "mail": "mail a@mail.example, b@mail.example and 1 more",
        "chat": "apprise tgram, discord",
    }
    assert {r["state"] for r in found.values()} == {"well"}
    assert (found["desk"]["queued"], found["desk"]["held"], found["desk"]["dead"]) == (0, {}, 0)
    assert found["mail"]["when_dead"] == "desk"
    assert "hush" not in table.out + str(found)
    assert "3 receivers" in table.out
    assert max(map(len, table.out.splitlines())) <= 80


def test_what_waits_for_a_receiver_that_was_renamed_is_told(config, redis_url):
    standing(redis_url, lambda desk: desk.emit(alert("a1", receivers=("desk", "old name"))))
    told = call("receivers", "--config", config, "--json")
    assert told.err == (
        "warning: 1 delivery waits for old name, which the configuration names no more; "
        "`monitor deliveries drop --receiver 'old name'` ends that\n"
    )
    assert len(told.records) == 3


def test_the_next_digest_is_told(config):
    due = stands(config)["mail"]["next_digest"]
    assert due.endswith("T07:00:00Z")
    assert f"digest {due[:10]}" in " ".join(call("receivers", "--config", config).out.split())
    assert stands(config)["desk"]["next_digest"] is None


def test_a_paused_receiver_is_shown_with_the_reason_and_what_waits(config, paused, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    desk = stands(config)["desk"]
    assert (desk["state"], desk["why"], desk["dead"]) == ("paused", "HTTP 410 Gone", 1)
    assert desk["held"] == {"paused": 1}
    assert desk["paused"].endswith("Z")
    table = call("receivers", "--config", config).out
    assert "paused since" in table
    assert "HTTP 410 Gone" in table
    assert "1 held: paused" in table


def test_enabling_a_paused_receiver_queues_what_waited(config, paused):
    called = call("receivers", "--config", config, "enable", "desk")
    assert called.out == "desk is enabled; 1 delivery queued\n"
    desk = stands(config)["desk"]
    assert (desk["state"], desk["queued"], desk["held"], desk["dead"]) == ("well", 1, {}, 1)
    again = call("receivers", "enable", "desk", "--config", config)
    assert (again.code, again.out) == (0, "desk was neither paused nor its breaker open\n")


def test_enabling_is_told_as_a_record(config, paused):
    called = call("receivers", "enable", "--json", "desk", "--config", config)
    assert called.records == [{"receiver": "desk", "enabled": True, "queued": 1}]


def test_a_receiver_that_is_not_configured_cannot_be_enabled(config):
    called = call("receivers", "enable", "dessk", "--config", config)
    assert called.code == 2
    assert 'there is no receiver "dessk"; did you mean "desk"?' in called.err
    far = call("receivers", "enable", "nobody-at-all", "--config", config)
    assert "`monitor receivers` lists those there are" in far.err


def test_an_open_breaker_and_what_waits_are_shown(config, redis_url):
    async def strike(desk):
        await desk.emit(*(alert(f"a{n}") for n in range(6)))
        for _ in range(TERMS.strikes):
            await desk.fail()
        assert await desk.begin(await desk.take_one())
        now = SystemClock().now()
        night = Hold(until=now + HOUR, reason=Restraint.QUIET, detail="night")
        await desk.outbox.hold(await desk.take_one(), night)

    standing(redis_url, strike)
    desk = stands(config)["desk"]
    assert (desk["state"], desk["strikes"]) == ("open", TERMS.strikes)
    assert desk["open_until"].endswith("Z")
    assert (desk["queued"], desk["retrying"]) == (1, TERMS.strikes)
    assert desk["held"] == {"breaker": 1, "quiet": 1}
    table = " ".join(call("receivers", "--config", config).out.replace("│", " ").split())
    assert "breaker open" in table


def test_what_is_gathered_for_a_digest_is_counted(config, redis_url):
    async def gather(desk):
        await desk.emit(alert("a1", receivers=("mail",)))
        at = SystemClock().now() + HOUR
        morning = Gather(at=at, reason=Restraint.DIGEST, detail="for the digest")
        await desk.outbox.hold(await desk.take_one("mail"), morning)
        assert await desk.state("a1", "mail") == "held"

    standing(redis_url, gather)
    assert stands(config)["mail"]["held"] == {"digest": 1}


def test_without_the_store_receivers_cannot_be_shown(tmp_path):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}, redis="redis://127.0.0.1:9/0")
    assert call("receivers", "--config", str(config.write(tmp_path))).code == 69


def test_a_wrong_configuration_ends_with_78(config, tmp_path):
    (tmp_path / "config" / "monitor.yaml").write_text("nonsense: 1\n")
    assert call("receivers", "--config", config).code == 78
    assert call("receivers", "test", "desk", "--config", config).code == 78
