import json
import socket
from datetime import UTC, datetime
from email.message import EmailMessage

import aiosmtplib
import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from monitor.app.demo.receivers import (
    WEBHOOK_PATH,
    Ledger,
    MailBox,
    mail_server,
    new_secret,
    webhook_receiver,
)

SECRET = new_secret()
BODY = json.dumps({"type": "development.new", "data": {"id": "a1", "summary": "Überfähre"}})


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path)


@pytest.fixture
def shown():
    return []


@pytest.fixture
async def sender(ledger, shown):
    receiver = webhook_receiver(ledger, SECRET, shown.append)
    transport = httpx.ASGITransport(receiver)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
        yield client


def signed(secret):
    now = datetime.now(UTC)  # noqa: TID251 - the verifier refuses old signatures
    return {
        "webhook-id": "a1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(secret).sign("a1", now, BODY),
    }


async def test_a_signed_alert_is_stored_as_it_came_and_shown(sender, ledger, shown, tmp_path):
    answer = await sender.post(WEBHOOK_PATH, content=BODY.encode(), headers=signed(SECRET))

    stored = json.loads((tmp_path / "001.json").read_text())
    assert answer.status_code == 204
    assert stored["body"] == BODY
    assert Webhook(SECRET).verify(stored["body"], stored["headers"])["data"]["id"] == "a1"
    assert ledger.taken == ["a1"]
    assert shown == [{"id": "a1", "summary": "Überfähre"}]


async def test_an_alert_that_comes_again_is_stored_but_not_shown_again(sender, ledger, shown):
    for _ in range(2):
        await sender.post(WEBHOOK_PATH, content=BODY.encode(), headers=signed(SECRET))

    assert ledger.taken == ["a1", "a1"]
    assert ledger.stored == 2
    assert len(shown) == 1


@pytest.mark.parametrize("headers", [{}, signed(new_secret())], ids=["unsigned", "other secret"])
async def test_what_is_not_signed_rightly_is_stored_and_refused(sender, ledger, shown, headers):
    answer = await sender.post(WEBHOOK_PATH, content=BODY.encode(), headers=headers)

    assert answer.status_code == 401
    assert (ledger.refused, ledger.stored, ledger.taken, shown) == (1, 1, [], [])


async def test_a_mail_is_stored_and_noted_by_the_alert_in_its_id(ledger, tmp_path):
    mail = EmailMessage()
    mail["From"], mail["To"] = "monitor@newsdesk.example", "desk@newsdesk.example"
    mail["Subject"], mail["Message-ID"] = "A ferry", "<a1@newsdesk.example>"
    mail.set_content("It runs again.")
    rung = []
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]

    async with mail_server(MailBox(ledger, lambda: rung.append(1)), listening):
        await aiosmtplib.send(mail, hostname="127.0.0.1", port=port, start_tls=False)

    assert ledger.taken == ["a1"]
    assert rung == [1]
    assert b"It runs again." in (tmp_path / "001.eml").read_bytes()
