"""A source as it is asked for on the command line: its kind, and what opens its door."""

from collections.abc import Callable
from dataclasses import fields as fields_of
from dataclasses import replace
from pathlib import Path
from typing import TypedDict, TypeVar

import rich_click as click

from monitor.app.cli.inputs import is_url
from monitor.app.config.entries import Entry, line
from monitor.app.config.folder import SOURCES
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.secret_files import Files
from monitor.app.config.settings import Configuration
from monitor.app.config.shapes_monitor import DefaultsShape
from monitor.app.config.shapes_sources import SourcesShape
from monitor.app.config.sources import sources
from monitor.app.config.translation import checked
from monitor.app.config.yaml import parse_yaml
from monitor.discover.api import wrong_expression
from monitor.discover.offers import channel
from monitor.errors import UsageError
from monitor.model.source import Fields, Source, SourceKind

Command = TypeVar("Command", bound=Callable[..., object])
Parts = dict[str, str | dict[str, str]]

_NAMES = tuple(field.name for field in fields_of(Fields))
_IN_QUESTION = Fields(url="url")
"""Stands in an entry until it is known where an API's answer holds what."""


class Wished(TypedDict):
    """What the user says of a place; None, and empty, is found out. Files are of secrets."""

    kind: str | None
    link: str | None
    select: str | None
    field: tuple[str, ...]
    header: tuple[str, ...]
    cookies: str | None
    basic_user: str | None
    password_file: str | None
    token_file: str | None


_OPTIONS = (
    click.option(
        "--kind",
        type=click.Choice([str(kind) for kind in SourceKind]),
        help="Do not find out: it is this.",
    ),
    click.option("--link", help="CSS selector of the links of a listing, or of a mailbox's mails."),
    click.option("--select", help="CSS selector of the part of a page that is watched."),
    click.option(
        "--field",
        multiple=True,
        metavar="NAME=EXPR",
        help=f"Where an API holds what, in JMESPath: {', '.join(_NAMES)} (may be repeated).",
    ),
    click.option(
        "--header",
        multiple=True,
        metavar="NAME=FILE",
        help="A request header, and the file that holds its value (may be repeated).",
    ),
    click.option("--cookies", metavar="FILE", help="File of cookies: name=value; name=value."),
    click.option("--basic-user", metavar="NAME", help="Who logs in; needs --password-file."),
    click.option("--password-file", metavar="FILE", help="File of the password."),
    click.option("--token-file", metavar="FILE", help="File of a bearer or OAuth token."),
)


def wished(command: Command) -> Command:
    """Give the command the options of `Wished`; secrets come from files, as the daemon finds them:
    from the configuration folder.
    """
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def kind_of(place: str, said: Wished) -> SourceKind | None:
    """Return the kind that was said, or that the place or an option shows; None: find out.

    Raises `UsageError` for what is no place.
    """
    if said["kind"] is not None:
        return SourceKind(said["kind"])
    if place.lower().startswith(("imap://", "imaps://")):
        return SourceKind.MAILBOX
    if not is_url(place):
        if Path(place).exists():
            return SourceKind.ARCHIVE
        raise UsageError(
            f"{place}: give an address that starts with https://, http:// or imaps://, or a file"
        )
    signs = (
        (said["link"], SourceKind.LISTING),
        (said["select"], SourceKind.PAGE),
        (said["field"], SourceKind.API),
        (channel(place), SourceKind.TELEGRAM),
    )
    return next((kind for sign, kind in signs if sign), None)


