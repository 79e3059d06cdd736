from pathlib import Path

import pytest

from monitor.app.config.folder import find_folder, lexicon_files, shipped_folder, watchlist_paths
from monitor.app.config.problems import ConfigErrors


def made(folder: Path, name: str = "monitor.yaml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch()
    return folder


def found(root: Path, given: Path | None = None, **environment: str) -> Path:
    variables = {"HOME": str(root / "home"), **environment}
    return find_folder(given, variables, root, system=root / "etc")


def test_the_first_folder_that_there_is_counts(tmp_path) -> None:
    assert found(tmp_path) == shipped_folder()
    system = made(tmp_path / "etc", "watchlists/a.yaml")
    assert found(tmp_path) == system
    user = made(tmp_path / "home" / ".config" / "monitor", "actors.yaml")
    assert found(tmp_path) == user
    xdg = made(tmp_path / "xdg" / "monitor", "sources.yaml")
    assert found(tmp_path, XDG_CONFIG_HOME=str(tmp_path / "xdg")) == xdg
    here = made(tmp_path / "config")
    assert found(tmp_path) == here
    variable = made(tmp_path / "variable")
    assert found(tmp_path, MONITOR_CONFIG=str(variable)) == variable
    given = made(tmp_path / "given")
    assert found(tmp_path, Path("given"), MONITOR_CONFIG=str(variable)) == given


def test_a_folder_of_other_things_is_passed_over(tmp_path) -> None:
    made(tmp_path / "config", "settings.toml")
    assert found(tmp_path) == shipped_folder()


def test_a_folder_given_that_is_none_is_refused(tmp_path) -> None:
    with pytest.raises(ConfigErrors, match=r"gone: is no folder: expected monitor\.yaml, "):
        found(tmp_path, Path("gone"))


def test_a_folder_given_without_a_configuration_is_refused(tmp_path) -> None:
    made(tmp_path / "empty", "notes.txt")
    with pytest.raises(ConfigErrors, match=r"empty: holds no configuration: expected"):
        found(tmp_path, tmp_path / "empty")


def test_the_shipped_folder_holds_a_configuration() -> None:
    assert (shipped_folder() / "monitor.yaml").is_file()


def test_watchlists_are_found_by_name_without_what_editors_hide(tmp_path) -> None:
    for name in ("b.yaml", "a.yaml", ".#a.yaml", "c.txt"):
        made(tmp_path, f"watchlists/{name}")
    assert [path.name for path in watchlist_paths(tmp_path)] == ["a.yaml", "b.yaml"]


def test_lexicon_files_come_by_name_with_their_places(tmp_path) -> None:
    made(tmp_path, "lexicon/en/aid.yaml")
    (tmp_path / "lexicon/en/aid.yaml").write_text("type: aid\n", encoding="utf-8")
    made(tmp_path, "lexicon/de/aid.yaml")
    ((name, document),) = lexicon_files(tmp_path)
    assert (name, document.value) == ("aid", {"type": "aid"})
    assert (document.name, document.where(("type",))) == ("lexicon/en/aid.yaml", (1, 7))
    assert lexicon_files(tmp_path / "lexicon") == ()


def test_all_broken_lexicon_files_are_told(tmp_path) -> None:
    for name in ("a", "b"):
        made(tmp_path, f"lexicon/en/{name}.yaml")
        (tmp_path / f"lexicon/en/{name}.yaml").write_text("a: b: c\n", encoding="utf-8")
    with pytest.raises(ConfigErrors) as caught:
        lexicon_files(tmp_path)
    assert [p.file for p in caught.value.problems] == ["lexicon/en/a.yaml", "lexicon/en/b.yaml"]
