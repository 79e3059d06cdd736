"""Silences: how they are written, and which alerts they match."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import assert_never

from monitor.alert.reading import parties_upward
from monitor.alert.words import fits
from monitor.errors import UsageError
from monitor.model.actor import Registry
from monitor.model.alert import Alert
from monitor.model.restraint import Aspect, Matcher, Silence

MOST_STANDING = 500
"""Silences that may hold or be to come at one time."""
MOST_MATCHERS = 20
LONGEST_PATTERN = 200
LONGEST_AUTHOR = 100
LONGEST_COMMENT = 1_000
LONGEST = timedelta(days=366)


def read_matcher(text: str) -> Matcher:
    """Return the matcher written as `aspect=pattern` or `aspect!=pattern`.

    Raises `UsageError` for an aspect that there is not, and for an empty pattern.
    """
    name, _, pattern = text.partition("=")
    negated = name.endswith("!")
    try:
        aspect = Aspect(name.removesuffix("!").strip().lower())
    except ValueError:
        known = ", ".join(Aspect)
        raise UsageError(f'"{text}": write ASPECT=PATTERN or ASPECT!=PATTERN, of {known}') from None
    if not pattern.strip():
        raise UsageError(f'"{text}": the pattern is empty (`*` stands for any text)')
    return Matcher(aspect=aspect, pattern=pattern.strip(), negated=negated)


def matcher_words(matcher: Matcher) -> str:
    """Return the matcher as it is written."""
    return f"{matcher.aspect}{'!=' if matcher.negated else '='}{matcher.pattern}"


def new_silence(
    matchers: tuple[Matcher, ...],
    start: datetime,
    until: datetime,
    *,
    author: str,
    comment: str,
    now: datetime,
) -> Silence:
    """Return the silence; its id is the same for the same words.

    Raises `UsageError`, by the field that is wrong, for one that matches by nothing, that is over
    before it begins, or that passes a limit.
    """
    texts = {"author": (author, LONGEST_AUTHOR), "comment": (comment, LONGEST_COMMENT)}
    for wrong in (*_wrong_matchers(matchers), *_wrong_times(start, until, now), *_too_long(texts)):
        raise UsageError(wrong)
    words = "|".join(map(matcher_words, matchers))
    seed = f"{words}|{start.isoformat()}|{until.isoformat()}|{author}|{comment}|{now.isoformat()}"
    return Silence(
        id=sha256(seed.encode()).hexdigest()[:12],
        matchers=matchers,
        start=start,
        until=until,
        author=author,
        comment=comment,
        created=now,
    )


def _wrong_matchers(matchers: tuple[Matcher, ...]) -> Iterator[str]:
    if not 1 <= len(matchers) <= MOST_MATCHERS:
        yield f"matchers: 1 to {MOST_MATCHERS} are needed; `receiver=*` matches every alert"
    for matcher in matchers:
        yield from _too_long({str(matcher.aspect): (matcher.pattern, LONGEST_PATTERN)})


def _wrong_times(start: datetime, until: datetime, now: datetime) -> Iterator[str]:
    if until <= max(start, now):
        yield "until: a silence must end after its start, and later than now"
    if until - start > LONGEST:
        yield f"until: a silence lasts {LONGEST.days} days at most"


def _too_long(texts: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    for name, (text, longest) in texts.items():
        if len(text) > longest:
            yield f"{name}: a text of 1 to {longest} characters is needed"


def check_room(kept: Iterable[Silence], now: datetime) -> None:
    """Raise `UsageError` if so many silences hold or are to come that one more is not kept."""
    if sum(one.until > now for one in kept) >= MOST_STANDING:
        raise UsageError(
            f"{MOST_STANDING} silences hold or are to come, which is the most: expire one first"
        )


def silenced(
    alert: Alert, receiver: str, silences: Iterable[Silence], registry: Registry, now: datetime
) -> Silence | None:
    """Return the silence that holds the alert at the receiver for longest; None if none does."""
    holding = [
        one
        for one in silences
        if one.start <= now < one.until
        and one.matchers
        and all(_holds(m, alert, receiver, registry) for m in one.matchers)
    ]
    return max(holding, key=lambda one: (one.until, one.id), default=None)


def _holds(matcher: Matcher, alert: Alert, receiver: str, registry: Registry) -> bool:
    values = _values(matcher.aspect, alert, receiver, registry)
    return any(fits(matcher.pattern, value) for value in values) != matcher.negated


def _values(aspect: Aspect, alert: Alert, receiver: str, registry: Registry) -> Iterable[str]:
    """Return what the alert has of the aspect."""
    match aspect:
        case Aspect.RECEIVER:
            return (receiver,)
        case Aspect.TYPE | Aspect.DEVELOPMENT | Aspect.ACTOR:
            return _of_development(aspect, alert, registry)
        case Aspect.SOURCE | Aspect.OUTLET:
            return _of_sources(aspect, alert)
        case Aspect.WATCHLIST:
            return alert.watchlists
        case Aspect.KIND:
            return (str(alert.kind),)
        case Aspect.SEVERITY:
            return (str(alert.severity),)
        case Aspect.SUMMARY:
            return (alert.summary,)
        case _:
            assert_never(aspect)


def _of_development(aspect: Aspect, alert: Alert, registry: Registry) -> Iterable[str]:
    development = alert.development
    if development is None:
        return ()
    if aspect is Aspect.ACTOR:
        return parties_upward(development, registry, alert.at.date())
    return (development.type if aspect is Aspect.TYPE else development.id,)


def _of_sources(aspect: Aspect, alert: Alert) -> Iterable[str]:
    watched = alert.source
    if aspect is Aspect.SOURCE:
        return () if watched is None else (watched.id,)
    told = tuple(e.outlet for e in alert.evidence if e.outlet is not None)
    return told if watched is None else (*told, watched.outlet)
