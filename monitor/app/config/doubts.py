"""Warnings: what is valid, and yet hardly what was meant."""

from collections.abc import Iterator, Sequence
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
                (*path, "name"),
                f'no watchlist notifies the receiver "{receiver.name}"',
                hint=f"add {receiver.name} to `notify` of a watchlist",
                consequence="nothing is sent there",
            )
        yield from _of_receiver(receiver, path, document)
    for name in shape.time_intervals:
        if name not in quiet:
            yield document.warning(
                ("time_intervals", name),
                f'no receiver uses the time interval "{name}"',
                hint=f"add quiet: {name} to a receiver",
                consequence="alerts arrive at any hour",
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
            hint="a development that is forgotten is also new when it is told again",
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
            hint="give token_file",
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
            hint="add 127.0.0.0/8 to network.allow",
            consequence="no second opinion is had, and all is told as it stands",
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
        yield document.warning(
            (*path, "url"), told, consequence="every alert is refused there, and dead in the end"
        )
    elif shape.format == "alertmanager" and fitting is None:
        yield document.warning((*path, "url"), "url: an Alertmanager is told at /api/v2/alerts")
    signed = shape.secret is not None or shape.secret_file is not None or bool(shape.secrets)
    if shape.format in _READ_SIGNED and not signed and fitting is None:
        yield document.warning(
            path,
            "without a secret this webhook is not signed",
            hint="give secret_file",
            consequence="its receiver cannot tell our alerts from anybody's",
        )


def _form_at(url: str) -> str | None:
    """Return the format that is read at such an address; None where that cannot be told."""
    parts = urlsplit(url)
    if parts.hostname in _SLACK:
        return "slack"
    return "alertmanager" if parts.path.rstrip("/").endswith("/api/v2/alerts") else None


def of_notified(read: Sequence[tuple[WatchlistShape, Document]]) -> Iterator[Problem]:
    """Give the watchlists that notify nobody; all in one where none of them notifies anybody."""
    silent = [(shape, document) for shape, document in read if not shape.notify]
    becomes = "its alerts are kept for `monitor alerts` and the API, and sent to nobody"
    if len(silent) > 1 and len(silent) == len(read):
        names = ", ".join(f'"{shape.name}"' for shape, _ in silent)
        told = f"the watchlists {names} notify nobody"
        yield silent[0][1].warning(("notify",), told, consequence=becomes.replace("its", "their"))
        return
    for shape, document in silent:
        told = f'the watchlist "{shape.name}" notifies nobody'
        yield document.warning(("notify",), told, consequence=becomes)
