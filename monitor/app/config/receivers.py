"""The receivers of monitor.yaml, with their secrets, and the checks among them."""

import base64
from binascii import Error as BadBase64
from collections.abc import Iterator
from typing import NamedTuple

from pydantic import SecretStr

from monitor.adapters.apprise import MISSING, installed
from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem, nearest
from monitor.app.config.registry import twice
from monitor.app.config.secret_files import Files
from monitor.app.config.shapes_monitor import DAYS, IntervalShape, MonitorShape
from monitor.app.config.shapes_receivers import (
    AppriseShape,
    EmailShape,
    ReceiverShape,
    WebhookShape,
)
from monitor.model.watchlist import (
    DEFAULT_RETRY,
    AppriseTarget,
    Digest,
    EmailTarget,
    Format,
    QuietHours,
    Receiver,
    Throttle,
    WebhookTarget,
)


class _Mail(NamedTuple):
    """The defaults of mail receivers, the password read."""

    smtp: str | None
    sender: str | None
    password: str | None


def receivers(shape: MonitorShape, files: Files) -> tuple[Receiver, ...]:
    """Return the receivers; secrets are read, faults are added to those of `files`."""
    mail = _Mail(
        shape.mail.smtp,
        shape.mail.sender,
        _revealed(shape.mail.password)
        or files.secret(("mail", "password_file"), shape.mail.password_file),
    )
    files.problems.extend(_faults(shape, files.document))
    made = []
    for number, receiver in enumerate(shape.receivers):
        path: Steps = ("receivers", number)
        target = _target(receiver, path, files, mail)
        if target is not None:
            made.append(_receiver(receiver, target, shape.time_intervals))
    return tuple(made)


def _receiver(
    shape: ReceiverShape,
    target: WebhookTarget | EmailTarget | AppriseTarget,
    intervals: dict[str, IntervalShape],
) -> Receiver:
    quiet = intervals.get(shape.quiet) if shape.quiet else None
    throttle = shape.throttle
    return Receiver(
        name=shape.name,
        target=target,
        retry=DEFAULT_RETRY if shape.retry is None else tuple(shape.retry),
        send_limit=shape.send_limit,
        quiet=_hours(quiet) if quiet else None,
        throttle=Throttle(most=throttle.most, per=throttle.per) if throttle else None,
        timezone=shape.timezone,
        when_dead=shape.when_dead,
    )


def _hours(shape: IntervalShape) -> QuietHours:
    return QuietHours(
        start=shape.start,
        end=shape.end,
        timezone=shape.timezone,
        days=tuple(sorted({DAYS.index(day) for day in shape.days})),
    )


def _target(
    shape: ReceiverShape, path: Steps, files: Files, mail: _Mail
) -> WebhookTarget | EmailTarget | AppriseTarget | None:
    if shape.webhook is not None:
        return _webhook(shape.webhook, (*path, "webhook"), files)
    if shape.email is not None:
        return _email(shape.email, (*path, "email"), files, mail)
    assert shape.apprise is not None, "a receiver has exactly one way"
    return _apprise(shape.apprise, (*path, "apprise"), files)


def _webhook(shape: WebhookShape, path: Steps, files: Files) -> WebhookTarget:
    held = files.secret((*path, "secret_file"), shape.secret_file)
    given = (
        [((*path, "secret"), _revealed(shape.secret))]
        + [((*path, "secrets", n), _revealed(s)) for n, s in enumerate(shape.secrets or ())]
        + [((*path, "secret_file"), line) for line in _lines(held)]
    )
    for place, secret in given:
        if secret is not None and not _signs(secret):
            what = "a signing secret is whsec_ and base64 after it"
            files.problems.append(files.document.problem(place, f"{place[3]}: {what}"))
    secrets = tuple(secret for _, secret in given if secret is not None)
    return WebhookTarget(url=shape.url, secrets=secrets, format=Format(shape.format))


def _signs(secret: str) -> bool:
    try:
        return bool(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
    except BadBase64:
        return False


def _email(shape: EmailShape, path: Steps, files: Files, mail: _Mail) -> EmailTarget | None:
    """Return the target; the default password goes to the default server only."""
    password = _revealed(shape.password) or files.secret(
        (*path, "password_file"), shape.password_file
    )
    if shape.smtp is None and password is None:
        password = mail.password
    smtp, sender = shape.smtp or mail.smtp, shape.sender or mail.sender
    for key, value in (("smtp", smtp), ("from", sender)):
        if value is None:
            message = f'an email receiver needs "{key}", here or under mail'
            files.problems.append(files.document.problem(path, message))
    if smtp is None or sender is None:
        return None
    digest = (
        Digest(at=shape.digest.at, when_empty=shape.digest.when_empty) if shape.digest else None
    )
    return EmailTarget(
        to=tuple(shape.to), sender=sender, smtp=smtp, password=password, digest=digest
    )


def _apprise(shape: AppriseShape, path: Steps, files: Files) -> AppriseTarget:
    """Return the target; that the extra is missing is a fault: nothing would ever be sent."""
    if not installed():
        files.problems.append(files.document.problem(path, f"apprise: {MISSING}"))
    given = [url.get_secret_value() for url in shape.urls or ()]
    held = _lines(files.secret((*path, "urls_file"), shape.urls_file))
    return AppriseTarget(urls=(*given, *held))


def _lines(text: str | None) -> tuple[str, ...]:
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


def _faults(shape: MonitorShape, document: Document) -> Iterator[Problem]:
    """Give names that stand twice, and names of intervals and receivers that do not exist."""
    seen: dict[str, Steps] = {}
    names = [receiver.name for receiver in shape.receivers]
    for number, receiver in enumerate(shape.receivers):
        path: Steps = ("receivers", number)
        if receiver.name in seen:
            place = (*path, "name")
            what, becomes = f'the name "{receiver.name}"', "`notify` could mean either"
            yield twice(document, place, what, seen[receiver.name], consequence=becomes)
        seen.setdefault(receiver.name, (*path, "name"))
        if receiver.quiet is not None and receiver.quiet not in shape.time_intervals:
            yield document.problem(
                (*path, "quiet"),
                f'quiet: there is no time interval "{receiver.quiet}"',
                suggestion=nearest(receiver.quiet, shape.time_intervals),
                consequence="alerts would arrive at any hour",
            )
        dead = receiver.when_dead
        if dead == receiver.name:
            yield document.problem((*path, "when_dead"), "when_dead: a receiver names itself")
        elif dead is not None and dead not in names:
            yield document.problem(
                (*path, "when_dead"),
                f'when_dead: there is no receiver "{dead}"',
                suggestion=nearest(dead, names),
                consequence="nobody would be told of what could not be delivered",
            )
