import gzip
import json
import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.adapters.archive.writing import Writer
from monitor.model.moment import Stamp
from tests.app.cli.conftest import record
from tests.fakes.archive import NOON, archived
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


def test_a_reader_of_decisions_sees_one_line_each(config):
    called = call(
        "backtest", "--config", str(config), "--decisions", given=record(0), terminal=True
    )
    assert "aid_pledge in canada-0" in called.out
    assert called.out.count("\n") == 1


def test_a_reader_sees_how_often_each_watchlist_would_be_told(config, lines):
    called = call("backtest", "--config", str(config), str(lines), terminal=True)
    assert called.code == 1
    for told in ("2 articles", "2 alerts in all", "Alerts by day", "2025-12-20", "The last of"):
        assert told in called.out


def test_the_figures_are_a_record_too(config):
    copy = record(0, id="copied", outlet="River Gazette", published="2025-12-21T10:00:00Z")
    called = call(
        "backtest", "--config", str(config), "--summary", "--json", given=record(0) + copy
    )
    (figures,) = called.records
    (asked,) = figures["watchlists"].values()
    assert (figures["articles"], figures["copies"], figures["alerts"]) == (2, 1, 1)
    assert (figures["first"], figures["last"]) == ("2025-12-20", "2025-12-21")
    assert figures["verdicts"] == {"known": 1, "new": 1}
    assert (asked["kinds"], asked["days"]) == ({"new": 1}, {"2025-12-20": 1})


def test_nothing_to_read_is_no_fault(config, tmp_path):
    (tmp_path / "none.jsonl").write_text("")
    called = call("backtest", "--config", str(config), str(tmp_path / "none.jsonl"), terminal=True)
    assert (called.code, "0 alerts in all" in called.out) == (0, True)


@pytest.mark.parametrize("options", [(), ("--decisions",), ("--no-cache",)])
def test_a_second_call_writes_the_same_to_the_byte(config, lines, tmp_path, options):
    packed = tmp_path / "articles.jsonl.gz"
    packed.write_bytes(gzip.compress(lines.read_bytes()))
    first, second = (
        call("backtest", "--config", str(config), str(packed), *options) for _ in range(2)
    )
    assert (first.out, first.err, first.code) == (second.out, second.err, second.code)
    assert first.code == 1
    kept = list((tmp_path / "state" / "backtests").glob("*"))
    assert len(kept) == (options != ("--no-cache",))


def test_files_are_judged_once_for_a_length_of_time_and_again_when_that_was_damaged(
    config, lines, tmp_path
):
    asked = ("backtest", "--config", str(config), str(lines), "--since", "9999d", "--until", "1d")
    cache = ("--cache", str(tmp_path / "here"), "--summary", "--json")
    told = [call(*asked, *cache).records[0]["kept"] for _ in range(2)]
    (kept,) = (tmp_path / "here").iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    anew = call(*asked, *cache)
    assert (*told, anew.records[0]["kept"]) == (False, True, False)
    assert "damaged, and was judged anew" in anew.err


def test_a_changed_watchlist_is_asked_of_what_was_judged_before(config, lines, tmp_path):
    only = tmp_path / "norway.yaml"
    told = []
    for actor in ("norway", "canada"):
        only.write_text(WATCHLIST.replace("norway", actor))
        shown = call("backtest", str(lines), "--config", str(config), "--watchlist", str(only),
                     "--summary", "--json")  # fmt: skip
        told += shown.records
    assert [one["kept"] for one in told] == [False, True]
    assert [list(one["watchlists"]) for one in told] == [["norway"], ["canada"]]


def test_a_folder_for_what_is_kept_may_be_named(config, lines, tmp_path):
    call("backtest", str(lines), "--config", str(config), "--cache", str(tmp_path / "here"))
    assert len(list((tmp_path / "here").iterdir())) == 1


