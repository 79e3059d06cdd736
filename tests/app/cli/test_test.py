"""`monitor test`, and the type that CONTRIBUTING.md adds for an example."""

import re
from pathlib import Path
from shutil import copytree
from xml.etree.ElementTree import fromstring

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


CASES = """\
cases:
  - name: a pledge is told
    articles: ["Germany pledged 90 million euros in aid to Ukraine on Wednesday."]
    alerts: [{kind: new, type: aid_pledge, amount: 80M EUR}]
  - name: calm is not
    articles: ["The sea is calm."]
    alerts: none
"""


@pytest.fixture
def tested(config) -> Path:
    """A configuration with rule tests, one of which is wrong."""
    (config / "tests").mkdir()
    (config / "tests" / "desk.test.yaml").write_text(CASES)
    return config


def test_a_case_that_is_wrong_is_shown_with_what_was_expected_found_and_why(tested):
    file = f"{tested}/tests/desk.test.yaml"
    called = call("test", "--config", str(tested), file)
    assert called.code == 1
    shown = called.out.splitlines()
    assert shown[:6] == [
        f"{file}:2:5: a pledge is told",
        f"  {file}:4:14: of all articles",
        "      new aid_pledge: Germany pledges €90m to Ukraine",
        "    - amount: 80M EUR",
        "    + amount: 90M EUR",
        f"      {shown[5].strip()}",
    ]
    assert shown[5].startswith("      why: ")
    assert shown[-2:] == [f"{file}: 1 of 2 cases right", "2 cases, 1 wrong"]


def test_cases_of_the_folder_are_run_before_its_sentences(tested):
    called = call("test", "--config", str(tested), "-k", "desk.test", "-v")
    assert called.code == 1
    assert f"right: {tested}/tests/desk.test.yaml:5:5: calm is not\n" in called.out
    assert called.out.endswith("2 cases, 1 wrong\n")


def test_what_is_told_by_nobody_s_doing_is_noted(tested, tmp_path):
    file = tmp_path / "past.test.yaml"
    past = "In 2022 Germany pledged 90 million euros in aid to Ukraine."
    file.write_text(f"cases: [{{name: past, articles: [{past}], alerts: none}}]\n")
    named = call("test", "--config", str(tested), str(file), "-v").out.splitlines()
    assert named[0] == f"right: {file}:1:9: past"
    assert named[1].startswith("    article 1 told nothing: background, aid_pledge ")
    (record,) = call("test", "--config", str(tested), str(file), "--json").records
    assert record["untold"] == [named[1].strip()]
    assert "told nothing" not in call("test", "--config", str(tested), str(file)).out


def test_cases_are_chosen_by_words_and_by_type(tested):
    folder = ("--config", str(tested))
    assert call("test", *folder, "-k", "CALM", "-k", "not").out.endswith("1 case, none wrong\n")
    assert "\n1 case, 1 wrong\n" in call("test", *folder, "--type", "aid_pledge").out
    none = call("test", *folder, "-k", "storm over nowhere")
    assert (none.code, none.err) == (2, "-k: nothing has 'storm over nowhere' in it\n")


def test_other_watchlists_can_be_tried(tested, tmp_path):
    new = tmp_path / "new.yaml"
    new.write_text("name: new\ndevelopments: [meeting]\n")
    file = str(tested / "tests" / "desk.test.yaml")
    called = call("test", "--config", str(tested), file, "--watchlist", str(new))
    assert "    - new aid_pledge · amount: 80M EUR\n    + no such alert\n" in called.out


def test_cases_come_as_records_and_as_junit_too(tested, tmp_path):
    file, report = str(tested / "tests" / "desk.test.yaml"), tmp_path / "junit.xml"
    called = call("test", "--config", str(tested), file, "--json", "--junit", str(report))
    wrong, right = called.records
    assert (right["test"], right["name"], right["right"]) == ("rule", "calm is not", True)
    (fault,) = wrong["faults"]
    assert (fault["expected"], fault["found"]) == (["amount: 80M EUR"], ["amount: 90M EUR"])
    root = fromstring(report.read_text())
    assert (root.get("tests"), root.get("failures")) == ("2", "1")


def test_a_report_that_cannot_be_written_is_wrong_usage(tested):
    file = str(tested / "tests" / "desk.test.yaml")
    called = call("test", "--config", str(tested), file, "--junit", "/nowhere/junit.xml")
    assert (called.code, called.out) == (2, "")  # nothing ran
    assert called.err == "--junit /nowhere/junit.xml: there is no folder /nowhere\n"
    full = call("test", "--config", str(tested), file, "--junit", "/dev/full")
    assert (full.code, full.err) == (2, "/dev/full: No space left on device\n")


def test_a_sentence_that_is_right_is_named_where_that_is_asked_for(config):
    called = call("test", "--config", str(own(config, STRIKE)), "--type", "strike", "-v")
    assert called.out.startswith("right: lexicon/strike.yaml:7:5: strike “Norway downed tools.”\n")


def test_a_wrong_file_of_tests_is_a_wrong_configuration(tested):
    path = tested / "tests" / "desk.test.yaml"
    path.write_text(CASES.replace("alerts: none", "alert: none"))
    called = call("test", "--config", str(tested))
    assert called.code == 78
    assert called.err.startswith(f"{path}:7:5: error: cases[1].alert: unknown key\n")


def test_a_file_that_is_not_read_for_its_name_is_named(tested):
    path = tested / "tests" / "desk.yaml"
    path.write_text(CASES)
    called = call("test", "--config", str(tested), "-k", "calm is not")
    assert called.out.endswith("1 case, none wrong\n")
    assert called.err == f"{path}: warning: not read, for its name does not end with .test.yaml\n"


def test_colours_and_progress_are_shown_where_somebody_watches(tested):
    file = str(tested / "tests" / "desk.test.yaml")
    called = call("test", "--config", str(tested), file, terminal=True, watched=True)
    assert "cases" in called.err
    assert "\x1b[31m    - amount: 80M EUR\x1b[0m\n\x1b[32m    + amount: 90M EUR" in called.out


def test_a_case_can_be_made_of_a_file_of_articles(tested, lines, tmp_path):
    broken = call("test", "--config", str(tested), "--from", str(lines))
    assert (broken.code, "not JSON" in broken.err) == (1, True)
    assert "kind: new, type: aid_pledge" in broken.out
    lines.write_text(lines.read_text().partition("\n")[0])
    made = call("test", "--config", str(tested), "--from", str(lines))
    assert made.code == 0, made.err
    assert "kind: new, type: aid_pledge" in made.out
    path = tmp_path / "made.test.yaml"
    path.write_text(made.out)
    assert call("test", "--config", str(tested), str(path)).out.endswith("1 case, none wrong\n")


def test_no_case_is_made_of_no_articles(tested, tmp_path):
    empty = tmp_path / "empty.jsonl"
    empty.write_text('{"text": " "}\n')
    made = call("test", "--config", str(tested), "--from", str(empty))
    assert (made.code, made.err) == (2, f"{empty}: has 0 articles; a case is made of 1 to 50\n")


def test_the_shipped_watchlists_tell_what_their_tests_say():
    shipped = shipped_folder()
    files = sorted((shipped / "tests").glob("*.test.yaml"))
    assert [f.name.partition(".")[0] for f in files] == [
        f.stem for f in sorted((shipped / "watchlists").glob("*.yaml"))
    ]
    called = call("test", "--config", str(shipped), *map(str, files))
    assert called.code == 0, called.out
