from pathlib import Path

from monitor.app.config.settings import Configuration
from monitor.app.trying import tried
from monitor.model.alert import Refused
from monitor.model.watchlist import Receiver, WebhookTarget
from tests.fakes.desk import desk

NOWHERE = Path("/nonexistent")
SETTINGS = Configuration(folder=NOWHERE, state_dir=NOWHERE)


async def test_a_try_is_guarded_as_deliveries_are():
    with desk() as hooked:
        target = WebhookTarget(url=hooked.url)
        answer = await tried(SETTINGS, Receiver(name="desk", target=target))
    assert isinstance(answer.response, Refused)
    assert answer.response.lasting
    assert not hooked.tried
    assert answer.took.total_seconds() >= 0
    assert answer.alert.receivers == ("desk",)