@pytest.fixture
def archive(config, tmp_path):
    """The archive of the configuration, with two pledges of two days; one of them has no date."""
    texts = [json.loads(record(number))["text"] for number in (0, 1)]
    writer = Writer(tmp_path / "state" / "archive" / "articles.sqlite", reserve=0)
    writer.write(
        archived(number, text=text, read_at=NOON + timedelta(days=number), published=published)
        for number, (text, published) in enumerate(zip(texts, (Stamp(at=NOON), None), strict=True))
    )
    writer.close()


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((), ["canada", "norway"]),
        (("--since", "2025-12-21"), ["norway"]),
        (("--until", "2025-12-20"), ["canada"]),
        (("--since", "1h"), []),
    ],
)
def test_the_archive_is_replayed_as_far_as_asked(config, span, expected):
    called = call("backtest", "--archive", "--config", str(config), *span)
    assert called.code == 0
    assert [a["development"]["actors"][0]["id"] for a in called.records] == expected


@pytest.mark.usefixtures("archive")
def test_a_growing_archive_is_judged_once_an_hour_and_that_is_said(config):
    first, second = (call("backtest", "--archive", "--config", str(config)) for _ in range(2))
    assert first.out == second.out
    assert first.err == ""
    assert "--no-cache judges anew" in second.err


@pytest.mark.usefixtures("archive")
def test_figures_of_the_archive_say_up_to_when_it_was_read(config, lists, tmp_path):
    asked, page = ("backtest", "--archive", "--config", str(config)), tmp_path / "report.html"
    for _ in range(2):
        shown = call(*asked, "--report", str(page), terminal=True)
        assert re.search(r"to 2025-12-21, as of \d\d:\d\d UTC: ", shown.out)
        assert re.search(r"The archive as of .*, \d\d:\d\d UTC\.", page.read_text())
    (figures,) = call(*asked, "--summary", "--json").records
    assert figures["as_of"].endswith("Z")
    assert "the same, as of " in call(*asked, "--diff", *lists, terminal=True).out
    assert call(*asked, "--diff", *lists).records[-1]["as_of"].endswith("Z")


@pytest.mark.usefixtures("archive")
def test_a_reader_who_names_no_file_gets_the_archive(config):
    called = call("backtest", "--config", str(config), answers="", terminal=True)
    assert "2 articles from 2025-12-20 to 2025-12-21" in called.out


def test_files_are_read_as_far_as_asked(config, lines):
    called = call("backtest", "--config", str(config), "--since", "2025-12-21", str(lines))
    assert called.out == ""


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--since", "once"), "'once' is no moment"),
        (("--archive", "articles.jsonl"), "not both"),
    ],
)
def test_what_cannot_be_meant_is_said(config, wrong, said):
    called = call("backtest", "--config", str(config), *wrong)
    assert (called.code, said in called.err) == (2, True)


def test_a_reader_may_ask_for_records(config):
    called = call("backtest", "--config", str(config), "--json", given=record(0), terminal=True)
    assert [one["kind"] for one in called.records] == ["new"]


def test_progress_is_shown_beside_the_records_not_among_them(config):
    called = call("backtest", "--config", str(config), given=record(0), watched=True)
    assert len(called.records) == 1
    assert "replaying" in called.err


