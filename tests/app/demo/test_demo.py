"""The whole demo at a quick pace: newsroom, daemon, embedded server, webhook and mail."""

import io
import json
import os
import signal
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import anyio
import pytest
from click.testing import CliRunner
from standardwebhooks.webhooks import Webhook

from monitor.adapters.clock import SystemClock
from monitor.app.cli.demo import demo
from monitor.app.demo.running import Demo, Tempo
from monitor.app.demo.screen import Lines
from monitor.app.demo.settings import Places
from monitor.app.demo.story import EXPECTED, editions
from monitor.app.demo.summing import compared
from monitor.errors import DependencyUnavailable, UsageError
from tests.fakes.payload import faults

PAGES = sum(len(edition) for edition in editions(SystemClock().now()))


@dataclass(frozen=True, slots=True)
class Ran:
    """A demo that came to its end."""

    out: Path
    exit_code: int
    alerts: list[dict]
    summary: dict
    complaint: str


@pytest.fixture(scope="module")
def ran(tmp_path_factory) -> Ran:
    out = tmp_path_factory.mktemp("demo") / "out"
    result = CliRunner().invoke(demo, ["--json", "--pace", "0.1", "--out", str(out)])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    *alerts, summary = map(json.loads, result.stdout.splitlines())
    return Ran(out, result.exit_code, alerts, summary, result.stderr)


def mails(ran) -> list[EmailMessage]:
    files = sorted((ran.out / "mail").glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=default) for file in files]


def test_the_story_is_told_as_it_should_be(ran):
    comparison = compared(ran.alerts, EXPECTED)

    assert [e.about for e, came in comparison.expected if not came] == []
    assert [a["summary"] for a in comparison.surplus] == []


def test_nothing_is_lost_and_the_sum_says_so(ran):
    assert ran.exit_code == 0
    assert ran.summary["kind"] == "summary"
    assert ran.summary["lost"] == 0
    assert ran.summary["alerts"] == len(ran.alerts)
    assert ran.summary["delivered"] == 2 * len(ran.alerts)


def test_every_page_is_read_and_copies_and_history_are_left_out(ran):
    assert ran.summary["articles"] == PAGES
    assert ran.summary["copies"] >= 6
    assert ran.summary["background"] >= 6


def test_every_webhook_is_stored_as_it_came_and_signed(ran):
    signed = Webhook((ran.out / "webhooks" / "secret").read_text().strip())
    stored = [json.loads(f.read_text()) for f in sorted((ran.out / "webhooks").glob("*.json"))]

    assert [fault for one in stored for fault in faults(json.loads(one["body"]))] == []
    told = [signed.verify(one["body"], one["headers"])["data"] for one in stored]

    assert [one["id"] for one in told] == [alert["id"] for alert in ran.alerts]
    assert {s["headers"]["webhook-id"] for s in stored} == {a["id"] for a in ran.alerts}


def test_every_alert_is_mailed_in_plain_text_and_html(ran):
    received = mails(ran)

    ids = {mail["Message-ID"].strip("<>").partition("@")[0] for mail in received}
    assert ids == {alert["id"] for alert in ran.alerts}
    for mail in received:
        assert mail.get_body(("plain",)) is not None
        assert mail.get_body(("html",)) is not None


def test_an_update_is_mailed_in_the_thread_of_its_development(ran):
    threads = {
        mail["Message-ID"].strip("<>").partition("@")[0]: mail["References"] for mail in mails(ran)
    }
    by_development = {}
    for alert in ran.alerts:
        by_development.setdefault(alert["development"]["id"], set()).add(threads[alert["id"]])

    assert all(len(references) == 1 for references in by_development.values())


def test_each_alert_carries_the_sentence_that_says_so_and_a_link_to_it(ran):
    for alert in ran.alerts:
        first = alert["evidence"][0]
        assert first["sentence"]
        assert first["outlet"]
        assert first["url"].startswith("http://127.0.0.1:")


def test_an_update_shows_the_sentence_that_it_changes(ran):
    updates = [alert for alert in ran.alerts if alert["kind"] == "update"]

    assert all(len(alert["evidence"]) == 2 for alert in updates)


def test_the_log_stays_off_the_terminal(ran):
    assert str(ran.out) in ran.complaint
    assert "daemon.started" in (ran.out / "demo.log").read_text()


def test_a_folder_with_an_earlier_demo_is_not_used_again(ran):
    result = CliRunner().invoke(demo, ["--out", str(ran.out)])

    assert isinstance(result.exception, UsageError)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")

    result = CliRunner().invoke(demo, ["--out", str(tmp_path / "file" / "out")])

    assert isinstance(result.exception, UsageError)


async def test_a_store_that_cannot_be_had_is_told_in_one_sentence(tmp_path):
    places = Places(out=tmp_path)
    places.state.write_text("a file where a folder should be")
    broken = Demo(
        places=places,
        screen=Lines(io.StringIO()),
        tempo=Tempo(between=0),
        now=SystemClock().now(),
    )

    with pytest.raises(DependencyUnavailable, match="state"):
        await broken.run()


async def test_an_interrupt_ends_the_demo_early_with_its_sum(tmp_path):
    out = io.StringIO()
    stopped = Demo(
        places=Places(out=tmp_path),
        screen=Lines(out),
        tempo=Tempo(between=0),
        now=SystemClock().now(),
    )

    async with anyio.create_task_group() as group:
        group.start_soon(interrupt, stopped)
        with anyio.fail_after(60):
            summary = await stopped.run()

    assert summary.articles < PAGES
    assert json.loads(out.getvalue().splitlines()[-1])["kind"] == "summary"


async def interrupt(running):
    await running.bell.until(lambda: running.watching.ended >= 1, limit=30)
    os.kill(os.getpid(), signal.SIGINT)
