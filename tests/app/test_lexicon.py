import pytest

from monitor.app.config.problems import ConfigErrors
from monitor.app.lexicon import known_types, lexicon_documents, shipped_types

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