@pytest.fixture
def lists(tmp_path):
    """Two states of a watchlist in files of their own."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(WATCHLIST)
    new.write_text(WATCHLIST.replace("[norway]", "[norway, canada]"))
    return str(old), str(new)


def test_two_states_of_a_watchlist_are_compared(config, lines, lists):
    called = call("backtest", "--config", str(config), "--diff", *lists, str(lines))
    *differences, figures = called.records
    assert [(one["kind"], one["why"]) for one in differences] == [
        (
            "gained",
            [
                "norway, before: actors.any: none of them takes part",
                "norway, now: actors.any: canada takes part",
            ],
        )
    ]
    assert (figures["same"], figures["gained"], called.code) == (1, 1, 1)
    assert (figures["old"], figures["new"]) == lists


def test_a_reader_sees_what_differs_and_why(config, lines, lists):
    called = call(
        "backtest", "--config", str(config), "--diff", *lists[::-1], str(lines), terminal=True
    )
    for told in ("0 gained, 1 lost, 0 changed, 1 the same", "- 2025-12-20 new", "now: actors.any"):
        assert told in called.out


def test_long_lists_of_differences_are_cut_for_a_reader(config, lists, tmp_path):
    Path(lists[1]).write_text("name: norway\ndevelopments: all\nnotify: []\n")
    many = tmp_path / "many.jsonl"
    many.write_text("".join(record(number) for number in range(45)))
    called = call("backtest", "--config", str(config), "--diff", *lists, str(many), terminal=True)
    assert "… and" in called.out


def test_a_list_is_compared_with_the_one_of_its_name_in_force(config, lines, lists, tmp_path):
    (tmp_path / "config" / "watchlists" / "norway.yaml").write_text(WATCHLIST)
    called = call("backtest", "--config", str(config), "--diff", lists[1], str(lines))
    assert [one["kind"] for one in called.records] == ["lost", "summary"]
    same = call("backtest", "--config", str(config), "--diff", lists[0], given=record(1))
    assert ([one["kind"] for one in same.records], same.code) == (["summary"], 0)


def test_a_list_whose_name_nobody_has_needs_another_to_compare_with(config, lines, lists):
    called = call("backtest", "--config", str(config), "--diff", lists[0], str(lines))
    assert (called.code, "no watchlist in force is named norway" in called.err) == (2, True)


def test_two_folders_are_compared_whole(config, lines, tmp_path):
    other = tmp_path / "other"
    shutil.copytree(config, other)
    with (other / "actors.yaml").open("a") as actors:
        actors.write("  - {id: xanadu, name: Xanadu, kind: state}\n")
    (other / "watchlists" / "norway.yaml").write_text("name: all\ndevelopments: all\nnotify: []\n")
    called = call("backtest", "--diff", str(config), str(other), str(lines))
    assert called.records[-1]["new"] == str(other)
    assert {one["kind"] for one in called.records} >= {"changed", "summary"}
    once = call("backtest", "--diff", str(config), str(other), given=record(0))
    assert (once.code, "can be read twice" in once.err) == (2, True)
    force = call("backtest", "--config", str(other), "--diff", str(config), str(lines))
    assert force.records[-1]["new"] == "in force"
    assert force.records[:-1] == called.records[:-1]


def test_a_report_is_one_page_with_what_differs(config, lines, lists, tmp_path):
    page = tmp_path / "report.html"
    called = call(
        "backtest", "--config", str(config), "--diff", *lists, str(lines), "--report", str(page)
    )
    assert (called.code, f"the report is in {page}" in called.err) == (1, True)
    for told in ("What differs", "Gained: 1", "All alerts", "Alerts over time"):
        assert told in page.read_text()


def test_a_report_that_cannot_be_written_is_said(config, tmp_path):
    called = call(
        "backtest", "--config", str(config), "--report", str(tmp_path / "no" / "r.html"), given=""
    )
    assert (called.code, "No such file" in called.err) == (2, True)


def test_what_people_said_is_obeyed_and_is_another_run(config, lines, tmp_path):
    kept = tmp_path / "state" / "backtests"
    labels = tmp_path / "labels.jsonl"
    first = call("backtest", "--config", str(config), str(lines), "--decisions").records
    ids = [one["article"] for one in first]
    sides = [
        {
            "development": {"id": one["development_id"]},
            "evidence": {"article": one["article"], "start": one["start"], "end": one["end"]},
        }
        for one in first
    ]
    said = {"opinion": "same", "at": "2025-12-21T00:00:00Z", "sides": sides}
    labels.write_text(json.dumps(said) + "\n")
    joined = call("backtest", "--config", str(config), str(lines), "--decisions",
                  "--feedback", str(labels)).records  # fmt: skip
    assert [one["article"] for one in joined] == ids
    assert len({one["development_id"] for one in first}) == 2
    assert len({one["development_id"] for one in joined}) == 1
    assert len(list(kept.iterdir())) == 2
