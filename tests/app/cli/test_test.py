"""`monitor test`, and the type that CONTRIBUTING.md adds for an example."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from monitor.app.cli.base import configuration
from monitor.app.config.folder import shipped_folder
from monitor.app.rules import rules_of
from monitor.detect.detection import detect
from monitor.extract.sentences import sentences
from tests.fakes.calling import call
from tests.fakes.making import article

CONTRIBUTING = Path(__file__).parents[3] / "CONTRIBUTING.md"
STRIKE = """\
type: strike
sides: against
statuses: [held]
status: {done: held}
acts: {strike: {verbs: ["down tools"], needs: [actor]}}
tests:
  - {text: "Norway downed tools.", status: held}
"""


@pytest.fixture
def example(tmp_path) -> Path:
    """A copy of the shipped configuration with the documentation's example of a type."""
    folder = tmp_path / "config"
    copytree(shipped_folder(), folder)
    block = r"<!-- epidemic.yaml -->\n```yaml\n(.*?)```"
    found = re.search(block, CONTRIBUTING.read_text(), re.DOTALL)
    assert found is not None
    (folder / "lexicon").mkdir()
    (folder / "lexicon" / "epidemic.yaml").write_text(found[1])
    return folder


def own(config: Path, text: str) -> Path:
    (config / "lexicon").mkdir()
    (config / "lexicon" / "strike.yaml").write_text(text)
    return config


def test_the_documented_type_passes_its_own_sentences(example):
    called = call("test", "--config", str(example), "--type", "epidemic")
    assert called.code == 0, called.out
    assert called.out == "epidemic: 10 of 10 sentences right\n10 sentences, none wrong\n"


def test_the_documented_type_is_detected_where_a_watchlist_asks_for_it(example):
    (example / "watchlists" / "desk.yaml").write_text("name: desk\ndevelopments: [epidemic]\n")
    rules = rules_of(configuration(example))
    text = "Uganda declared an Ebola outbreak on Saturday."
    told = article("a", text=text, sentences=sentences(text))
    (found,) = detect(told, tools=rules.tools)
    assert (found.type, found.status, found.objects) == ("epidemic", "confirmed", ("ebola",))
    assert [p.id for p in found.actors] == ["uganda"]


def test_all_shipped_sentences_are_right_whatever_actors_are_configured(config):
    called = call("test", "--config", str(config))
    assert called.code == 0, called.out
    assert called.out.endswith("sentences, none wrong\n")
    assert "vote: 26 of 26 sentences right\n" in called.out


def test_a_wrong_sentence_is_shown_at_its_line_with_what_was_found(config):
    wrong = STRIKE + '  - {text: "Norway downed tools in Oslo.", status: null}\n'
    folder = own(config, wrong + '  - {text: "Norway sang.", status: held}\n')
    called = call("test", "--config", str(folder), "--type", "strike")
    assert called.code == 1
    assert called.out.splitlines() == [
        "lexicon/strike.yaml:8:5: strike",
        "    “Norway downed tools in Oslo.”",
        "  - no strike",
        "  + strike held",
        "      strike held: the verb “downed tools” tells it, as done; nothing tells it as history",
        "lexicon/strike.yaml:9:5: strike",
        "    “Norway sang.”",
        "  - strike held",
        "  + no strike",
        "strike: 1 of 3 sentences right",
        "3 sentences, 2 wrong",
    ]


def test_a_sentence_that_tells_another_type_shows_which(config):
    text = "Norway and Iran signed a ceasefire."
    folder = own(config, STRIKE.replace("Norway downed tools.", text))
    called = call("test", "--config", str(folder), "--type", "strike")
    assert "  + no strike\n      also agreement reached\n" in called.out


def test_sentences_come_as_records_too(config):
    called = call("test", "--config", str(own(config, STRIKE)), "--type", "strike", "--json")
    assert called.code == 0
    assert called.records == [
        {
            "test": "lexicon",
            "file": "lexicon/strike.yaml",
            "line": 7,
            "column": 5,
            "type": "strike",
            "text": "Norway downed tools.",
            "expected": "held",
            "found": ["held"],
            "right": True,
        }
    ]


def test_an_unknown_type_is_wrong_usage(config):
    called = call("test", "--config", str(config), "--type", "strike")
    assert called.code == 2
    assert "there is no such type; known: agreement, aid_pledge" in called.err


def test_a_wrong_lexicon_file_is_a_wrong_configuration(config):
    folder = own(config, STRIKE.replace("[held]", "held"))
    called = call("test", "--config", str(folder))
    assert called.code == 78
    assert called.err.startswith(
        f"{config}/lexicon/strike.yaml:3:11: error: statuses: a list of words"
    )
