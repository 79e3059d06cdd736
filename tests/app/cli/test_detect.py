import json

from tests.app.cli.conftest import record
from tests.fakes.calling import call


def test_mentions_come_by_article_and_a_broken_line_is_named(config, lines):
    called = call("detect", "--config", str(config), str(lines))

    assert [one["article"] for one in called.records] == ["canada-0", "norway-1"]
    assert {one["freshness"] for one in called.records} == {"new"}
    assert called.code == 1
    assert f"{lines}:2: not JSON" in called.err


def test_standard_input_is_read_where_no_file_is_named(config):
    called = call("detect", "--config", str(config), given=record(0))
    assert (called.code, [one["type"] for one in called.records]) == (0, ["aid_pledge"])


def test_a_line_that_is_no_object_and_one_without_text_are_named(config):
    called = call("detect", "--config", str(config), "-", given='[1]\n{"id": "x"}\n' + record(0))

    assert called.code == 1
    assert "-:1: not a JSON object" in called.err
    assert "-:2:" in called.err
    assert len(called.records) == 1


def test_a_file_that_is_not_there_is_wrong_usage(config):
    called = call("detect", "--config", str(config), "/nonexistent/articles.jsonl")
    assert called.code == 2
    assert called.err == "/nonexistent/articles.jsonl: No such file or directory\n"


def test_a_packed_file_that_is_cut_short_is_wrong_usage(config, tmp_path, packed):
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(packed.read_bytes()[:60])
    assert call("detect", "--config", str(config), str(cut)).code == 2


def test_a_reader_sees_the_sentence_and_the_reasons(config):
    called = call("detect", "--config", str(config), given=record(0), terminal=True)

    assert "aid_pledge · pledged · new" in called.out
    assert "“Canada will give Ukraine 11 million euros" in called.out


def test_a_reader_may_ask_for_records(config):
    called = call("detect", "--config", str(config), "--json", given=record(0), terminal=True)
    assert [one["type"] for one in called.records] == ["aid_pledge"]


def test_an_article_is_read_in_its_language_and_one_without_a_lexicon_is_named(config):
    german = {"id": "a", "language": "de", "published": "2026-03-04"}
    german["text"] = "Japan hat der Ukraine am Dienstag 300 Millionen Euro zugesagt."
    french = {"id": "b", "language": "fr", "text": "Oslo promet 300 millions d'euros."}
    given = json.dumps(german) + "\n" + json.dumps(french) + "\n"
    called = call("detect", "--config", str(config), given=given)
    assert [(one["article"], one["status"]) for one in called.records] == [("a", "pledged")]
    assert called.err == (
        "b: there is no lexicon for the language 'fr': story-level only, nothing is detected\n"
    )
    assert called.code == 0
