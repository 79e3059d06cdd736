"""What became of alerts at receivers, in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.console import Console

from monitor.alert.render.harmless import line
from monitor.app.cli.alerts_printing import ROOMY, SHORT_ID
from monitor.app.cli.base import print_table
from monitor.app.telemetry.redaction import redacted
from monitor.model.alert import Delivery
from monitor.model.health import counted_words, span_words
from monitor.model.moment import rfc3339

MOST_RECEIVERS = 1000
_LONGEST = 1000
_WAITING = frozenset({"retry", "held"})


def print_deliveries(title: str, found: Sequence[Delivery], *, whose: bool = True) -> None:
    """Print the deliveries as a table, `whose` with their alerts; a narrow one leaves out when
    they changed.
    """
    roomy = Console().width >= ROOMY
    columns = ["receiver", "state", "attempts", "what"]
    if whose:
        columns.insert(0, "alert")
    if roomy:
        columns.insert(-1, "changed")
    rows = [_row(delivery, whose=whose, roomy=roomy) for delivery in found]
    print_table(title, columns, rows)


def _row(delivery: Delivery, *, whose: bool, roomy: bool) -> tuple[str, ...]:
    return (
        *((delivery.alert[:SHORT_ID],) if whose else ()),
        delivery.receiver,
        state_words(delivery),
        str(delivery.attempts),
        *((second(delivery.changed),) if roomy else ()),
        what_words(delivery),
    )


def state_words(delivery: Delivery) -> str:
    """Return the state, and why a held one is held."""
    return f"{delivery.state}: {delivery.reason}" if delivery.reason else delivery.state


def what_words(delivery: Delivery) -> str:
    """Return when it is due, why it stands as it does, and in which bundle it is told."""
    told = []
    if delivery.due is not None and delivery.state in _WAITING:
        told.append(f"due {second(delivery.due)}")
    if delivery.detail:
        told.append(redacted(delivery.detail))
    if delivery.bundle is not None:
        told.append(f"in bundle {delivery.bundle[:SHORT_ID]}")
    if delivery.reached:
        told.append(f"{counted_words(len(delivery.reached), 'recipient')} reached")
    return "; ".join(told)


def story(delivery: Delivery, now: datetime) -> Iterator[str]:
    """Give all that is known of the delivery, a line each."""
    facts = (
        ("state", state_words(delivery)),
        ("since", _since(delivery, now)),
        ("attempts", str(delivery.attempts)),
        ("due", second(delivery.due) if delivery.state in _WAITING else ""),
        ("detail", redacted(delivery.detail or "")),
        ("bundle", delivery.bundle or ""),
        ("reached", ", ".join(delivery.reached)),
    )
    yield line(delivery.receiver, _LONGEST)
    for name, value in facts:
        if value:
            yield f"  {name:10}{line(value, _LONGEST)}"


def age_words(delivery: Delivery, now: datetime) -> str:
    """Return how long the delivery has been in its state."""
    return span_words(now - delivery.changed) if delivery.changed is not None else ""


def second(moment: datetime | None) -> str:
    """Return the moment in UTC, to the second; nothing for None."""
    return rfc3339(moment.replace(microsecond=0)) if moment is not None else ""


def _since(delivery: Delivery, now: datetime) -> str:
    if delivery.changed is None:
        return ""
    return f"{second(delivery.changed)}, {age_words(delivery, now)} ago"
