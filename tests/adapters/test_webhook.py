import asyncio
import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network

import httpx
import pytest
from standardwebhooks.webhooks import Webhook as Verifier
from standardwebhooks.webhooks import WebhookVerificationError

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import NameUnknown, guarded_client
from monitor.adapters.webhook import MOST_READ, Webhook
from monitor.alert.record import alert_record
from monitor.alert.render.formats import body_of
from monitor.model.alert import Accepted, Refused
from monitor.model.watchlist import EmailTarget, Format, Receiver, WebhookTarget
from tests.alert.examples import NEW, UPDATE
from tests.alert.messages import MESSAGES
from tests.fakes.http_server import Reply, http_server

SECRET = "whsec_" + base64.b64encode(b"a secret of the desk, 24").decode()
OLD_SECRET = "whsec_" + base64.b64encode(b"the secret of last month").decode()
LOOPBACK = (ip_network("127.0.0.0/8"),)
CANARY = "canary-token"


@dataclass
class FixedClock:
    at: datetime

    def now(self) -> datetime:
        return self.at


@pytest.fixture
async def server():
    async with http_server() as running:
        yield running


@pytest.fixture
async def client():
    async with guarded_client(allow=LOOPBACK) as guarded:
        yield guarded


@pytest.fixture
def webhook(client):
    return Webhook(client, SystemClock())


def receiver(url: str, *secrets: str, seconds: float = 20) -> Receiver:
    return Receiver(
        name="desk",
        target=WebhookTarget(url=url, secrets=secrets),
        send_limit=timedelta(seconds=seconds),
    )


async def asked_for(webhook, server, alert, *secrets):
    """Send the alert and return the request as it came in."""
    url = server.reply("/in", Reply(status=204))
    assert await webhook.send(alert, receiver(url, *secrets)) == Accepted(
        detail="HTTP 204 No Content"
    )
    return server.asked[-1]


async def test_the_reference_verifier_accepts_what_was_sent(webhook, server):
    asked = await asked_for(webhook, server, UPDATE, SECRET)
    assert Verifier(SECRET).verify(asked.body, asked.headers) == {
        "type": "development.update",
        "timestamp": "2025-12-19T09:30:00Z",
        "data": alert_record(UPDATE),
    }
    assert asked.method == "POST"
    assert asked.headers["webhook-id"] == UPDATE.id
    assert asked.headers["content-type"] == "application/json"
    assert asked.headers["user-agent"] == "monitor"


async def test_while_secrets_are_rotated_either_verifies(webhook, server):
    asked = await asked_for(webhook, server, NEW, SECRET, OLD_SECRET)
    for secret in (SECRET, OLD_SECRET):
        Verifier(secret).verify(asked.body, asked.headers)


async def test_a_body_that_was_changed_on_its_way_does_not_verify(webhook, server):
    asked = await asked_for(webhook, server, NEW, SECRET)
    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(asked.body.replace(b"90bn", b"91bn"), asked.headers)


async def test_another_id_does_not_verify(webhook, server):
    asked = await asked_for(webhook, server, NEW, SECRET)
    with pytest.raises(WebhookVerificationError):
        Verifier(SECRET).verify(asked.body, {**asked.headers, "webhook-id": "other"})


async def test_what_is_sent_again_much_later_does_not_verify(client, server):
    late = Webhook(client, FixedClock(datetime.now(UTC) - timedelta(minutes=6)))  # noqa: TID251
    asked = await asked_for(late, server, NEW, SECRET)
    with pytest.raises(WebhookVerificationError, match="too old"):
        Verifier(SECRET).verify(asked.body, asked.headers)


async def test_each_attempt_has_the_same_id_and_body_and_a_time_of_its_own(client, server):
    asked = []
    for minute in (0, 5):
        at = datetime(2026, 3, 1, 12, minute, tzinfo=UTC)
        asked.append(await asked_for(Webhook(client, FixedClock(at)), server, NEW, SECRET))
    first, second = asked
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert int(second.headers["webhook-timestamp"]) - int(first.headers["webhook-timestamp"]) == 300


async def test_a_signature_of_the_future_does_not_verify(client, server):
    early = Webhook(client, FixedClock(datetime.now(UTC) + timedelta(minutes=6)))  # noqa: TID251
    asked = await asked_for(early, server, NEW, SECRET)
    with pytest.raises(WebhookVerificationError, match="too new"):
        Verifier(SECRET).verify(asked.body, asked.headers)


async def test_who_knows_neither_secret_verifies_nothing(webhook, server):
    asked = await asked_for(webhook, server, NEW, SECRET, OLD_SECRET)
    other = "whsec_" + base64.b64encode(b"the secret of another one").decode()
    with pytest.raises(WebhookVerificationError):
        Verifier(other).verify(asked.body, asked.headers)


