"""`monitor check --send`: a marked sample to every receiver, and what came back."""

import anyio
import rich_click as click

from monitor.app.cli.base import complain, counted, print_json
from monitor.app.cli.receivers_printing import way_words
from monitor.app.cli.receivers_testing import tried_lines, tried_record
from monitor.app.config.settings import Configuration
from monitor.app.trying import tried
from monitor.model.alert import Accepted
from monitor.model.watchlist import Receiver


def send_samples(settings: Configuration, *, as_json: bool) -> bool:
    """Say to whom, send each receiver one sample, and show what came back. Return whether all of
    them took it whole.
    """
    if not settings.receivers:
        complain("there are no receivers to send a test to")
        return True
    complain(f"sending a test to {counted(len(settings.receivers), 'receiver', 'receivers')}:")
    for receiver in settings.receivers:
        complain(f"  {receiver.name} ({way_words(receiver.target)})")
    return anyio.run(_sent, settings, as_json)


async def _sent(settings: Configuration, as_json: bool) -> bool:
    """Send to all at once, show each answer as it comes."""
    refused: list[Receiver] = []

    async def send(receiver: Receiver) -> None:
        answer = await tried(settings, receiver)
        if not isinstance(answer.response, Accepted):
            refused.append(receiver)
        if as_json:
            print_json([tried_record(receiver, answer)])
        else:
            click.echo("\n".join(tried_lines(receiver, answer)))

    async with anyio.create_task_group() as group:
        for receiver in settings.receivers:
            group.start_soon(send, receiver)
    return not refused
