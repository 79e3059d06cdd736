"""What can be used of a broken configuration, for who looks for the store of a daemon."""

from pathlib import Path

import pytest

from monitor.app.config.loading import salvage
from tests.fakes.daemon import Settings


@pytest.fixture
def folder(tmp_path) -> Path:
    return Settings(feeds={}, desk="https://d.example/", redis="redis://a.example").write(tmp_path)


def test_what_is_right_is_used_whatever_else_is_wrong(folder, tmp_path):
    (folder / "sources.yaml").write_text("sources: [\n")
    (folder / "watchlists" / "aid.yaml").write_text("name: [aid]\n")
    path = folder / "monitor.yaml"
    path.write_text(path.read_text() + "catch_upp: 3h\nretention: {articles: soon}\n")
    found = salvage(folder, environment={"MONITOR_NONSENSE": "1"})
    assert found is not None
    assert found.redis == "redis://a.example"
    assert found.state_dir == tmp_path / "state"
    assert [receiver.name for receiver in found.receivers] == ["desk"]
    assert found.sources == ()


def test_where_there_is_no_monitor_yaml_the_defaults_hold(folder):
    (folder / "monitor.yaml").unlink()
    found = salvage(folder, environment={"STATE_DIRECTORY": "/var/lib/monitor"})
    assert found is not None
    assert (found.redis, found.state_dir) == ("embedded", Path("/var/lib/monitor"))


@pytest.mark.parametrize(
    "text", ["state_dir: [\n", "- a\n", "redis: nonsense\n", "state_dir: [a]\n", "a: {{\n"]
)
def test_where_it_does_not_tell_the_store_nothing_is_used(folder, text):
    (folder / "monitor.yaml").write_text(text)
    assert salvage(folder, environment={}) is None