def wish(place: str, kind: SourceKind | None, said: Wished, settings: Configuration) -> Source:
    """Return the source as the daemon would read its entry, with what its files hold.

    Of an API without `--field` the fields are None. Raises `UsageError`.
    """
    known = kind or SourceKind.LISTING
    _refuse_what_does_not_fit(known, said)
    fields = given_fields(said["field"])
    asked = fields or (_IN_QUESTION if known is SourceKind.API else None)
    parts: dict[str, str | dict[str, str] | None] = {
        "id": "asked",
        "outlet": "asked",
        str(known): str(Path(place).resolve()) if known is SourceKind.ARCHIVE else place,
        "link": said["link"],
        "select": said["select"],
        "fields": expressions(asked),
        **door(said),
    }
    entry = {key: value for key, value in parts.items() if value is not None}
    return replace(_read(entry, settings.folder), fields=fields, pace=settings.pace)


def _refuse_what_does_not_fit(kind: SourceKind, said: Wished) -> None:
    if said["link"] is not None and kind not in {SourceKind.LISTING, SourceKind.MAILBOX}:
        raise UsageError("--link is for listings and mailboxes")
    if said["select"] is not None and kind is not SourceKind.PAGE:
        raise UsageError("--select is for --kind page")
    if said["field"] and kind is not SourceKind.API:
        raise UsageError("--field is for --kind api")
    if kind is SourceKind.MAILBOX:
        keys = (said["password_file"], said["token_file"])
        if keys.count(None) != 1 or said["basic_user"] is not None:
            raise UsageError(
                "a mailbox needs --password-file or --token-file; its user stands in its address"
            )
    elif (said["password_file"] is None) != (said["basic_user"] is None):
        raise UsageError("--basic-user and --password-file need each other; a mailbox has no user")


def door(said: Wished) -> Parts:
    """Return the parts of an entry that say what is asked with: names of files, and no secret."""
    parts: Parts = {}
    if said["header"]:
        parts["header_files"] = dict(map(_header, said["header"]))
    for key, file in (("cookies_file", said["cookies"]), ("token_file", said["token_file"])):
        if file is not None:
            parts[key] = file
    if said["password_file"] is not None:
        user, file = said["basic_user"], said["password_file"]
        whole: Parts = {"basic": {"user": user or "", "password_file": file}}
        parts |= whole if user is not None else {"password_file": file}
    return parts


def _header(written: str) -> tuple[str, str]:
    name, sign, file = written.partition("=")
    if not sign or not file:
        raise UsageError(f"--header {name}: write NAME=FILE; the file holds the value")
    return name, file


def given_fields(written: tuple[str, ...]) -> Fields | None:
    """Return the fields of an API; raises `UsageError` for names and expressions that are none."""
    given: dict[str, str] = {}
    for one in written:
        name, sign, expression = one.partition("=")
        if not sign or name not in _NAMES:
            raise UsageError(f"--field {one}: write NAME=EXPR; NAME is {', '.join(_NAMES)}")
        if (wrong := wrong_expression(expression)) is not None:
            raise UsageError(f"--field {one}: {wrong}")
        given[name] = expression
    return Fields(**given) if given else None


def expressions(fields: Fields | None) -> dict[str, str] | None:
    """Return the expressions of an API's fields that are given."""
    if fields is None:
        return None
    told = {name: getattr(fields, name) for name in _NAMES}
    return {name: expression for name, expression in told.items() if expression is not None}


def _read(entry: Entry, folder: Path) -> Source:
    """Return the source of the entry as the daemon reads it; raises `UsageError`."""
    try:
        document = parse_yaml(f"sources:\n  {line(entry)}\n", name=SOURCES)
        files = Files(document, folder)
        (made,) = sources(checked(document, SourcesShape), files, DefaultsShape())
    except ConfigErrors as errors:
        raise UsageError(_told(errors.problems)) from errors
    if files.problems:
        raise UsageError(f"{_told(tuple(files.problems))} (files are found from {folder})")
    return made


def _told(problems: tuple[Problem, ...]) -> str:
    """Return what is wrong without the place in an entry that nobody wrote."""
    messages = (problem.message.removeprefix("sources[0]") for problem in problems)
    return "; ".join(message.lstrip(":. ") for message in messages)
