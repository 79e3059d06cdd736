"""`monitor explain`, after a round of `once` has filled a store."""

import pytest

from monitor.adapters.clock import SystemClock
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge

LARGE = """\
name: large
developments: [aid_pledge]
min_amount: 9bn EUR
notify: [desk]
"""


@pytest.fixture
def news():
    with newsroom() as room:
        now = SystemClock().now()
        room.publish("harbour", pledge(0, before(now, 9)))
        room.publish("unlisted", pledge(1, before(now, 5)))
        yield room


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def config(tmp_path, news, taken, redis_url):
    feeds = {"harbour": news.feed("harbour")}
    settings = Settings(feeds=feeds, desk=taken.url, redis=redis_url, retry="1h")
    folder = settings.write(tmp_path)
    (folder / "watchlists" / "large.yaml").write_text(LARGE)
    called = call("once", "--config", str(folder))
    assert called.code == 0
    return str(folder)


def explained(config, *arguments):
    called = call("explain", "--config", config, "--json", *arguments)
    assert called.code == 0, called.err
    (document,) = called.records
    return document


def test_an_article_that_was_told_is_explained_by_url_by_id_and_by_alert(config, news):
    url = f"{news.url}/harbour/{pledge(0, SystemClock().now()).slug}"
    one = explained(config, url)
    (alert,) = one["alerts"]
    assert (one["kind"], one["result"], one["tried"]) == ("article", "told", False)
    assert [d["state"] for d in alert["deliveries"]] == ["delivered"]
    assert one["found"]["source"] == "harbour"
    assert one["fetched"]["asked"] == url
    assert one["mentions"][0]["marks"]

    by_id = explained(config, one["article"]["id"])
    by_alert = explained(config, alert["id"][:8])
    assert by_id["mentions"] == by_alert["mentions"] == one["mentions"]
    assert by_alert["kind"] == "alert"


def test_one_watchlist_alone_may_be_looked_at(config, news):
    url = f"{news.url}/harbour/{pledge(0, SystemClock().now()).slug}"
    one = explained(config, url, "--watchlist", "large")
    (answer,) = one["mentions"][0]["watchlists"]
    assert (answer["name"], answer["answer"], answer["misses"]) == ("large", "unwanted", 1)
    assert [c["path"] for c in answer["conditions"]] == ["min_amount"]


def test_a_page_that_was_never_seen_is_read_now_and_nothing_is_stored_or_sent(config, news, taken):
    url = f"{news.url}/unlisted/{pledge(1, SystemClock().now()).slug}"
    sent = sum(taken.tried.values())
    for _ in range(2):
        one = explained(config, url)
        assert (one["tried"], one["result"], one["seen"]) == (True, "told", None)
        assert one["alerts"][0]["receivers"] == ["desk"]
        assert one["mentions"][0]["verdict"] == "new"
    assert sum(taken.tried.values()) == sent
    assert len(call("alerts", "--config", config, "--json").records) == 1


def test_a_page_that_is_known_is_read_again_where_that_is_asked_for(config, news):
    url = f"{news.url}/harbour/{pledge(0, SystemClock().now()).slug}"
    one = explained(config, url, "--now")
    assert (one["tried"], one["alerts"]) == (True, [])
    assert one["likeness"]["kind"] in {"copy", "revision"}


def test_a_page_that_cannot_be_had_is_explained(config, news):
    one = explained(config, f"{news.url}/nowhere/page")
    assert (one["kind"], one["result"]) == ("page", "unavailable")
    assert one["visit"]["reason"] == "not_found"


def test_the_address_of_a_source_is_explained(config, news):
    one = explained(config, news.feed("harbour"))
    (source,) = one["sources"]
    assert (one["kind"], source["said"], source["entries"]) == ("source", "listed", 1)


def test_an_id_that_is_unknown_says_what_was_looked_for_and_what_to_do(config):
    called = call("explain", "--config", config, "zzz")
    assert called.code == 2
    assert 'nothing is known of "zzz"' in called.err
    assert "kept for 30 days" in called.err
    assert "Give the URL" in called.err


def test_near_misses_are_shown_with_the_condition_and_the_sentence(config):
    document = explained(config, "--watchlist", "large", "--near")
    (one,) = document["near"]
    assert one["condition"]["path"] == "min_amount"
    assert "under" in one["condition"]["why"]
    assert "Ukraine" in one["evidence"]["sentence"]
    shown = call("explain", "--config", config, "--watchlist", "large", "--near", "--since", "1h")
    assert "large missed 1 development by one condition" in shown.out
    assert "✗ min_amount: " in shown.out
    none = call("explain", "--config", config, "--watchlist", "aid", "--near")
    assert "aid missed nothing by one condition" in none.out
    assert explained(config, "--watchlist", "aid", "--near")["near"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to explain: a URL"),
        (("--near",), "--near wants --watchlist NAME"),
        (("x", "--near", "--watchlist", "aid"), "and no target"),
        (("x", "--watchlist", "adi"), 'did you mean "aid"?'),
        (("x", "--watchlist", "meetings"), "there are aid"),
    ],
)
def test_what_cannot_be_asked_is_refused(tmp_path, arguments, said):
    folder = Settings(feeds={"nowhere": "http://127.0.0.1:9/feed"}).write(tmp_path)
    called = call("explain", "--config", str(folder), *arguments)
    assert called.code == 2
    assert said in called.err


def test_words_are_marked_by_labels_where_nobody_looks(config, news):
    url = f"{news.url}/harbour/{pledge(0, SystemClock().now()).slug}"
    called = call("explain", "--config", config, url)
    assert called.out.count("✓ found") == 1
    assert "[trigger: " in called.out
