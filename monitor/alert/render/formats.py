"""The body of a webhook in the form that its receiver reads."""

from dataclasses import dataclass
from typing import assert_never

from monitor.alert.render.alertmanager import alertmanager_body
from monitor.alert.render.cloudevents import cloudevent
from monitor.alert.render.slack import slack_message
from monitor.alert.render.webhook import webhook_body
from monitor.model.restraint import Message
from monitor.model.watchlist import Format


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A text, and what it is, as Content-Type says it."""

    text: str
    media_type: str = "application/json"


def body_of(message: Message, form: Format) -> Body:
    """Return the body that tells the message in that form, under 20 kB; a repeat is the same."""
    match form:
        case Format.STANDARD:
            return Body(text=webhook_body(message, at=message.at))
        case Format.CLOUDEVENTS:
            return Body(text=cloudevent(message), media_type="application/cloudevents+json")
        case Format.SLACK:
            return Body(text=slack_message(message))
        case Format.ALERTMANAGER:
            return Body(text=alertmanager_body(message))
        case _:
            assert_never(form)
