import json

import rich_click as click

from tests.app.cli.conftest import record
from tests.fakes.calling import call

UPDATE = (
    "Canada raised its aid to Ukraine to 105 million euros from 11 million. "
    "Norway could one day give Ukraine more aid. Kristin Berg met Ukraine's envoy in Oslo."
)


def later(text: str) -> str:
    return json.dumps({"id": "b", "published": "2025-12-20T15:00:00Z", "text": text}) + "\n"


def test_a_reader_sees_each_decision_with_its_words_marked_plainly(config):
    called = call("detect", "--explain", "--config", str(config), given=record(0))

    assert called.code == 0
    assert "aid_pledge · pledged · new  canada-0" in called.out
    assert "[party: Canada]" in called.out
    assert "[amount: 11 million euros]" in called.out
    assert "“Canada” is Canada (canada), by its name" in called.out
    assert "amount: €11m" in called.out
    assert "for it: " in called.out
    assert "judged  new, as development " in called.out


def test_on_a_terminal_the_words_stand_as_they_are(config):
    called = call("detect", "--explain", "--config", str(config), given=record(0), terminal=True)
    assert "\x1b[" in called.out
    assert "“Canada will give Ukraine 11 million euros" in click.unstyle(called.out)
    assert "[party: " not in called.out


def test_a_change_is_told_with_what_it_was_compared_with(config):
    given = record(0) + later(UPDATE)
    called = call("detect", "--explain", "--config", str(config), given=given)
    assert "judged  update, as development " in called.out
    assert "the same as development " in called.out
    assert "it changes the amount from 11000000 EUR to 105000000 EUR" in called.out


def test_what_was_left_out_is_shown_with_the_reason(config):
    called = call("detect", "--explain", "--config", str(config), given=later(UPDATE))
    assert "not told: aid_pledge" in called.out
    assert "“Norway could one day give Ukraine more aid.”" in called.out


def test_programs_get_the_records_with_the_trace(config):
    given = record(0) + later(UPDATE)
    called = call("detect", "--explain", "--json", "--config", str(config), given=given)
    first, *others = called.records
    trace = first["explained"]
    assert first["freshness"] == "new"
    assert trace["frame"].startswith("aid_pledge.")
    assert {mark["label"] for mark in trace["marks"]} >= {"party", "trigger", "amount"}
    assert trace["names"][0] == {"text": "Canada", "id": "canada", "name": "Canada", "via": "name"}
    assert trace["told"]["probability"] > 0.5
    assert (trace["verdict"], trace["judged"]) == ("new", ["never told before"])
    assert any(one.get("left_out") for one in others)
    assert {one["explained"]["verdict"] for one in others if "explained" in one} >= {"update"}


def test_broken_lines_are_named_as_without_it(config, lines):
    called = call("detect", "--explain", "--config", str(config), str(lines))
    assert called.code == 1
    assert f"{lines}:2: not JSON" in called.err
    assert "norway-1" in called.out


def test_an_article_in_a_language_without_a_lexicon_is_named(config):
    french = json.dumps({"id": "c", "language": "fr", "text": "Il pleut sur la ville."}) + "\n"
    called = call("detect", "--explain", "--config", str(config), given=french)
    assert (called.code, called.out) == (0, "")
    assert "c: there is no lexicon for the language 'fr'" in called.err


def test_a_type_that_nothing_weighs_is_explained_without_weights(config):
    text = "At least 12 people died in an earthquake in Japan on Friday."
    called = call("detect", "--explain", "--config", str(config), given=later(text))
    assert "disaster · held" in called.out
    assert "casualties: 12 killed" in called.out
    assert "for it: " not in called.out
