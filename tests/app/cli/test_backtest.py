import pytest

from tests.app.cli.conftest import record
from tests.fakes.calling import call

WATCHLIST = "name: norway\ndevelopments: [aid_pledge]\nactors: {any: [norway]}\nnotify: []\n"
TO_KENYA = "Norway pledged 18 million euros in aid to Kenya on Saturday."
NO_GIVER = "About 3 million euros in aid were pledged to Ukraine on Saturday."


def test_alerts_come_in_the_order_of_their_articles_dates(config):
    called = call("backtest", "--config", str(config), given=record(1) + record(0))

    assert called.code == 0
    assert [a["development"]["actors"][0]["id"] for a in called.records] == ["canada", "norway"]
    assert {a["kind"] for a in called.records} == {"new"}
    assert all(a["evidence"][0]["sentence"] for a in called.records)


def test_decisions_tell_every_judged_mention(config):
    copy = record(0, id="copied", outlet="River Gazette", published="2025-12-20T10:00:00Z")
    called = call("backtest", "--config", str(config), "--decisions", given=record(0) + copy)

    rows = [(one["article"], one["verdict"]) for one in called.records]
    assert rows == [("canada-0", "new"), ("copied", "known")]
    assert len({one["development_id"] for one in called.records}) == 1


def test_a_watchlist_named_takes_the_place_of_those_of_the_folder(config, tmp_path):
    only = tmp_path / "norway.yaml"
    only.write_text(WATCHLIST)
    called = call(
        "backtest", "--config", str(config), "--watchlist", str(only), given=record(0) + record(1)
    )
    assert [alert["watchlists"] for alert in called.records] == [["norway"]]


def test_a_held_mention_has_one_row_at_the_end_of_its_hold(config):
    held = record(7, id="held", title="Aid", text=NO_GIVER, published="2025-12-20T09:00:00Z")
    later = record(1, title="Aid", text=TO_KENYA, published="2025-12-20T12:00:00Z")
    called = call("backtest", "--config", str(config), "--decisions", given=held + later)

    rows = [(one["article"], one["verdict"]) for one in called.records]
    assert rows == [("held", "new"), ("norway-1", "new")]


def test_holds_that_are_left_are_told_at_the_end(config):
    held = record(7, id="held", title="Aid", text=NO_GIVER)
    called = call("backtest", "--config", str(config), given=held)
    assert [alert["kind"] for alert in called.records] == ["new"]


def test_broken_lines_are_named_and_the_rest_is_done(config, lines):
    called = call("backtest", "--config", str(config), str(lines))
    assert (called.code, len(called.records)) == (1, 2)
    assert f"{lines}:2:" in called.err


@pytest.mark.parametrize(("options", "word"), [((), "new"), (("--decisions",), "aid_pledge in")])
def test_a_reader_sees_one_line_each(config, options, word):
    called = call("backtest", "--config", str(config), *options, given=record(0), terminal=True)
    assert word in called.out
    assert called.out.count("\n") == 1


def test_a_reader_may_ask_for_records(config):
    called = call("backtest", "--config", str(config), "--json", given=record(0), terminal=True)
    assert [one["kind"] for one in called.records] == ["new"]


def test_progress_is_shown_beside_the_records_not_among_them(config):
    called = call("backtest", "--config", str(config), given=record(0), watched=True)
    assert len(called.records) == 1
    assert "replaying" in called.err
