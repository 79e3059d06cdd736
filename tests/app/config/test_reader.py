import pytest

from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors
from monitor.app.config.reader import Reader

MONITOR = "version: 1\nmail: {password_file: ../secret}\nstate_dir: state\n"


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "config"
    (folder / "watchlists").mkdir(parents=True)
    (folder / "monitor.yaml").write_text(MONITOR)
    (tmp_path / "secret").write_text("canary\n")
    return folder


@pytest.fixture
def reader(folder):
    def read(named):
        return load(folder, types=("aid_pledge",), environment={}, named=named)

    return Reader(folder, read)


def changed(reader) -> list[bool]:
    """Return what three looks say, one after the other."""
    return [reader.has_changed() for _ in range(3)]


def test_a_change_counts_once_it_rests_until_it_is_read(reader, folder):
    assert reader.read().folder == folder
    assert changed(reader) == [False] * 3
    (folder / "watchlists" / "aid.yaml").write_text("name: aid\n")
    assert changed(reader) == [False, True, True]
    reader.read()
    assert changed(reader) == [False] * 3


def test_who_writes_on_is_not_disturbed(reader, folder):
    reader.read()
    for number in range(3):
        (folder / "sources.yaml").write_text("#" * number)
        assert not reader.has_changed()
    assert reader.has_changed()


def test_secrets_are_watched_that_the_configuration_names_and_state_is_not(reader, folder):
    reader.read()
    (folder / "state").mkdir()
    (folder.parent / "secret").write_text("another\n")
    assert changed(reader)[1:] == [True, True]
    assert reader.read().receivers == ()


def test_what_mends_a_fault_counts_though_it_lies_elsewhere(reader, folder):
    secret = folder.parent / "secret"
    secret.unlink()
    with pytest.raises(ConfigErrors, match="password_file"):
        reader.read()
    assert changed(reader) == [False] * 3, "the same fault is not told again and again"
    secret.write_text("canary\n")
    assert changed(reader)[-1]
    reader.read()
    assert changed(reader) == [False] * 3


def test_what_is_written_while_it_is_read_counts_as_a_change(folder):
    def read(named):
        settings = load(folder, types=(), environment={}, named=named)
        (folder / "actors.yaml").write_text("actors: []\n")
        return settings

    reader = Reader(folder, read)
    reader.read()
    assert changed(reader)[-1]
