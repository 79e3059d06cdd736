from pathlib import Path

import pytest

from monitor.app.config.watched import digest, signature, yaml_files


@pytest.fixture
def folder(tmp_path) -> Path:
    for name in ("monitor.yaml", "watchlists/aid.yaml", "lexicon/de/aid.yaml"):
        file = tmp_path / "config" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"# {name}\n")
    return tmp_path / "config"


def test_what_is_read_is_watched_and_what_editors_and_tests_leave_is_not(folder):
    for name in (".monitor.yaml.swp", ".git/a.yaml", "tests/a.test.yaml", "notes.txt", "a.yaml~"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("a: 1\n")
    names = [file.relative_to(folder).as_posix() for file in yaml_files(folder)]
    assert names == ["lexicon/de/aid.yaml", "monitor.yaml", "watchlists/aid.yaml"]


def written(folder):
    (folder / "monitor.yaml").write_text("# other\n")


def replaced_by_one_that_looks_the_same(folder):
    other = folder / ".tmp"
    other.write_text((folder / "monitor.yaml").read_text())
    other.rename(folder / "monitor.yaml")


def added(folder):
    (folder / "watchlists" / "new.yaml").write_text("name: new\n")


def removed(folder):
    (folder / "lexicon" / "de" / "aid.yaml").unlink()


@pytest.mark.parametrize("change", [written, replaced_by_one_that_looks_the_same, added, removed])
def test_a_change_gives_another_signature(folder, change):
    before = signature(yaml_files(folder))
    assert signature(yaml_files(folder)) == before
    change(folder)
    assert signature(yaml_files(folder)) != before


def test_a_file_that_appears_where_one_was_missed_gives_another_signature(folder):
    secret = folder.parent / "secret"
    before = signature([secret])
    secret.write_text("canary")
    assert signature([secret]) != before


def test_a_folder_that_is_named_as_a_file_has_none_of_its_own_changes(folder):
    before = signature([folder])
    (folder / "other.yaml").touch()
    assert signature([folder]) == before


def test_the_digest_is_that_of_names_and_contents_wherever_they_lie(folder, tmp_path):
    first = digest(folder, yaml_files(folder))
    moved = folder.rename(tmp_path / "elsewhere")
    assert digest(moved, yaml_files(moved)) == first
    assert len(first) == 12
    (moved / "watchlists" / "aid.yaml").rename(moved / "watchlists" / "bid.yaml")
    assert digest(moved, yaml_files(moved)) != first


def test_a_folder_that_is_gone_has_no_files(tmp_path):
    assert yaml_files(tmp_path / "gone") == ()
    assert digest(tmp_path, [tmp_path / "gone.yaml"]) == digest(tmp_path, [tmp_path / "gone.yaml"])
