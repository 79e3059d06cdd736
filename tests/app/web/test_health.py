import pytest

from monitor.app.web.health import SLOWEST_TICK


@pytest.mark.parametrize(
    ("since", "status", "word"), [(0.5, 200, "ok"), (SLOWEST_TICK + 1, 503, "hangs")]
)
async def test_a_daemon_whose_clockwork_stands_is_not_alive(serve, since, status, word):
    async with serve(since_last_tick=since) as port:
        answer = await port.asking.get("/healthz")
    assert (answer.status_code, answer.json()["status"]) == (status, word)
    assert answer.json()["sources"] == {"fresh": 3}


@pytest.mark.parametrize(("store", "status"), [("ok", 200), ("it does not answer", 503)])
async def test_a_daemon_without_its_store_is_not_ready(serve, store, status):
    async with serve(ready={"store": store}) as port:
        answer = await port.asking.get("/readyz")
    assert (answer.status_code, answer.json()) == (status, {"store": store})


async def test_figures_are_told_in_the_format_of_prometheus(serve):
    async with serve() as port:
        answer = await port.asking.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert "monitor_up 1.0" in answer.text
