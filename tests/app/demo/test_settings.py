import stat
from datetime import UTC, datetime, timedelta

import pytest

from monitor.app.demo.newsroom import Newsroom
from monitor.app.demo.outlets import OUTLETS
from monitor.app.demo.settings import Places, configuration
from monitor.model.source import SourceKind

PORTS = {one.id: 40_000 + number for number, one in enumerate(OUTLETS)}
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@pytest.fixture
def places(tmp_path):
    made = Places(out=tmp_path / "a place: with #signs")
    made.prepare("whsec_c3RvcnkgdG9sZCBhdCBvbmNl")
    return made


def test_the_configuration_is_read_as_it_was_meant(places):
    read = configuration(
        places,
        Newsroom(opened=NOW, ports=PORTS),
        webhook="http://127.0.0.1:9/alerts",
        smtp="smtp://127.0.0.1:9",
    )

    assert read.state_dir == places.state
    assert [r.name for r in read.receivers] == ["desk", "mail"]
    assert read.receivers[0].target.secrets == ("whsec_c3RvcnkgdG9sZCBhdCBvbmNl",)
    assert [w.notify for w in read.watchlists] == [("desk", "mail")]
    assert {s.outlet for s in read.sources} == {o.name for o in OUTLETS}
    assert {s.kind for s in read.sources} == {
        SourceKind.FEED,
        SourceKind.SITEMAP,
        SourceKind.LISTING,
    }
    assert {s.every for s in read.sources} == {timedelta(seconds=1)}
    assert len(read.registry.actors) > 250
    assert read.web is None
    assert read.warnings == ()


def test_a_place_is_used_once_a_demo_was_prepared_there(places, tmp_path):
    assert places.used()
    assert not Places(out=tmp_path).used()


def test_the_secret_is_readable_by_its_owner_alone(places):
    assert stat.S_IMODE(places.secret.stat().st_mode) == 0o600
