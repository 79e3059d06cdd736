"""The body of a webhook: what is told as a record, kept small enough for every receiver."""

from collections.abc import Callable
from datetime import datetime

from monitor.alert.record import Record, alert_record, bundle_record
from monitor.alert.render.fitting import LEAST, MEASURES, Measure, fits, json_text, most, shortened
from monitor.model.alert import Alert
from monitor.model.moment import rfc3339
from monitor.model.restraint import Bundle, Message

_BRIEF = Measure(text=200, items=20)
_BRIEFEST = Measure(text=80, items=4)


def webhook_body(message: Message, *, at: datetime) -> str:
    """Return the JSON text of an alert or a bundle of them, under 20 kB of UTF-8; `at` is its
    `timestamp`.
    """
    stamp = rfc3339(at)
    return fitted(
        message,
        lambda record: {"type": event_type(message), "timestamp": stamp, "data": record},
    )


def fitted(message: Message, wrap: Callable[[object], object]) -> str:
    """Return the JSON text of what `wrap` makes of the message's record, under 20 kB of UTF-8.

    Where an alert would be longer, `why` is shortened first, then evidence behind the second
    sentence left out, then sentences and other texts cut, ending in …; ids and changes always stay.
    Of a bundle the texts are cut first, then alerts left out from the end; of its `ids` as many
    stay as there is room for.
    """
    if isinstance(message, Bundle):
        return _fitted_bundle(bundle_record(message), wrap)
    record = alert_record(message)
    texts = (json_text(wrap(shortened(record, measure))) for measure in MEASURES)
    found = next((text for text in texts if fits(text)), None)
    return found if found is not None else json_text(wrap(shortened(record, LEAST)))


def _fitted_bundle(record: Record, wrap: Callable[[object], object]) -> str:
    whole = json_text(wrap(record))
    if fits(whole):
        return whole
    ids, alerts = record["ids"], record["alerts"]
    assert isinstance(ids, list)
    assert isinstance(alerts, list)
    brief = [shortened(alert, _BRIEF) for alert in alerts]
    briefest = [shortened(alert, _BRIEFEST) for alert in alerts]

    def text(told: list[object], named: list[object]) -> str:
        return json_text(wrap({**record, "alerts": told, "ids": named}))

    if fits(text(brief, ids)):
        return text(brief, ids)
    shown = most(len(briefest), lambda n: fits(text(briefest[:n], ids)))
    named = len(ids) if shown else most(len(ids), lambda n: fits(text([], ids[:n])))
    return text(briefest[:shown], ids[:named])


def event_type(message: Message) -> str:
    """Return what the message tells of, as programs sort it: `development.new`, `alerts.digest`."""
    if isinstance(message, Bundle):
        return f"alerts.{message.reason}"
    if message.losses is not None:
        return "delivery.dead"
    return "source.health" if message.development is None else f"development.{message.kind}"


def subject_of(message: Message) -> str:
    """Return the id of what the message is about: the development, the source, or the receiver."""
    match message:
        case Bundle(receiver=receiver):
            return receiver
        case Alert(development=development) if development is not None:
            return development.id
        case Alert(source=source) if source is not None:
            return source.id
        case Alert(losses=losses) if losses is not None:
            return losses.receiver
        case _:
            return message.id
