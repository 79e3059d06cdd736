"""Words of the configuration that mean more than text: durations, sizes, days, sums, URLs."""

import re
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, NamedTuple
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo, available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from monitor.fetch.credentials import refused_header
from monitor.model.condition import Threshold

_DURATION = r"([0-9]{1,6})([smhd])"
_LONG_DURATION = r" *([0-9]{1,6}) *([smhd])(?:ecs?|econds?|ins?|inutes?|rs?|ours?|ays?)?\.? *"
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SIZE = r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(MB|GB|TB|MiB|GiB|TiB)"
_LONG_SIZE = r" *([0-9]{1,6}) *(?i:([mgt])(?:b|egabytes?|igabytes?|erabytes?)?) *"
_BYTES = {"MB": 10**6, "GB": 10**9, "TB": 10**12, "MiB": 2**20, "GiB": 2**30, "TiB": 2**40}
_SUM = r"([0-9]{1,15}(?:\.[0-9]{1,6})?) ?(k|K|m|M|bn|tn)? +([A-Z]{3})"
_FACTORS = {"": 1, "k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK = r"([01][0-9]|2[0-3]):([0-5][0-9])"
_MAIL = r"[^\s@<>,;:]+@[^\s@<>,;:]+"
_SENDER = rf'(?:[^<>@,;:"]+ <{_MAIL}>|{_MAIL})'
_LISTEN = r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})"
_TELEGRAM = r"(?:@|(?:https?://)?(?:www\.)?t\.me/(?:s/)?)?([A-Za-z][A-Za-z0-9_]{3,31})/?"
_HEADER = r"[A-Za-z0-9!#$%&'*+.^_`|~-]{1,64}"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def expected(
    what: str, *, among: tuple[str, ...] = (), meant: str | None = None
) -> PydanticCustomError:
    """Return the error of a value that is not `what`; what was `meant` is suggested, else a near
    word `among` these.
    """
    context = {"what": what, "among": among, "meant": meant}
    return PydanticCustomError("expected", "expected {what}", context)


def fault(sentence: str, *, at: str | None = None) -> PydanticCustomError:
    """Return the error that the sentence tells, of the whole mapping or `at` one of its keys."""
    return PydanticCustomError("fault", "{sentence}", {"sentence": sentence, "at": at})


def _matched(pattern: str, given: object, what: str, *, meant: str | None = None) -> re.Match[str]:
    match = re.fullmatch(pattern, given) if isinstance(given, str) else None
    if match is None:
        raise expected(what, meant=meant)
    return match


def _respelt(pattern: str, given: object) -> str | None:
    """Return the number and the first letters of its unit, where both are spelt at length."""
    match = re.fullmatch(pattern, given) if isinstance(given, str) else None
    return f"{match[1]}{match[2]}" if match is not None else None


def duration(given: object) -> timedelta:
    """Return the length of time that `30s`, `5m`, `3h` or `2d` names."""
    what = "a duration such as 30s, 5m, 3h or 2d"
    match = _matched(_DURATION, given, what, meant=_respelt(_LONG_DURATION, given))
    return timedelta(seconds=int(match[1]) * _UNITS[match[2]])


def _some(length: timedelta) -> timedelta:
    if not length:
        raise expected("a duration longer than nothing")
    return length


def size(given: object) -> int:
    """Return the bytes that `500MB`, `10GB` or `1.5TiB` names: at least a million."""
    what = "a size of at least 1MB such as 500MB, 10GB or 2TB"
    meant = _respelt(_LONG_SIZE, given)
    match = _matched(_SIZE, given, what, meant=f"{meant.upper()}B" if meant else None)
    found = int(Decimal(match[1]) * _BYTES[match[2]])
    if found < 10**6:
        raise expected(what)
    return found


def day(given: object) -> date:
    """Return the day that `YYYY-MM-DD` names."""
    what = "a day such as 2024-07-31"
    match = _matched(_DAY, given, what)
    try:
        return date.fromisoformat(match[0])
    except ValueError:
        raise expected(what) from None


def clock_time(given: object) -> time:
    """Return the time of day that `HH:MM` names."""
    meant = (
        f"0{given}" if isinstance(given, str) and re.fullmatch("[0-9]:[0-5][0-9]", given) else None
    )
    match = _matched(_CLOCK, given, 'a time of day such as "07:30"', meant=meant)
    return time(int(match[1]), int(match[2]))


@cache
def _currencies() -> frozenset[str]:
    return frozenset(list_currencies())


def threshold(given: object) -> Threshold:
    """Return the sum that `10M EUR`, `2.5bn USD`, `500k GBP` or `90000000 EUR` names."""
    match = _matched(_SUM, given, "a sum such as 10M EUR, 2.5bn USD, 500k GBP or 90000000 EUR")
    if match[3] not in _currencies():
        raise expected("a currency of ISO 4217 such as EUR or USD")
    return Threshold(
        value=Decimal(match[1]) * _FACTORS[(match[2] or "").lower()], currency=match[3]
    )


def is_sum(given: object) -> bool:
    """Return whether the text names a sum."""
    try:
        threshold(given)
    except PydanticCustomError:
        return False
    return True


def _zone(given: str) -> str:
    try:
        ZoneInfo(given)
    except (KeyError, OSError, ValueError):
        known = available_timezones()
    else:
        return given
    raise expected("a time zone such as Europe/Kyiv", among=tuple(sorted(known)))


def network(given: object) -> IPv4Network | IPv6Network:
    """Return the network that a CIDR such as `10.0.0.0/8` names; an address is one of its own."""
    if not isinstance(given, str):
        raise expected("a network such as 127.0.0.0/8")
    try:
        return ip_network(given)
    except ValueError:
        what = "a network such as 127.0.0.0/8 (no host bits set)"
        raise expected(what, meant=_around(given)) from None


