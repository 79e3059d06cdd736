"""Warnings: what is valid, and yet hardly what was meant, or not yet done by this version."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem
from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.shapes_receivers import ReceiverShape
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.model.watchlist import Kind

_NOT_YET = "is read, but not yet in force in this version"


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
    yield from _of_web(shape, document)
    yield from _of_verifier(shape, document)


def _of_web(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    web = shape.web
    if web is None or web.listen is None or web.token is not None or web.token_file is not None:
        return
    if not _is_loopback(web.listen.host):
        yield document.warning(
            ("web", "listen"),
            "web.listen: others can reach this address, and no token is asked for",
        )


def _of_verifier(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    """Give the doubt about an endpoint on this machine that may not be dialled."""
    asked = shape.verifier.endpoint if shape.verifier.kind == "endpoint" else None
    host = urlsplit(asked.url).hostname if asked is not None else None
    loopback = host is not None and _is_loopback(host)
    if loopback and not any(network.is_loopback for network in shape.network.allow):
        yield document.warning(
            ("verifier", "endpoint", "url"),
            "verifier.endpoint.url: this machine is not dialled unless network.allow permits it",
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _of_receiver(shape: ReceiverShape, path: Steps, document: Document) -> Iterator[Problem]:
    for key in ("quiet", "throttle", "apprise", "when_dead"):
        if getattr(shape, key) is not None:
            yield document.warning((*path, key), f"{key} {_NOT_YET}")
    if shape.email is not None and shape.email.digest is not None:
        yield document.warning((*path, "email", "digest"), f"digest {_NOT_YET}")
    webhook = shape.webhook
    if webhook is None:
        return
    if webhook.format != "standard":
        place = (*path, "webhook", "format")
        yield document.warning(place, f"the format {webhook.format} {_NOT_YET}")
    if webhook.secret is None and webhook.secret_file is None and not webhook.secrets:
        yield document.warning((*path, "webhook"), "without a secret this webhook is not signed")


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
    if shape.confirm_at is None and Kind.CONFIRMED in shape.on:
        place = ("on", shape.on.index(Kind.CONFIRMED))
        yield document.warning(place, "confirmed is never told without confirm_at")
    if shape.confirm_at is None:
        return
    if Kind.CONFIRMED not in shape.on:
        yield document.warning(("confirm_at",), "confirm_at: `on` does not name confirmed")
    elif shape.confirm_at <= shape.min_origins:
        yield document.warning(("confirm_at",), "confirm_at is not more than min_origins")
