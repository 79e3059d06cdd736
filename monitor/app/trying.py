"""One try of a receiver over its own way: neither the daemon nor the store is asked."""

from dataclasses import dataclass
from datetime import timedelta

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.alert.sample import sample_alert
from monitor.app.channels import channels_of
from monitor.app.config.settings import Configuration
from monitor.model.alert import Alert, Response
from monitor.model.watchlist import Receiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What was sent, what came back, and how long it took."""

    alert: Alert
    response: Response
    took: timedelta


async def tried(configuration: Configuration, receiver: Receiver) -> Tried:
    """Send the receiver one sample, once, within its `send_limit`, and return what it answered.

    Its digest, quiet hours and throttle are passed over, and no silence is asked for.
    """
    clock, network = SystemClock(), configuration.network
    sample = sample_alert(receiver.name, clock.now())
    async with guarded_client(
        allow=network.allow, proxy=network.proxy, ca_file=network.ca_file
    ) as client:
        channel = channels_of(configuration, client, clock)[type(receiver.target)]
        began = anyio.current_time()
        answer = await channel.send(sample, receiver)
        took = timedelta(seconds=anyio.current_time() - began)
    return Tried(alert=sample, response=answer, took=took)