def _around(given: str) -> str | None:
    """Return the network in which the address with its length lies; None if there is none."""
    try:
        return str(ip_network(given, strict=False))
    except ValueError:
        return None


class Endpoint(NamedTuple):
    """An address to listen on."""

    host: str
    port: int


def endpoint(given: object) -> Endpoint:
    """Return the address that `host:port` or `[::1]:port` names."""
    what = "host:port such as 127.0.0.1:8765"
    match = _matched(_LISTEN, given, what)
    if int(match[2]) > 65_535:
        raise expected(what)
    return Endpoint(match[1].strip("[]"), int(match[2]))


def _clean(given: str) -> str:
    if _CONTROLS.search(given):
        raise expected("text without line breaks and control characters")
    if given != given.strip():
        raise expected("text without blanks at its ends")
    return given


def _split(
    given: str, what: str, schemes: tuple[str, ...], *, among: tuple[str, ...] = ()
) -> SplitResult:
    """Return the parts of the URL; the value itself may be secret and stands in no error."""
    try:
        parts = urlsplit(given)
        usable = parts.scheme in schemes and parts.port != 0 and not re.search(r"\s", given)
    except ValueError:
        usable = False
    else:
        if usable:
            return parts
    raise expected(what, among=among)


def web_url(given: str) -> str:
    """Return the address of a page or a hook; raises `PydanticCustomError` if it is none."""
    what = "a URL that starts with https:// or http://"
    if not _split(given, what, ("http", "https")).hostname:
        raise expected(what)
    return given


def redis_url(given: str) -> str:
    """Return the address of the store; raises `PydanticCustomError` if it is none."""
    if given == "embedded":
        return given
    what = "embedded, or a URL of redis, rediss or unix"
    schemes = ("redis", "rediss", "unix", "redis+sentinel", "redis+cluster")
    # Sentinel addresses may name several hosts and ports, which is no single port to check.
    first, comma, _ = given.partition(",")
    whole = first if comma and first.startswith("redis+") else given
    parts = _split(whole, what, schemes, among=("embedded",))
    if not (parts.path if parts.scheme == "unix" else parts.netloc):
        raise expected(what)
    return given


def _smtp(given: str) -> str:
    what = "smtp://host:port (or user@host:port), smtp+starttls://… or smtps://…"
    parts = _split(given, what, ("smtp", "smtp+starttls", "smtps"))
    if parts.password is not None:
        raise fault("the password must not stand in the address: give password_file")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise expected(what)
    return given


def _imap(given: str) -> str:
    what = "imaps://user@host[:port][/folder], or imap:// for STARTTLS"
    parts = _split(given, what, ("imaps", "imap"))
    if parts.password is not None:
        raise fault("the password must not stand in the address: give password_file")
    if not parts.hostname or not parts.username or parts.query or parts.fragment:
        raise expected(what)
    return given


def telegram_channel(given: str) -> str:
    """Return the address of the public page of a channel, named or given by its address."""
    match = re.fullmatch(_TELEGRAM, given)
    if match is None:
        raise expected("a public channel such as example, @example or https://t.me/s/example")
    return f"https://t.me/s/{match[1]}"


def _header_value(given: str) -> str:
    if not re.fullmatch(r"[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?", given):
        raise expected("a header's value: one line of plain letters")
    return given


def _header_name(given: str) -> str:
    if not re.fullmatch(_HEADER, given):
        raise expected("the name of a header, such as X-Api-Key")
    wrong = refused_header(given)
    if wrong is not None:
        raise fault(f"the header {given} cannot be set: {wrong}")
    return given


def _contact(given: str) -> str:
    if re.fullmatch(_MAIL, given) or re.fullmatch(r"https?://\S+", given):
        return given
    raise expected("a mail address or the URL of a page")


def _words(pattern: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": f"^(?:{pattern})$", **more})


_NONZERO = r"0*[1-9][0-9]*[smhd]"
Span = Annotated[timedelta, BeforeValidator(duration), _words(r"[0-9]{1,6}[smhd]")]
Duration = Annotated[timedelta, BeforeValidator(duration), AfterValidator(_some), _words(_NONZERO)]
Size = Annotated[int, BeforeValidator(size), _words(_SIZE)]
Day = Annotated[date, BeforeValidator(day), _words(_DAY)]
ClockTime = Annotated[time, BeforeValidator(clock_time), _words(_CLOCK)]
Sum = Annotated[Threshold, BeforeValidator(threshold), _words(_SUM)]
Cidr = Annotated[
    IPv4Network | IPv6Network, BeforeValidator(network), WithJsonSchema({"type": "string"})
]
Listen = Annotated[Endpoint, BeforeValidator(endpoint), _words(_LISTEN)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=1000), AfterValidator(_clean)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$")]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, StringConstraints(pattern=f"^{_MAIL}$")]
Sender = Annotated[str, StringConstraints(pattern=f"^{_SENDER}$")]
WebUrl = Annotated[str, AfterValidator(web_url), _words(r"https?://\S+")]
ImapUrl = Annotated[str, AfterValidator(_imap), _words(r"imaps?://\S+")]
TelegramChannel = Annotated[str, AfterValidator(telegram_channel), _words(_TELEGRAM)]
HeaderName = Annotated[str, AfterValidator(_header_name), _words(_HEADER)]
HeaderValue = Annotated[str, AfterValidator(_header_value)]
RedisUrl = Annotated[str, AfterValidator(redis_url)]
SmtpUrl = Annotated[str, AfterValidator(_smtp), _words(r"smtp(?:\+starttls)?://\S+|smtps://\S+")]
Contact = Annotated[str, AfterValidator(_contact)]
