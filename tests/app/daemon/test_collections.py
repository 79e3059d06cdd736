"""One round of the daemon over sources that are no web pages: their articles become alerts."""

import json
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
import trustme

from monitor.adapters.clock import SystemClock
from monitor.app.config.loading import load
from monitor.app.daemon.round import one_round
from monitor.app.daemon.service import Surroundings
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.journal import RecordingJournal
from tests.fakes.mailboxes import ABSENT, PASSWORD, PROGRAM, mailbox_server
from tests.fakes.newsroom import page
from tests.fakes.stories import before, pledge
from tests.fakes.warcs import response


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def round_of(tmp_path, redis_url, taken):
    """Do one round over the sources given as lines of YAML."""
    folder = Settings(feeds={}, desk=taken.url, redis=redis_url, timeout="30s").write(tmp_path)

    async def do(*sources, ca_file=None):
        (folder / "sources.yaml").write_text("\n  - ".join(["sources:", *sources]))
        settings = folder / "monitor.yaml"
        if ca_file is not None:
            trusted = f"[127.0.0.0/8], ca_file: {json.dumps(str(ca_file))}"
            settings.write_text(settings.read_text().replace("[127.0.0.0/8]", trusted))
        journal = RecordingJournal()
        configuration = load(folder, types=known_types(), environment={})
        done = await one_round(
            Surroundings(configuration=configuration, figures=Figures(), journal=journal)
        )
        return done, journal

    return do


async def test_an_archive_is_replayed_old_records_as_background(round_of, taken, tmp_path):
    now = SystemClock().now()
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    fresh, old, crawled = pledge(0, before(now, 9)), pledge(1, before(now, 9)), pledge(2, now)
    lines = [
        {"url": f"https://{n}.example/a", "published": at.isoformat(), "text": "\n".join(told)}
        for n, at, told in (
            (0, now - timedelta(minutes=9), fresh.paragraphs),
            (1, now - timedelta(days=9), old.paragraphs),
        )
    ]
    (shelf / "a.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (shelf / "b.warc").write_bytes(
        response("https://2.example/a", page(crawled, "Courier").encode())
    )
    entry = f"{{id: old, archive: {json.dumps(str(shelf))}, outlet: Old news}}"
    done, journal = await round_of(entry)

    assert (done.polled, done.failed) == (1, ())
    assert journal.facts("source.polled")[0] == {"source": "old", "listed": 3, "queued": 3}
    assert len(journal.facts("mention.new")) == 2
    assert len(journal.facts("mention.background")) == 1
    assert len(journal.facts("delivery.made")) == 2

    again, journal = await round_of(entry)
    assert journal.facts("source.polled")[0] == {"source": "old", "listed": 0, "queued": 0}
    assert again.failed == ()


@pytest.mark.skipif(PROGRAM is None, reason=ABSENT)
async def test_a_newsletter_becomes_an_alert(round_of, tmp_path):
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    (tmp_path / "config" / "password").write_text(PASSWORD)
    now = SystemClock().now()
    told = pledge(0, before(now, 9))
    letter = EmailMessage()
    letter["Subject"], letter["Date"] = told.title, format_datetime(now)
    letter["Message-ID"] = "<1@harbour.example>"
    letter.set_content("\n".join(told.paragraphs))
    letter.add_alternative(
        "<table><tr><td><a href='https://harbour.example/1'>View in browser</a></td></tr>"
        + "".join(f"<tr><td>{p}</td></tr>" for p in told.paragraphs)
        + "</table>",
        subtype="html",
    )
    with mailbox_server(authority) as server:
        box = server.mailbox("desk@harbour.example")
        box.deliver(letter.as_bytes(), at=now)
        entry = f"{{id: letters, mailbox: {json.dumps(box.url())}, outlet: Letter"
        done, journal = await round_of(
            f"{entry}, password_file: password}}", ca_file=tmp_path / "ca.pem"
        )
    assert (done.failed, len(journal.facts("delivery.made"))) == ((), 1)
    (alert,) = journal.facts("alert.emitted")
    assert "Canada" in str(alert["summary"])
    assert box.unread() == 1


async def test_a_mailbox_and_an_archive_that_cannot_be_had_cost_themselves_alone(
    round_of, tmp_path
):
    (tmp_path / "config" / "password").write_text(PASSWORD)
    shelf = tmp_path / "shelf.jsonl"
    shelf.write_text("")
    entries = (
        "{id: letters, mailbox: 'imaps://desk@127.0.0.1:1', outlet: L, password_file: password}",
        f"{{id: old, archive: {json.dumps(str(shelf))}, outlet: Old news}}",
    )
    done, journal = await round_of(*entries)
    assert [source for source, _ in done.failed] == ["letters"]
    assert PASSWORD not in str(journal.told)
