"""A new watchlist looks back, beside the store of a daemon and its real receivers."""

import pytest

from monitor.adapters.clock import SystemClock
from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import SECRET, desk
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge

FRESH = "name: fresh\ndevelopments: [aid_pledge]\nactors: {any: [norway]}\nnotify: [late]\n"
AID = "name: aid\ndevelopments: [aid_pledge]\nactors: {any: [ukraine]}\nnotify: [desk]\n"


@pytest.fixture
def late():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def config(tmp_path, late, redis_url):
    """A daemon's folder after one round, which told two pledges to the desk and none to `late`."""
    now = SystemClock().now()
    with newsroom() as room, desk() as first:
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 5)))
        settings = Settings(
            feeds={"harbour": room.feed("harbour")},
            desk=first.url,
            others={"late": f'webhook: {{url: "{late.url}", secret: {SECRET}}}'},
            redis=redis_url,
        )
        folder = settings.write(tmp_path)
        (folder / "watchlists" / "aid.yaml").write_text(AID)
        (tmp_path / "fresh.yaml").write_text(FRESH)
        assert call("once", "--config", str(folder)).code == 0
        assert len(first.alerts) == 2
        yield folder


@pytest.fixture
def look(config, tmp_path):
    def called(*options, **more):
        return call(
            "backtest", "--archive", "--since", "1d", "--config", str(config),
            "--watchlist", str(tmp_path / "fresh.yaml"), "--send", *options, **more,
        )  # fmt: skip

    return called


def test_what_the_list_missed_is_sent_once_and_marked(look, late, config):
    sent = look("--yes")
    *alerts, figures = sent.records
    assert (sent.code, [a["look_back"] for a in alerts]) == (0, [True])
    assert figures == {"kind": "summary", "sent": 1, "known": 0, "receivers": {"late": 1}}
    again = look("--yes")
    assert again.records == [{"kind": "summary", "sent": 0, "known": 1, "receivers": {}}]
    call("once", "--config", str(config))
    (told,) = late.alerts.values()
    assert (told["look_back"], told["watchlists"]) == (True, ["fresh"])


def test_a_reader_is_asked_who_would_get_how_many(look):
    no = look(answers="n\n", terminal=True)
    assert "late: 1 alert\n" in no.err
    assert "nothing was sent" in no.err
    yes = look(answers="y\n", terminal=True)
    assert "1 alert sent to look back; 0 were told before" in yes.out


def test_nothing_is_sent_where_nobody_can_be_asked_or_it_is_too_much(look, config, tmp_path):
    assert "add --yes" in look().err
    (tmp_path / "fresh.yaml").write_text(FRESH.replace("norway", "norway, canada"))
    much = look("--yes", "--most", "1")
    assert (much.code, "2 alerts, more than --most 1: nothing was sent" in much.err) == (2, True)
    assert look("--yes").records[-1]["sent"] == 2


@pytest.mark.parametrize(
    ("change", "options", "said"),
    [
        (("notify: [late]", "notify: []"), (), "nobody is told by fresh"),
        (("", ""), ("--decisions",), "goes with none of"),
    ],
)
def test_what_cannot_be_sent_is_said(look, tmp_path, change, options, said):
    (tmp_path / "fresh.yaml").write_text(FRESH.replace(*change))
    called = look("--yes", *options)
    assert (called.code, said in called.err) == (2, True)


def test_a_look_back_needs_a_list(config):
    called = call("backtest", "--archive", "--config", str(config), "--send", "--yes")
    assert (called.code, "name it with --watchlist" in called.err) == (2, True)


def test_what_is_told_live_afterwards_is_told_with_the_list_in_force(look, config, tmp_path, late):
    look("--yes")
    (config / "watchlists" / "fresh.yaml").write_text(FRESH)
    now = SystemClock().now()
    with newsroom() as room:
        told = pledge(1, before(now, 1))
        room.publish("port", told)
        feed = room.feed("port")
        (config / "sources.yaml").write_text(
            f'sources:\n  - {{id: port, feed: "{feed}", outlet: Port Gazette}}\n'
        )
        call("once", "--config", str(config))
    assert [a["look_back"] for a in late.alerts.values()] == [True]