async def test_a_time_or_signature_that_was_taken_away_does_not_verify(webhook, server):
    asked = await asked_for(webhook, server, NEW, SECRET)
    for name in ("webhook-id", "webhook-timestamp", "webhook-signature"):
        fewer = {key: value for key, value in asked.headers.items() if key != name}
        with pytest.raises(WebhookVerificationError):
            Verifier(SECRET).verify(asked.body, fewer)


@pytest.mark.parametrize("message", MESSAGES.values(), ids=MESSAGES)
@pytest.mark.parametrize("form", Format)
async def test_every_message_is_sent_and_signed_in_every_form(webhook, server, form, message):
    url = server.reply("/in", Reply(status=204))
    target = WebhookTarget(url=url, secrets=(SECRET,), format=form)
    told = await webhook.send(message, Receiver(name="desk", target=target))
    assert told == Accepted(detail="HTTP 204 No Content")
    (asked,) = server.asked
    body = body_of(message, form)
    assert asked.body.decode() == body.text
    assert asked.headers["content-type"] == body.media_type
    assert asked.headers["webhook-id"] == message.id
    assert Verifier(SECRET).verify(asked.body, asked.headers) == json.loads(body.text)


async def test_without_a_secret_nothing_is_signed(webhook, server):
    asked = await asked_for(webhook, server, NEW)
    assert "webhook-signature" not in asked.headers
    assert json.loads(asked.body)["data"]["id"] == NEW.id


@pytest.mark.parametrize("secret", ["whsec_", "whsec_a", "whsec_ключ"])
async def test_a_secret_that_is_none_is_refused_without_naming_it(webhook, server, secret):
    told = await webhook.send(NEW, receiver(server.url, secret))
    assert told == Refused(detail="a secret is not whsec_ and base64", lasting=True)
    assert server.asked == []


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
async def test_only_success_is_accepted(webhook, server, status):
    url = server.reply("/in", Reply(status=status))
    assert isinstance(await webhook.send(NEW, receiver(url)), Accepted)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (
            300,
            Refused(detail="HTTP 300 Multiple Choices: redirects are not followed", lasting=True),
        ),
        (400, Refused(detail="HTTP 400 Bad Request", lasting=True)),
        (401, Refused(detail="HTTP 401 Unauthorized", lasting=True)),
        (404, Refused(detail="HTTP 404 Not Found", lasting=True)),
        (410, Refused(detail="HTTP 410 Gone", lasting=True, gone=True)),
        (408, Refused(detail="HTTP 408 Request Timeout")),
        (425, Refused(detail="HTTP 425 Too Early")),
        (429, Refused(detail="HTTP 429 Too Many Requests")),
        (500, Refused(detail="HTTP 500 Internal Server Error")),
        (599, Refused(detail="HTTP 599")),
    ],
)
async def test_each_refusal_says_whether_trying_again_makes_sense(
    webhook, server, status, expected
):
    url = server.reply("/in", Reply(status=status))
    assert await webhook.send(NEW, receiver(url)) == expected


async def test_a_redirect_is_not_followed(webhook, server):
    url = server.redirect("/in", server.url + "/elsewhere", status=307)
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(
        detail="HTTP 307 Temporary Redirect: redirects are not followed", lasting=True
    )
    assert server.paths() == ["/in"]


NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wish", "moment"),
    [
        ("120", NOW + timedelta(seconds=120)),
        ("Sun, 01 Mar 2026 13:00:00 GMT", NOW + timedelta(hours=1)),
        ("soon", None),
    ],
)
async def test_the_time_that_a_busy_receiver_names_is_passed_on(client, server, wish, moment):
    url = server.reply("/in", Reply(status=503, headers=(("Retry-After", wish),)))
    told = await Webhook(client, FixedClock(NOW)).send(NEW, receiver(url))
    assert told == Refused(detail="HTTP 503 Service Unavailable", retry_after=moment)


async def test_a_receiver_that_hangs_is_given_up_at_the_send_limit(webhook, server):
    url = server.reply("/in", Reply(hang=True))
    loop = asyncio.get_running_loop()
    start = loop.time()
    told = await webhook.send(NEW, receiver(url, seconds=0.2))
    assert told == Refused(detail="no answer within 0.2 s")
    assert loop.time() - start < 30


async def test_a_receiver_that_said_yes_and_then_drips_has_accepted(webhook, server):
    url = server.reply("/in", Reply(pieces=(b"x",), pause=0.05, endless=True))
    told = await webhook.send(NEW, receiver(url, seconds=1.5))
    assert told == Accepted(detail="HTTP 200 OK")


