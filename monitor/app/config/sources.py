"""The sources of sources.yaml, with the defaults of monitor.yaml and their secrets read."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import TypeVar

from pydantic import SecretStr

from monitor.app.config.document import Steps
from monitor.app.config.registry import twice
from monitor.app.config.secret_files import Files
from monitor.app.config.shapes_monitor import DefaultsShape, RhythmShape
from monitor.app.config.shapes_sources import (
    FieldsShape,
    HostPaceShape,
    SourceShape,
    SourcesShape,
)
from monitor.discover.api import wrong_expression
from monitor.discover.markup import wrong_selector
from monitor.model.source import Fields, Pace, Rhythm, Source, SourceId, SourceKind

T = TypeVar("T", bool, int, timedelta)

_ONE_MEMORY = "the two would share what is remembered of asking them"
_ONE_LINE = re.compile(r"[\x20-\x7e]+")


def sources(shape: SourcesShape, files: Files, defaults: DefaultsShape) -> tuple[Source, ...]:
    """Return the sources in their order, those not enabled too; faults are added to `files`."""
    seen: dict[str, Steps] = {}
    made = []
    for number, source in enumerate(shape.sources):
        path: Steps = ("sources", number)
        if source.id in seen:
            place = (*path, "id")
            what = f'the id "{source.id}"'
            told = twice(files.document, place, what, seen[source.id], consequence=_ONE_MEMORY)
            files.problems.append(told)
        seen.setdefault(source.id, (*path, "id"))
        made.append(_source(source, path, files, defaults))
    return tuple(made)


def _source(shape: SourceShape, path: Steps, files: Files, defaults: DefaultsShape) -> Source:
    pace = shape.per_host or HostPaceShape()
    return Source(
        id=SourceId(shape.id),
        kind=SourceKind(shape.place),
        url=_address(shape, path, files),
        outlet=shape.outlet,
        family=shape.family,
        language=shape.language,
        link=_selector(shape, "link", path, files),
        select=_selector(shape, "select", path, files),
        fields=_fields(shape.fields, (*path, "fields"), files) if shape.fields else None,
        headers=_headers(shape, path, files),
        password=_secret(shape, "password", path, files),
        token_file=_token_file(shape, path, files),
        every=_else(shape.every, defaults.every),
        rhythm=_rhythm(shape.rhythm or defaults.rhythm),
        timeout=_else(shape.timeout, defaults.timeout),
        pace=Pace(
            concurrency=_else(pace.concurrency, defaults.per_host.concurrency),
            delay=_else(pace.delay, defaults.per_host.delay),
        ),
        respect_robots=_else(shape.respect_robots, defaults.respect_robots),
        enabled=shape.enabled,
    )


def _address(shape: SourceShape, path: Steps, files: Files) -> str:
    """Return where the source is; an archive is found from the configuration's folder."""
    given: str = getattr(shape, shape.place)
    if shape.archive is None:
        return given
    found = files.located((*path, "archive"), given)
    if shape.enabled and not found.exists():
        message = f"archive: there is no such file or folder: {given}"
        files.problems.append(files.document.problem((*path, "archive"), message))
    return str(found)


def _selector(shape: SourceShape, key: str, path: Steps, files: Files) -> str | None:
    """Return the selector of this name; one that cannot be understood is a fault."""
    given: str | None = getattr(shape, key)
    wrong = wrong_selector(given) if given is not None else None
    if wrong is not None:
        message = f"{key}: no CSS selector: {wrong}"
        files.problems.append(files.document.problem((*path, key), message))
    return given


def _fields(shape: FieldsShape, path: Steps, files: Files) -> Fields:
    """Return the expressions; those that cannot be understood are faults."""
    for key, expression in shape.model_dump(exclude_none=True).items():
        wrong = wrong_expression(expression)
        if wrong is not None:
            message = f"{key}: no JMESPath expression: {wrong}"
            files.problems.append(files.document.problem((*path, key), message))
    return Fields(**shape.model_dump())


def _headers(shape: SourceShape, path: Steps, files: Files) -> tuple[tuple[str, str], ...]:
    """Return what the source is asked with: its headers, its cookies and its login."""
    headers = [*shape.headers.items(), *_header_files(shape, path, files)]
    cookies = _secret(shape, "cookies", path, files)
    if cookies is not None:
        headers.append(("Cookie", cookies))
    token = _secret(shape, "token", path, files) if shape.mailbox is None else None
    if token is not None:
        headers.append(("Authorization", f"Bearer {token}"))
    if shape.basic is not None:
        within: Steps = (*path, "basic")
        held = files.secret((*within, "password_file"), shape.basic.password_file)
        login = f"{shape.basic.user}:{_revealed(shape.basic.password) or held or ''}"
        headers.append(("Authorization", f"Basic {base64.b64encode(login.encode()).decode()}"))
    return tuple(headers)


def _token_file(shape: SourceShape, path: Steps, files: Files) -> str | None:
    """Return the path of a mailbox's token: what it holds now is of no use later."""
    if shape.mailbox is None or shape.token_file is None:
        return None
    _secret(shape, "token", path, files)
    found = files.located((*path, "token_file"), shape.token_file)
    files.named.discard(found)
    return str(found)


def _header_files(shape: SourceShape, path: Steps, files: Files) -> Iterator[tuple[str, str]]:
    """Give the headers whose values stand in files of their own."""
    for name, file in shape.header_files.items():
        place: Steps = (*path, "header_files", name)
        value = _one_line(files.secret(place, file), place, files)
        if value is not None:
            yield name, value


def _secret(shape: SourceShape, key: str, path: Steps, files: Files) -> str | None:
    """Return the secret of this name, from the document or its file: one line of plain ASCII."""
    file = f"{key}_file"
    secret = _revealed(getattr(shape, key)) or files.secret((*path, file), getattr(shape, file))
    if key == "password":
        return secret
    return _one_line(secret, (*path, key if getattr(shape, key) is not None else file), files)


def _one_line(secret: str | None, place: Steps, files: Files) -> str | None:
    """Return the secret of this place if a header can hold it; else that is a fault."""
    if secret is None or _ONE_LINE.fullmatch(secret):
        return secret
    message = f"{place[-1]}: holds more than one line of plain letters"
    files.problems.append(files.document.problem(place, message))
    return None


def _rhythm(shape: RhythmShape | None) -> Rhythm | None:
    return Rhythm(shortest=shape.shortest, longest=shape.longest) if shape else None


def _revealed(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret is not None else None


def _else(given: T | None, default: T) -> T:
    return default if given is None else given
