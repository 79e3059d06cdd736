import httpx
import pytest

from monitor.app.telemetry.figures import Figures
from monitor.app.web.health import SLOWEST_TICK, Pulse, health_app


def asking(*, since: float = 0.5, store: str = "ok", token: str | None = None) -> httpx.AsyncClient:
    async def ready() -> dict[str, str]:
        return {"store": store}

    pulse = Pulse(alive=lambda: since, ready=ready, sources=lambda: {"fresh": 3, "stale": 1})
    app = health_app(Figures(), pulse, token)
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://monitor.example")


@pytest.mark.parametrize(
    ("since", "status", "word"), [(0.5, 200, "ok"), (SLOWEST_TICK + 1, 503, "hangs")]
)
async def test_a_daemon_whose_clockwork_stands_is_not_alive(since, status, word):
    async with asking(since=since) as web:
        answer = await web.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (status, word)
    assert answer.json()["sources"] == {"fresh": 3, "stale": 1}


@pytest.mark.parametrize(("store", "status"), [("ok", 200), ("it does not answer", 503)])
async def test_a_daemon_without_its_store_is_not_ready(store, status):
    async with asking(store=store) as web:
        answer = await web.get("/readyz")
    assert (answer.status_code, answer.json()) == (status, {"store": store})


async def test_figures_are_for_everybody_where_no_token_is_set():
    async with asking() as web:
        answer = await web.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "monitor_up 1.0" in answer.text


@pytest.mark.parametrize(
    ("shown", "status"),
    [(None, 401), ("Bearer wrong", 401), ("tökén", 401), ("Bearer right", 200)],
)
async def test_figures_are_for_who_shows_the_token(shown, status):
    headers = {"authorization": shown.encode()} if shown else {}
    async with asking(token="right") as web:
        answer = await web.get("/metrics", headers=headers)
        alive = await web.get("/healthz")
    assert answer.status_code == status
    assert alive.status_code == 200
