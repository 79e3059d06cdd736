import pytest

from monitor.app.config.problems import ConfigErrors
from monitor.app.lexicon import (
    known_types,
    languages,
    lexicon_data,
    lexicon_documents,
    shipped_types,
    story_level,
)
from monitor.detect.lexicon.reading import build

STRIKE = """\
type: strike
statuses: [held]
acts:
  strike:
    verbs: [strike]
    needs: [actor]
"""


def own(tmp_path, text: str, name: str = "lexicon/strike.yaml"):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return tmp_path


def test_a_type_of_the_folder_s_own_may_be_named_by_watchlists(tmp_path):
    assert known_types(own(tmp_path, STRIKE)) == (*shipped_types(), "strike")


@pytest.mark.parametrize("name", ["lexicon/mine.yaml", "lexicon/en/mine.yaml"])
def test_a_file_of_a_shipped_type_takes_its_place(tmp_path, name):
    text = "type: vote\nstatuses: [held]\n"
    mine = [d for d in lexicon_documents(own(tmp_path, text, name)) if d.value == {
        "type": "vote", "statuses": ["held"]}]  # fmt: skip
    names = [d.name for d in lexicon_documents(tmp_path)]
    assert [d.name for d in mine] == [name]
    assert "vote.yaml" not in names
    assert "meeting.yaml" in names


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (("[strike]", "[strike, 3]"), "lexicon/strike.yaml:5:21: acts.strike.verbs[2]: a word"),
        (("[actor]", "[hat]"), "lexicon/strike.yaml:6:12: acts.strike.needs: 'hat' is"),
        (("verbs: [strike]", "verb: [x]"), "lexicon/strike.yaml:5:5: acts.strike: unknown"),
        (("statuses: [held]", "statuses: held"), "lexicon/strike.yaml:2:11: statuses: a list"),
        (("statuses: [held]", "colour: red"), "lexicon/strike.yaml:2:1: unknown field colour"),
        ((STRIKE, "type: [a]\n"), "lexicon/strike.yaml:1:7: type: a word is needed"),
        ((STRIKE, "[]\n"), "lexicon/strike.yaml:1:1: fields are needed here"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_line_and_column(tmp_path, wrong, told):
    with pytest.raises(ConfigErrors) as caught:
        lexicon_documents(own(tmp_path, STRIKE.replace(*wrong)))
    assert str(caught.value).startswith(told)


def test_faults_of_all_files_are_told_at_once(tmp_path):
    own(tmp_path, STRIKE.replace("[held]", "held"))
    with pytest.raises(ConfigErrors) as caught:
        lexicon_documents(own(tmp_path, "type: x\n", "lexicon/x.yaml"))
    assert [p.file for p in caught.value.problems] == ["lexicon/strike.yaml", "lexicon/x.yaml"]


def test_a_language_is_a_folder_shipped_or_of_the_folder_s_own(tmp_path):
    assert languages(tmp_path) == ("de", "en", "uk")
    own(tmp_path, "language: eo\n", "lexicon/eo/language.yaml")
    own(tmp_path, "type: x\n", "lexicon/fr/x.yaml")
    assert languages(tmp_path) == ("de", "en", "eo", "uk")
    assert story_level("fr").endswith("story-level only, nothing is detected")


def test_what_a_type_is_like_is_told_once_for_all_languages(tmp_path):
    lexicon = build(lexicon_data(tmp_path, "de"))
    english = build(lexicon_data(tmp_path))
    assert set(lexicon.types) == {"aid_pledge", "meeting", "agreement", "sanction"}
    for kind, event in lexicon.types.items():
        assert event.nature == english.types[kind].nature


def test_a_file_of_a_language_s_folder_is_of_that_language_alone(tmp_path):
    own(tmp_path, STRIKE)
    own(tmp_path, "type: meeting\nacts: {}\n", "lexicon/de/meeting.yaml")
    names = [d.name for d in lexicon_documents(tmp_path, "de")]
    assert "lexicon/de/meeting.yaml" in names
    assert "de/sanction.yaml" in names
    assert "lexicon/strike.yaml" not in names
    assert "lexicon/de/meeting.yaml" not in [d.name for d in lexicon_documents(tmp_path)]


def test_a_fault_in_another_language_is_told_at_its_line(tmp_path):
    text = "type: meeting\nacts:\n  meet:\n    verbs: ['treff:none']\n"
    with pytest.raises(ConfigErrors, match=r"lexicon/de/meeting\.yaml:4:5: .* no class 'none'"):
        lexicon_documents(own(tmp_path, text, "lexicon/de/meeting.yaml"), "de")


def test_a_language_without_a_folder_has_no_documents(tmp_path):
    assert lexicon_documents(tmp_path, "fr") == ()


def test_a_document_that_is_no_mapping_is_left_as_it_is(tmp_path):
    with pytest.raises(ConfigErrors, match="fields are needed here"):
        lexicon_data(own(tmp_path, "[]\n", "lexicon/de/odd.yaml"), "de")
