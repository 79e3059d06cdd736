"""`monitor deliveries dead`: what was given up, why, and how long ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import rich_click as click

from monitor.alert.tracking import delivery_record
from monitor.app.cli.alerts_printing import SHORT_ID
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    LIMIT,
    configuration,
    examples,
    print_json,
    print_table,
)
from monitor.app.cli.deliveries_printing import age_words
from monitor.app.cli.looking import View, look
from monitor.app.cli.receivers_naming import doubt_receiver
from monitor.app.telemetry.redaction import redacted
from monitor.model.alert import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The dead letters of a receiver: how many, and the latest of them."""

    receiver: str
    count: int
    latest: tuple[Delivery, ...]


@click.command(
    epilog=examples("monitor deliveries dead", "monitor deliveries replay --receiver desk --all")
)
@click.option("--receiver", metavar="NAME", help="Only those of this receiver.")
@LIMIT
@FOLDER
@AS_JSON
def dead(receiver: str | None, limit: int, folder: Path | None, as_json: bool) -> None:
    """Show what was given up, by receiver, the latest first: it waits to be replayed.

    A dead bundle stands for all alerts in it.
    """
    settings = configuration(folder)
    doubt_receiver(settings, receiver)
    names = [known.name for known in settings.receivers]

    async def look_at(view: View) -> tuple[list[Pile], datetime]:
        latest = await view.ledger.dead(limit=limit, receiver=receiver)
        asked = {*names, *(d.receiver for d in latest)} if receiver is None else {receiver}
        counts = {name: (await view.ledger.reception(name)).dead for name in sorted(asked)}
        return _piles(latest, counts), view.clock.now()

    piles, now = look(settings, look_at)
    if as_json:
        print_json(_record(delivery, now) for pile in piles for delivery in pile.latest)
        return
    for pile in piles:
        _print(pile, now)
    if not piles:
        click.echo("nothing is dead")


def _piles(latest: Sequence[Delivery], counts: dict[str, int]) -> list[Pile]:
    """Return a pile for each receiver that has dead letters."""
    return [
        Pile(
            receiver=receiver,
            count=count,
            latest=tuple(d for d in latest if d.receiver == receiver),
        )
        for receiver, count in counts.items()
        if count
    ]


def _print(pile: Pile, now: datetime) -> None:
    title = f"{pile.receiver}: {pile.count} dead"
    if len(pile.latest) < pile.count:
        title = f"{title}, {len(pile.latest)} of them shown"
    columns = ("alert", "age", "attempts", "reason")
    rows = [
        (d.alert[:SHORT_ID], age_words(d, now), str(d.attempts), redacted(d.detail or ""))
        for d in pile.latest
    ]
    print_table(title, columns, rows)


def _record(delivery: Delivery, now: datetime) -> dict[str, object]:
    age = round((now - delivery.changed).total_seconds()) if delivery.changed else None
    return {**delivery_record(delivery), "age": age}
