"""Warnings: what is valid, and yet hardly what was meant."""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem
from monitor.app.config.settings import is_loopback
from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.shapes_receivers import ReceiverShape, WebhookShape
from monitor.app.config.shapes_watchlist import WatchlistShape

SHORTEST_KEPT = timedelta(days=30)
_READ_SIGNED = frozenset({"standard", "cloudevents"})
_SLACK = frozenset({"hooks.slack.com", "hooks.slack-gov.com"})


def of_settings(
    shape: MonitorShape, document: Document, watchlists: tuple[WatchlistShape, ...]
) -> Iterator[Problem]:
    """Give the doubts about monitor.yaml, knowing who is notified by these watchlists."""
    used = {name for watchlist in watchlists for name in watchlist.notify}
    used.update(receiver.when_dead for receiver in shape.receivers if receiver.when_dead)
    quiet = {receiver.quiet for receiver in shape.receivers}
    for number, receiver in enumerate(shape.receivers):
        path: Steps = ("receivers", number)
        if receiver.name not in used:
            yield document.warning(
                (*path, "name"), f'no watchlist notifies the receiver "{receiver.name}"'
            )
        yield from _of_receiver(receiver, path, document)
    for name in shape.time_intervals:
        if name not in quiet:
            yield document.warning(
                ("time_intervals", name), f'no receiver uses the time interval "{name}"'
            )
    yield from _of_losses(shape, document)
    yield from _of_retention(shape, document)
    yield from _of_web(shape, document)
    yield from _of_verifier(shape, document)


def _of_losses(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    """Give the doubt, once, about receivers of which nobody is told that they cannot be reached,
    though there is one who could be.
    """
    names = [receiver.name for receiver in shape.receivers]
    if len(names) > 1 and all(receiver.when_dead is None for receiver in shape.receivers):
        yield document.warning(
            ("receivers",),
            "no receiver has when_dead: if one is down for good, no other is told;"
            f" for example: when_dead: {names[1]} on {names[0]}",
        )


def _of_retention(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    """Give the doubt about alerts that go while a receiver may still be waited for."""
    if shape.retention.developments < SHORTEST_KEPT:
        yield document.warning(
            ("retention", "developments"),
            "retention.developments: under 30d, alerts may be gone before a receiver that is paused"
            " gets them",
        )


def _of_web(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    web = shape.web
    if web is None or web.listen is None or web.token is not None or web.token_file is not None:
        return
    if not is_loopback(web.listen.host):
        yield document.warning(
            ("web", "listen"),
            "web.listen: others can reach this address, and no token is set:"
            " only /healthz and /readyz are answered there",
        )


def _of_verifier(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    """Give the doubt about an endpoint on this machine that may not be dialled."""
    asked = shape.verifier.endpoint if shape.verifier.kind == "endpoint" else None
    host = urlsplit(asked.url).hostname if asked is not None else None
    loopback = host is not None and is_loopback(host)
    if loopback and not any(network.is_loopback for network in shape.network.allow):
        yield document.warning(
            ("verifier", "endpoint", "url"),
            "verifier.endpoint.url: this machine is not dialled unless network.allow permits it",
        )


def _of_receiver(shape: ReceiverShape, path: Steps, document: Document) -> Iterator[Problem]:
    if shape.webhook is not None:
        yield from _of_webhook(shape.webhook, (*path, "webhook"), document)


def _of_webhook(shape: WebhookShape, path: Steps, document: Document) -> Iterator[Problem]:
    """Give the doubts about a form that its receiver hardly reads, and about an unsigned one where
    signatures are read: Slack and the Alertmanager look at none.
    """
    fitting = _form_at(shape.url)
    if fitting is not None and shape.format != fitting:
        told = f"url: what is there does not read the format {shape.format}: format: {fitting}"
        yield document.warning((*path, "url"), told)
    elif shape.format == "alertmanager" and fitting is None:
        yield document.warning((*path, "url"), "url: an Alertmanager is told at /api/v2/alerts")
    signed = shape.secret is not None or shape.secret_file is not None or bool(shape.secrets)
    if shape.format in _READ_SIGNED and not signed and fitting is None:
        yield document.warning(path, "without a secret this webhook is not signed")


def _form_at(url: str) -> str | None:
    """Return the format that is read at such an address; None where that cannot be told."""
    parts = urlsplit(url)
    if parts.hostname in _SLACK:
        return "slack"
    return "alertmanager" if parts.path.rstrip("/").endswith("/api/v2/alerts") else None


def of_watchlist(shape: WatchlistShape, document: Document) -> Iterator[Problem]:
    """Give the doubts about one watchlist."""
    if not shape.notify:
        yield document.warning(("notify",), f'the watchlist "{shape.name}" notifies nobody')
    for path, words in ((("developments",), shape.developments), (("on",), shape.on)):
        if words is not None and not words:
            yield document.warning(path, f"{path[0]} is empty: this watchlist can never match")
    for condition, wanted, unwanted in (
        ("actors", shape.actors.all, shape.actors.none),
        ("keywords", shape.keywords.all, shape.keywords.none),
    ):
        both = [word for word in unwanted if word in wanted]
        if both:
            place = (condition, "none", unwanted.index(both[0]))
            message = f'"{both[0]}" stands under all and none: this watchlist can never match'
            yield document.warning(place, message)
    yield from _of_confirmation(shape, document)


def _of_confirmation(shape: WatchlistShape, document: Document) -> Iterator[Problem]:
    if shape.confirm_at is None and "confirmed" in shape.on:
        place = ("on", shape.on.index("confirmed"))
        yield document.warning(place, "confirmed is never told without confirm_at")
    if shape.confirm_at is None:
        return
    if "confirmed" not in shape.on:
        yield document.warning(("confirm_at",), "confirm_at: `on` does not name confirmed")
    elif shape.confirm_at <= shape.min_origins:
        yield document.warning(("confirm_at",), "confirm_at is not more than min_origins")
