from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from monitor.app.config.restart import until_restart
from monitor.app.config.settings import Configuration, Network, Retention, WebSettings

DAY = timedelta(days=1)
STARTED = Configuration(folder=Path("config"), state_dir=Path("state"))


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ({"state_dir": Path("elsewhere")}, "state_dir"),
        ({"redis": "redis://a.example"}, "redis"),
        ({"appendfsync": "always"}, "redis_options"),
        ({"allow_volatile": True}, "redis_options"),
        ({"web": None}, "web.listen"),
        ({"web": WebSettings(port=1)}, "web.listen"),
        ({"retention": Retention(articles=DAY)}, "retention.articles"),
        ({"retention": Retention(developments=DAY)}, "retention.developments"),
    ],
)
def test_what_a_daemon_stands_on_stays_as_it_was_at_the_start_and_is_named(change, waits):
    assert until_restart(STARTED, replace(STARTED, **change)) == (STARTED, (waits,))


@pytest.mark.parametrize(
    "change",
    [
        {"network": Network(allow=(ip_network("127.0.0.0/8"),))},
        {"web": WebSettings(token="sesame")},
        {"web": WebSettings(public_url="https://desk.example.org")},
        {"retention": Retention(archive=DAY)},
        {"retention": Retention(archive=timedelta(0))},
        {"retention": Retention(archive_size=1)},
        {"catch_up": DAY, "contact": "desk@example.org"},
    ],
)
def test_all_else_changes_at_once(change):
    wanted = replace(STARTED, **change)
    assert until_restart(STARTED, wanted) == (wanted, ())


def test_what_was_off_at_the_start_stays_off():
    off = replace(STARTED, web=None, retention=Retention(archive=timedelta(0)))
    possible, waits = until_restart(off, STARTED)
    assert (possible.web, possible.retention.archive) == (None, timedelta(0))
    assert waits == ("web.listen", "retention.archive")
