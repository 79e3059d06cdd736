import json

import httpx
import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from monitor.app.web.answers import HANDLERS, HARMLESS, Harmless, answer
from monitor.errors import StoreFull, StoreUnreachable
from tests.fakes.journal import RecordingJournal

CANARY = "canary-of-the-inside"


async def asked(endpoint, journal=None, *, method="GET"):
    """Return what the client gets of an application with this endpoint."""
    inner = Starlette(routes=[Route("/", endpoint)], exception_handlers=HANDLERS)
    whole = Harmless(inner, journal or RecordingJournal())
    transport = httpx.ASGITransport(whole, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.request(method, "/")


async def test_every_answer_has_headers_that_harm_nobody():
    async def found(_):
        return answer({"a": 1})

    got = await asked(found)
    assert {name: got.headers[name] for name in HARMLESS} == HARMLESS


async def test_an_answer_may_know_better_how_it_is_kept():
    async def kept(_):
        return Response("", headers={"cache-control": "private, no-cache"})

    assert (await asked(kept)).headers["cache-control"] == "private, no-cache"


def test_what_utf_8_cannot_carry_is_replaced():
    assert json.loads(answer({"a": "x\udc80y"}).body) == {"a": "x?y"}


@pytest.mark.parametrize("fault", [StoreFull("secret detail"), StoreUnreachable("secret detail")])
async def test_a_store_that_cannot_be_used_is_said_with_when_to_try_again(fault):
    async def failing(_):
        raise fault

    got = await asked(failing)
    assert (got.status_code, got.json()["error"]) == (503, "unavailable")
    assert got.headers["retry-after"] == "5"
    assert "secret" not in got.text


async def test_a_fault_of_ours_is_told_to_the_journal_and_never_to_clients():
    async def broken(_):
        raise RuntimeError(CANARY)

    journal = RecordingJournal()
    got = await asked(broken, journal)
    assert (got.status_code, got.json()["error"]) == (500, "fault")
    assert CANARY not in got.text
    assert "Traceback" not in got.text
    (told,) = journal.facts("fault.web")
    assert told["path"] == "/"
    assert CANARY in str(told["detail"])


async def test_a_fault_in_the_middle_of_an_answer_ends_it():
    async def torn(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError(CANARY)

    async def send(message):
        sent.append(message["type"])

    sent, journal = [], RecordingJournal()
    await Harmless(torn, journal)({"type": "http", "path": "/"}, None, send)
    assert sent == ["http.response.start"]
    assert journal.events == ["fault.web"]


@pytest.mark.parametrize(
    ("status", "word"), [(418, "bad_request"), (599, "fault"), (422, "invalid")]
)
async def test_each_refusal_has_a_word_for_programs(status, word):
    async def refusing(_):
        raise HTTPException(status, "because")

    got = await asked(refusing)
    assert (got.status_code, got.json()) == (status, {"error": word, "detail": "because"})


async def test_unknown_addresses_and_methods_are_refused_in_the_same_form(serve):
    async with serve() as port:
        nowhere = await port.asking.get("/api/v1/nowhere")
        method = await port.asking.put("/api/v1/alerts")
        slash = await port.asking.get("/api/v1/alerts/")
    assert (nowhere.status_code, nowhere.json()["error"]) == (404, "not_found")
    assert "/api/v1/nowhere" in nowhere.json()["detail"]
    assert (method.status_code, method.json()["error"]) == (405, "method_not_allowed")
    assert (slash.status_code, slash.headers.get("location")) == (404, None)


PATHS = (
    "/api/v1/",
    "/api/v1/openapi.json",
    "/api/v1/alerts",
    "/api/v1/deliveries",
    "/api/v1/silences",
    "/api/v1/sources",
    "/api/v1/stream",
    "/feeds/all.atom",
    "/feeds/ukraine.atom",
    "/calendar.ics",
    "/calendar/ukraine.ics",
    "/metrics",
    "/healthz",
    "/readyz",
)


@pytest.mark.parametrize("path", PATHS)
async def test_head_is_answered_as_get_is_without_a_body(serve, path):
    async with serve() as port:
        got = await port.asking.head(path)
    assert (got.status_code, got.content) == (200, b"")
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-type"]
    assert "server" not in got.headers
