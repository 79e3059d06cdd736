"""The body of a webhook as alerts for an Alertmanager (`POST /api/v2/alerts`): labels that tell
alerts apart and route them, annotations for people.

Each alert has its own id among its labels, so that a later one of the same development is told too;
`group_by: [development]` brings them together. None has an end: news has none, and one that came
late would arrive as ended. The Alertmanager ends them after its `resolve_timeout`.
"""

from collections.abc import Iterator

from monitor.alert.render.bundle import bundle_subject
from monitor.alert.render.chat import newest_first, severity_of, sources_words
from monitor.alert.render.fitting import fits, json_text, most
from monitor.alert.render.harmless import line
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Letter
from monitor.alert.render.webhook import event_type
from monitor.model.alert import Alert, AlertId
from monitor.model.moment import rfc3339
from monitor.model.restraint import Bundle, Message

Posted = dict[str, object]
_LONGEST_LABEL = 120
_LONGEST_SUMMARY = 300
_LONGEST_CHANGES = 600
_LONGEST_DESCRIPTION = 1500
_MOST_QUOTES = 2


def alertmanager_body(message: Message) -> str:
    """Return the JSON text of a list of alerts, under 20 kB: the alert, or one that tells of the
    bundle (with `count`, and in `alert_ids` as many ids as there is room for), then its alerts as
    far as there is room.
    """
    if not isinstance(message, Bundle):
        return json_text([_posted(message)])
    ids = [alert.id for alert in message.alerts]
    named = most(len(ids), lambda n: fits(json_text([_posted_bundle(message, ids[:n])])))
    told = [_posted_bundle(message, ids[:named])]
    text = json_text(told)
    for alert in message.alerts:
        told.append(_posted(alert))
        longer = json_text(told)
        if not fits(longer):
            break
        text = longer
    return text


def _posted(alert: Alert) -> Posted:
    development, source = alert.development, alert.source
    labels = {
        **_labels(alert),
        "watchlists": ", ".join(alert.watchlists),
        "development": development.id if development is not None else "",
        "type": development.type if development is not None else "",
        "status": development.status if development is not None else "",
        "source": source.id if source is not None else "",
        "receiver": alert.losses.receiver if alert.losses is not None else "",
    }
    read = letter(alert)
    changes = "; ".join(f"{d.field}: {d.before} → {d.after}" for d in read.differences)
    annotations = {
        "summary": line(alert.summary, _LONGEST_SUMMARY),
        "description": line(" ".join(_described(read, alert)), _LONGEST_DESCRIPTION),
        "changes": line(changes, _LONGEST_CHANGES),
        "attribution": line(alert.attribution or "", _LONGEST_LABEL),
    }
    links = (quote.link for quote in newest_first(alert, read))
    followed = next((link for link in links if link is not None), None)
    return _alert(alert, labels, annotations, followed)


def _described(read: Letter, alert: Alert) -> Iterator[str]:
    """Give the first sentences; of what is no development also what is known of it."""
    if read.lead:
        yield read.lead
    for quote in newest_first(alert, read)[:_MOST_QUOTES]:
        yield f"{quote.label}: {quote.said} — {quote.source}."
    for name, value in read.facts if alert.development is None else ():
        yield f"{name}: {value}."


def _posted_bundle(bundle: Bundle, ids: list[AlertId]) -> Posted:
    annotations = {
        "summary": bundle_subject(bundle),
        "description": sources_words(bundle),
        "count": str(len(bundle.alerts) + bundle.more),
        "alert_ids": " ".join(ids),
    }
    return _alert(bundle, {**_labels(bundle), "receiver": bundle.receiver}, annotations, None)


def _labels(message: Message) -> dict[str, str]:
    kind = message.reason if isinstance(message, Bundle) else message.kind
    return {
        "alertname": event_type(message),
        "alert_id": message.id,
        "kind": str(kind),
        "severity": str(severity_of(message)),
    }


def _alert(
    message: Message, labels: dict[str, str], annotations: dict[str, str], url: str | None
) -> Posted:
    """Return an alert as it is posted: an empty label is as none, and is left out."""
    shown = {name: line(value, _LONGEST_LABEL) for name, value in labels.items()}
    return {
        "labels": {name: value for name, value in shown.items() if value},
        "annotations": {name: value for name, value in annotations.items() if value},
        "startsAt": rfc3339(message.at),
        **({"generatorURL": url} if url is not None else {}),
    }
