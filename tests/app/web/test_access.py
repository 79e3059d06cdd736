import logging
from base64 import b64encode

import pytest

from monitor.app.config.settings import WebSettings
from monitor.app.web.access import denied

LOCAL = WebSettings()
OUTSIDE = WebSettings(host="0.0.0.0")
GUARDED = WebSettings(host="0.0.0.0", token="sesame")


def basic(password, user="reader"):
    return f"Basic {b64encode(f'{user}:{password}'.encode()).decode()}"


def status(settings, *, method="GET", **headers):
    """Return the status of a refusal, or None."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    why = denied(settings, method, named)
    return why.status if why is not None else None


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("Bearer sesame", None),
        ("bearer  sesame ", None),
        (basic("sesame"), None),
        (basic("sesame", user=""), None),
        ("", 401),
        ("Bearer", 401),
        ("Bearer wrong", 401),
        ("Bearer sesame2", 401),
        ("Digest sesame", 401),
        ("sesame", 401),
        (basic("wrong"), 401),
        (basic("sesame:more"), 401),
        ("Basic sesame", 401),
        ("Basic §§§", 401),
        ("Bearer sésame", 401),
        (f"Basic {b64encode(b'sesame').decode()}", 401),
    ],
)
def test_with_a_token_who_shows_it_may_ask(shown, expected):
    headers = {"authorization": shown} if shown else {}
    assert status(GUARDED, host="monitor.example", **headers) == expected
    assert status(WebSettings(token="sesame"), host="monitor.example", **headers) == expected


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_that_others_reach_is_closed_without_a_token(method):
    assert status(OUTSIDE, method=method, host="localhost") == 403
    why = denied(OUTSIDE, method, {"host": "localhost"})
    assert why is not None
    assert "web.token_file" in why.detail


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1:8765", None),
        ("127.9.9.9", None),
        ("localhost:8765", None),
        ("LOCALHOST", None),
        ("desk.localhost:1", None),
        ("[::1]:8765", None),
        ("", None),
        ("rebound.example", 403),
        ("rebound.example:8765", 403),
        ("localhost.example", 403),
        ("notlocalhost", 403),
        ("127.0.0.1.example", 403),
        ("127.0.0.1@rebound.example", 403),
        ("192.168.1.9", 403),
        ("[::1", 403),
        ("0.0.0.0", 403),
    ],
)
def test_without_a_token_it_answers_under_names_of_this_machine_only(host, expected):
    assert status(LOCAL, host=host) == expected


def test_it_answers_under_the_name_that_it_listens_at():
    assert status(WebSettings(host="localhost"), host="localhost") is None


@pytest.mark.parametrize(
    ("method", "headers", "expected"),
    [
        ("GET", {"origin": "http://localhost:8765"}, None),
        ("GET", {"origin": "https://evil.example"}, 403),
        ("GET", {"origin": "http://localhost:3000"}, 403),
        ("GET", {"origin": "null"}, 403),
        ("GET", {"sec_fetch_site": "cross-site"}, None),
        ("POST", {}, None),
        ("POST", {"origin": "http://localhost:8765"}, None),
        ("POST", {"origin": "https://evil.example"}, 403),
        ("POST", {"sec_fetch_site": "same-origin"}, None),
        ("POST", {"sec_fetch_site": "none"}, None),
        ("POST", {"sec_fetch_site": "same-site"}, 403),
        ("DELETE", {"sec_fetch_site": "cross-site"}, 403),
        ("OPTIONS", {"origin": "https://evil.example"}, 403),
    ],
)
def test_without_a_token_no_page_of_another_origin_may_ask(method, headers, expected):
    assert status(LOCAL, method=method, host="localhost:8765", **headers) == expected


@pytest.mark.parametrize(
    ("method", "origin", "expected"),
    [
        ("GET", "https://evil.example", None),
        ("POST", "https://evil.example", 403),
        ("DELETE", "null", 403),
        ("POST", "https://monitor.example", None),
    ],
)
def test_with_a_token_that_a_browser_kept_no_page_of_another_origin_may_change(
    method, origin, expected
):
    headers = {"authorization": basic("sesame"), "origin": origin}
    assert status(GUARDED, method=method, host="monitor.example", **headers) == expected


async def test_health_is_for_everybody_and_the_rest_for_who_may(serve):
    async with serve(token="sesame") as port:
        open_ = [await port.asking.get(path) for path in ("/healthz", "/readyz")]
        closed = [
            await port.asking.get(path)
            for path in ("/metrics", "/api/v1/", "/api/v1/alerts", "/feeds/all.atom", "/nowhere")
        ]
        mine = await port.asking.get("/api/v1/", auth=("reader", "sesame"))
    assert [answer.status_code for answer in open_] == [200, 200]
    assert [answer.status_code for answer in closed] == [401] * 5
    assert closed[0].headers["www-authenticate"].startswith("Basic")
    assert closed[0].json()["error"] == "unauthorized"
    assert mine.status_code == 200


@pytest.mark.parametrize("token", ["sesame", "tökén", "a:b c"])
async def test_a_token_may_have_any_letters(serve, token):
    async with serve(token=token) as port:
        bearer = f"Bearer {token}".encode()
        right = await port.asking.get("/api/v1/", headers={"authorization": bearer})
        reader = await port.asking.get("/api/v1/", headers={"authorization": basic(token)})
        wrong = await port.asking.get("/api/v1/", headers={"authorization": bearer + b"x"})
    assert (right.status_code, reader.status_code, wrong.status_code) == (200, 200, 401)


async def test_an_open_address_without_a_token_answers_for_health_alone(serve):
    async with serve(host="0.0.0.0") as port:
        alive = await port.asking.get("/healthz")
        closed = await port.asking.get("/metrics")
    assert alive.status_code == 200
    assert (closed.status_code, closed.json()["error"]) == (403, "forbidden")
    assert "web.token_file" in closed.json()["detail"]


async def test_a_rebound_name_reads_nothing(serve):
    async with serve() as port:
        answer = await port.asking.get("/api/v1/alerts", headers={"host": "rebound.example"})
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


async def test_no_token_is_ever_logged(serve, caplog):
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="uvicorn")  # quieter once the daemon set up its logs
    canary = "canary-of-the-token"
    async with serve(token=canary) as port:
        for ask in (
            {"headers": {"authorization": f"Bearer {canary}"}},
            {"headers": {"authorization": f"Bearer {canary}-wrong"}},
            {"auth": ("reader", canary)},
        ):
            await port.asking.get("/api/v1/alerts", **ask)
            await port.asking.get(f"/api/v1/alerts?token={canary}", **ask)
        await port.asking.put("/api/v1/alerts", headers={"authorization": f"Bearer {canary}"})
    told = [r.getMessage() for r in caplog.records if not r.name.startswith(("httpx", "httpcore"))]
    assert told, "the server logs at least that it starts"
    assert not [line for line in told if canary in line]
    assert canary not in str(port.journal.told)
