"""`monitor feedback`, after a round of `once` has told something."""

import pytest
import redis

from monitor.adapters import keys
from monitor.adapters.clock import SystemClock
from monitor.adapters.person import login_name
from monitor.app.labels import read_labels
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def articles():
    """How many articles there are."""
    return 1


@pytest.fixture
def config(tmp_path, taken, redis_url, articles):
    with newsroom() as room:
        now = SystemClock().now()
        room.publish("harbour", *(pledge(n, before(now, 9)) for n in range(articles)))
        feeds = {"harbour": room.feed("harbour")}
        settings = Settings(feeds=feeds, desk=taken.url, redis=redis_url, retry="1h")
        yield str(settings.write(tmp_path))


@pytest.fixture
def told(config):
    """The alert that a round has told."""
    call("once", "--config", config)
    (alert,) = call("alerts", "--config", config, "--json").records
    return alert


@pytest.fixture
def told_twice(config):
    """The two alerts that a round has told."""
    call("once", "--config", config)
    return call("alerts", "--config", config, "--json").records


def wrong(config, alert, *more):
    return call("feedback", "wrong", alert, "--config", config, *more)


def test_who_got_a_wrong_alert_is_sent_a_correction(config, told, taken):
    said = wrong(config, told["id"][:8], "--comment", "an\nexercise", "--author", "Ada")
    assert said.code == 0
    assert said.out == f"{told['id']} is taken back: a correction goes to desk\n"

    call("once", "--config", config)
    (correction,) = [a for a in taken.alerts.values() if a["kind"] == "withdrawn"]
    assert correction["summary"] == f"Withdrawn: {told['summary']}"
    assert correction["why"] == ["Ada said that it is wrong: an exercise"]
    assert correction["attribution"] == "Ada"
    assert correction["changes"] == [
        {"field": "status", "before": told["development"]["status"], "after": "withdrawn"}
    ]
    assert correction["watchlists"] == told["watchlists"]
    assert correction["evidence"][0]["sentence"] == told["evidence"][0]["sentence"]


def test_what_was_tried_is_tried_no_more_and_corrected(config, taken):
    taken.status = lambda _: (503, False)
    call("once", "--config", config)
    (told,) = call("alerts", "--config", config, "--json").records
    (said,) = wrong(config, told["id"], "--json").records
    assert (said["corrected"], said["unsent"]) == (["desk"], []), "it may have arrived"
    (delivery,) = [
        d for d in call("deliveries", "--config", config, "--json").records
        if d["alert"] == told["id"]
    ]  # fmt: skip
    assert delivery["state"] == "withdrawn"


def test_what_is_said_twice_is_done_once(config, told):
    first, second = (wrong(config, told["id"], "--json").records[0] for _ in range(2))
    assert first["author"] == login_name()
    assert (first["changed"], second["changed"]) == (True, False)
    assert second["corrected"] == []
    assert "was taken back as wrong before" in wrong(config, told["id"]).out


def test_it_can_be_undone(config, told):
    wrong(config, told["id"])
    undone = call("feedback", "right", told["id"], "--config", config)
    assert undone.out.endswith(" stands again: the daemon tells it as new\n")
    again = call("feedback", "right", told["id"], "--config", config)
    assert again.code == 2
    assert "is not taken back" in again.err
    wrong(config, told["id"])
    (record,) = call("feedback", "right", told["id"], "--config", config, "--json").records
    assert (record["opinion"], record["changed"]) == ("right", True)


def test_an_alert_that_is_not_known_is_wrong_usage(config, told):
    said = wrong(config, "0" * 24)
    assert (said.code, "there is no alert" in said.err) == (2, True)


def test_what_is_no_longer_stored_cannot_be_taken_back(config, told, redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.delete(keys.development(told["development"]["id"]))
    said = wrong(config, told["id"])
    assert (said.code, "too old" in said.err) == (2, True)


def said(config, word, *more):
    return call("feedback", word, *more, "--config", config)


@pytest.mark.parametrize("articles", [2])
def test_two_that_are_one_are_joined_listed_exported_and_parted(config, told_twice, tmp_path):
    one, other = told_twice
    done = said(config, "same", one["id"][:8], other["development"]["id"], "--comment", "one\nact")
    assert done.code == 0
    assert "they are one from now on. To undo it: monitor feedback undo " in done.out
    assert said(config, "same", one["id"], other["id"]).out == "they are one already\n"
    assert said(config, "same", one["id"], other["id"], "--json").records == [{"changed": False}]

    (listed,) = said(config, "list", "--json").records
    assert (listed["opinion"], listed["author"], listed["comment"]) == (
        "same", login_name(), "one act"
    )  # fmt: skip
    assert "one act" in said(config, "list").out
    assert [s["evidence"]["sentence"] for s in listed["sides"]] == [
        told["evidence"][0]["sentence"] for told in (one, other)
    ]
    assert listed["sides"][1]["development"]["status"] == other["development"]["status"]
    file = tmp_path / "labels.jsonl"
    file.write_text(said(config, "export").out)
    (label,) = read_labels(file)
    assert (label.id, label.opinion) == (listed["id"], "same")

    (apart,) = said(config, "different", one["id"], other["id"], "--json").records
    assert apart["opinion"] == "different"
    assert said(config, "different", one["id"], other["id"]).out == "they are kept apart already\n"
    undone = said(config, "undo", apart["id"][:6])
    assert undone.out.startswith(f"{apart['id']} is undone: different, ")
    assert said(config, "list", "--json").records == []


def test_what_is_muted_is_told_no_more_until_that_is_undone(config, told):
    (label,) = said(config, "mute", told["development"]["id"][:9], "--json").records
    assert said(config, "mute", told["id"]).out == "it is muted already\n"
    (undone,) = said(config, "undo", label["id"], "--json").records
    assert (undone["undone"], undone["opinion"]) == (True, "mute")
    again = said(config, "undo", label["id"])
    assert (again.code, "no label that stands" in again.err) == (2, True)


def test_what_was_said_of_alerts_is_listed_and_exported_too(config, told):
    wrong(config, told["id"], "--comment", "an exercise")
    assert "an exercise" in said(config, "list").out
    (record,) = said(config, "export").records
    assert (record["opinion"], record["alert"]) == ("wrong", told["id"])
    assert record["sides"][0]["evidence"]["sentence"] == told["evidence"][0]["sentence"]


def test_the_folder_may_stand_before_what_is_said(config, told):
    wrong = call("feedback", "--config", config, "--json", "wrong", told["id"])
    assert (wrong.code, wrong.records[0]["changed"]) == (0, True), wrong.err
    listed = call("feedback", "--config", config, "--json", "list").records
    exported = call("feedback", "--config", config, "export").records
    assert listed == exported


def test_several_that_begin_so_are_named(config, told, redis_url):
    own = told["development"]["id"]
    beside = f"{own[0]}{'0' * 15}"
    with redis.Redis.from_url(redis_url) as client:
        client.copy(keys.development(own), keys.development(beside))
    found = said(config, "mute", own[0])
    assert (found.code, own in found.err, beside in found.err) == (2, True, True)


def test_feedback_alone_says_what_can_be_said():
    said = call("feedback", "--help")
    assert "wrong" in said.out
    assert "right" in said.out