@pytest.mark.parametrize(
    "head",
    [b"HTTP/1.1 200 OK\r\n" + b"X-More: of it\r\n" * 100, b"HTTP/1.1 100 Continue\r\n\r\n" * 50],
    ids=["headers", "interim answers"],
)
async def test_a_receiver_that_drips_its_head_is_given_up_at_the_send_limit(webhook, server, head):
    url = server.reply("/in", Reply(raw=head, pause=0.05))
    loop = asyncio.get_running_loop()
    start = loop.time()
    told = await webhook.send(NEW, receiver(url, seconds=0.4))
    assert told == Refused(detail="no answer within 0.4 s")
    assert loop.time() - start < 30


async def test_a_head_without_end_is_no_http(webhook, server):
    url = server.reply("/in", Reply(raw=b"HTTP/1.1 200 OK\r\n" + b"X-More: of it\r\n" * 20_000))
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(detail="the answer is no HTTP")


async def test_a_refusal_whose_body_drips_is_told_at_the_limit(webhook, server):
    url = server.reply("/in", Reply(status=410, pieces=(b"x",), pause=0.05, endless=True))
    told = await webhook.send(NEW, receiver(url, seconds=1.5))
    assert told == Refused(detail="HTTP 410 Gone", lasting=True, gone=True)


async def test_of_an_endless_answer_only_a_little_is_read(webhook, server):
    url = server.reply("/in", Reply(status=500, pieces=(b"x" * (MOST_READ + 1),), endless=True))
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(detail="HTTP 500 Internal Server Error")


async def test_an_answer_that_breaks_off_after_yes_is_a_yes(webhook, server):
    raw = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
    url = server.reply("/in", Reply(raw=raw))
    assert await webhook.send(NEW, receiver(url)) == Accepted(detail="HTTP 200 OK")


async def test_what_is_no_http_is_refused_for_now(webhook, server):
    url = server.reply("/in", Reply(raw=b"SSH-2.0-Something\r\n\r\n"))
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(detail="the answer is no HTTP")


async def test_a_closed_port_is_refused_for_now_without_the_secret_path(webhook, server):
    async with http_server() as other:
        url = f"{other.url}/{CANARY}"
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(detail="the connection was refused or failed")


async def test_an_address_that_is_not_public_is_refused_for_good_and_says_what_permits_it(server):
    async with guarded_client() as closed:
        told = await Webhook(closed, SystemClock()).send(NEW, receiver(server.url))
    assert isinstance(told, Refused)
    assert told.lasting
    assert "network.allow" in told.detail
    assert server.asked == []


async def test_a_name_that_is_unknown_now_is_refused_for_now():
    async def nobody(host, port):
        raise NameUnknown(f"the name {host} cannot be resolved")

    async with guarded_client(resolver=nobody) as lost:
        told = await Webhook(lost, SystemClock()).send(
            NEW, receiver(f"https://desk.example/{CANARY}")
        )
    assert told == Refused(detail="the name desk.example cannot be resolved")


@pytest.mark.parametrize(
    "url",
    [f"ftp://desk.example/{CANARY}", f"http://desk.example:{CANARY}/", "desk.example", "http://"],
)
async def test_a_url_that_cannot_be_used_is_refused_for_good_without_naming_it(webhook, url):
    told = await webhook.send(NEW, receiver(url))
    assert told == Refused(detail="the URL cannot be used", lasting=True)


@pytest.mark.parametrize(
    ("error", "detail"),
    [
        (httpx.ConnectTimeout("x"), "no connection in time"),
        (httpx.ReadTimeout("x"), "no answer in time"),
        (httpx.ProxyError("x"), "the proxy refused"),
        (httpx.ReadError("x"), "the connection broke"),
        (httpx.TooManyRedirects("x"), "not sent: TooManyRedirects"),
    ],
)
async def test_every_fault_of_the_way_is_an_answer_with_a_reason(error, detail):
    def failing(request):
        raise error

    async with httpx.AsyncClient(transport=httpx.MockTransport(failing)) as client:
        told = await Webhook(client, SystemClock()).send(
            NEW, receiver(f"https://desk.example/{CANARY}")
        )
    assert told == Refused(detail=detail)


async def test_a_receiver_of_another_kind_is_refused(webhook):
    target = EmailTarget(to=("a@b.example",), sender="m@b.example", smtp="smtp://127.0.0.1")
    told = await webhook.send(NEW, replace(receiver("x"), target=target))
    assert told == Refused(detail="this receiver has no webhook", lasting=True)
