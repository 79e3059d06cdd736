import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.app.config.entries import add, line, with_entries
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.yaml import parse_yaml
from monitor.errors import UsageError

QUAY = {"id": "quay", "feed": "https://quay.example/rss?a=1&b=2", "outlet": "The Quay"}
FILE = """# mine
sources:
    # the harbour
    - {id: harbour, feed: "https://harbour.example/", outlet: Harbour}  # stays
# the end
"""


def test_an_entry_is_one_readable_line():
    assert line(QUAY) == "- {id: quay, feed: https://quay.example/rss?a=1&b=2, outlet: The Quay}"


def test_keys_that_mean_more_in_yaml_are_put_in_quotes():
    entry = {**QUAY, "header_files": {"#x": "door", "X-Key": "door"}}
    assert '{"#x": door, X-Key: door}' in line(entry)
    assert parse_yaml(line(entry), name="x").value == [entry]


def test_every_line_of_the_file_stays_as_it_is():
    after = with_entries(FILE, [QUAY])
    assert after.startswith(FILE)
    assert after.endswith(f"    {line(QUAY)}\n")


@pytest.mark.parametrize("text", ["", "# none yet\n", "sources: []\n", "sources:\n", "sources: []"])
def test_a_file_without_sources_gets_its_first(text):
    after = with_entries(text, [QUAY])
    assert parse_yaml(after, name="x").value == {"sources": [QUAY]}


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{id: a, feed: 'https://a.example/', outlet: A}]\n",
        "sources:\n- {id: a, feed: 'https://a.example/', outlet: A}\n...\n",
    ],
)
def test_a_list_that_cannot_be_added_to_is_left_alone_and_the_line_is_told(text):
    with pytest.raises(UsageError, match=r"put in by hand:\n  - \{id: quay"):
        with_entries(text, [QUAY])


def test_a_file_that_is_wrong_already_is_not_added_to():
    with pytest.raises(ConfigErrors):
        with_entries("sources: [", [QUAY])


def test_an_entry_that_would_be_wrong_is_not_added(tmp_path):
    with pytest.raises(ConfigErrors, match="exactly one of"):
        add(tmp_path, [{"id": "quay", "outlet": "Q"}])
    assert list(tmp_path.iterdir()) == []


VALUES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), min_size=1, max_size=30),
    st.sampled_from(
        ["true", "no", "12", "1e3", "a: b", "a #b", "~", "null", "{", "[a]", "- a", "x:"]
    ),
    st.booleans(),
    st.dictionaries(st.sampled_from(["url", "text"]), st.just("a[*].b"), min_size=1),
)


@given(st.dictionaries(st.sampled_from(["id", "outlet", "feed", "fields"]), VALUES, min_size=1))
def test_what_is_written_is_what_was_meant(entry):
    assert parse_yaml(line(entry), name="x").value == [entry]


def test_entries_are_added_to_the_file_in_one_step(tmp_path):
    path = tmp_path / "sources.yaml"
    path.write_text(FILE)
    path.chmod(0o640)
    assert add(tmp_path, [QUAY]) == path
    assert path.read_text() == with_entries(FILE, [QUAY])
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in tmp_path.iterdir()] == ["sources.yaml"]


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="name a folder by --config"):
        add(tmp_path / "absent", [QUAY])


def test_a_file_that_cannot_be_replaced_leaves_nothing_behind(tmp_path):
    (tmp_path / "sources.yaml").mkdir()
    with pytest.raises(UsageError):
        add(tmp_path, [QUAY])
    assert [p.name for p in tmp_path.iterdir()] == ["sources.yaml"]
