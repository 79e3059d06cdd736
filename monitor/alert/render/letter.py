"""What a mail tells, before it is plain text or HTML: every word of it is harmless as text."""

import re
from dataclasses import dataclass

from monitor.alert.date_words import moment_words, stamp_words, when_words
from monitor.alert.money_words import amount_words
from monitor.alert.render.harmless import line, link
from monitor.alert.summary import names, value_words
from monitor.model.alert import Alert, Watched
from monitor.model.development import Change, Development, Evidence
from monitor.model.watchlist import Kind

_LONGEST_SENTENCE = 1200
_LONGEST_WORDS = 300
_MOST_REASONS = 12
_COLUMNS = {Kind.CONTESTED: ("Contested", "Told", "Claimed")}
_OTHERWISE = ("Evidence", "A claim against it")
_CONDITION = re.compile(r"^(?:actors|keywords)\.\w+: |^min_amount: (?=the amount|no rate)")
_OF_THE_RULES = re.compile(
    r"(?:not|the same as) development [0-9a-f]{8,}: |the verifier gives "
    r"|nothing tells it as history$"
)
"""Reasons that name ids or figures of rules, or nothing: they stand in the record."""
_LABELS = {
    Kind.UPDATE: ("Now", "Before"),
    Kind.CONTESTED: ("The claim", "What it contradicts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that changed, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A sentence of the evidence: what it stands for, who wrote it when, and where to read it."""

    label: str
    sentence: str
    source: str
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """The parts of a mail, in reading order; `columns` head the differences, `facts` are pairs of
    name and value.
    """

    kicker: str
    heading: str
    columns: tuple[str, str, str]
    differences: tuple[Difference, ...]
    quotes: tuple[Quote, ...]
    facts: tuple[tuple[str, str], ...]
    reasons: tuple[str, ...]
    closing: str


def letter(alert: Alert) -> Letter:
    """Return what the mail of the alert tells."""
    development = alert.development
    labels = _LABELS.get(alert.kind, _OTHERWISE)
    facts = _facts(development, alert.attribution) if development is not None else ()
    quotes = tuple(_quote(e, labels[min(n, 1)]) for n, e in enumerate(alert.evidence))
    if alert.source is not None:
        facts, quotes = _health(alert.source), _last_item(alert.source)
    return Letter(
        kicker=_words(" · ".join((str(alert.kind), str(alert.severity), *alert.watchlists))),
        heading=_words(alert.summary),
        columns=_COLUMNS.get(alert.kind, ("What changed", "Before", "Now")),
        differences=tuple(_difference(change) for change in alert.changes),
        quotes=quotes,
        facts=tuple((name, _words(value)) for name, value in facts if value),
        reasons=tuple(_words(reason) for reason in _reasons(alert)[:_MOST_REASONS]),
        closing=_words(f"Alert {alert.id}, revision {alert.revision}, {moment_words(alert.at)}"),
    )


def _words(text: str) -> str:
    return line(text, _LONGEST_WORDS)


def _reasons(alert: Alert) -> tuple[str, ...]:
    """Return why the receiver gets it: what its watchlists ask for, then what was judged, without
    the names of rules.
    """
    asked: list[str] = []
    judged: list[str] = []
    for reason in alert.why:
        name = next((w for w in alert.watchlists if reason.startswith(f"{w}: ")), None)
        if name is not None:
            asked.append(f"watchlist {name}: {_CONDITION.sub('', reason[len(name) + 2 :])}")
        elif not _OF_THE_RULES.match(reason):
            judged.append(reason)
    return (*asked, *judged)


def _difference(change: Change) -> Difference:
    return Difference(
        field=_words(change.field),
        before=_words(value_words(change.before)),
        after=_words(value_words(change.after)),
    )


def _quote(evidence: Evidence, label: str) -> Quote:
    source = evidence.outlet or "Unnamed outlet"
    if evidence.published is not None:
        source = f"{source}, {stamp_words(evidence.published)}"
    return Quote(
        label=label,
        sentence=line(evidence.sentence, _LONGEST_SENTENCE),
        source=_words(source),
        link=link(evidence.url),
    )


def _facts(development: Development, attribution: str | None) -> tuple[tuple[str, str], ...]:
    """Return the told state, each slot under a name; unknown ones are empty."""
    count, harm = development.count, development.casualties
    told = (("killed", harm.killed), ("injured", harm.injured)) if harm is not None else ()
    return (
        ("Status", development.status),
        ("Who", names(development.actors)),
        ("With or to", names(development.counterparts)),
        ("Amount", amount_words(development.amount) if development.amount else ""),
        ("Number", f"{count.value:,} {count.of}" if count is not None else ""),
        ("Casualties", ", ".join(f"{n:,} {what}" for what, n in told if n is not None)),
        ("Place", development.place or ""),
        ("Date", when_words(development.when) if development.when else ""),
        ("According to", attribution or development.attribution or ""),
        ("Reported by", _reported(development)),
        ("First seen", moment_words(development.first_seen)),
    )


def _health(watched: Watched) -> tuple[tuple[str, str], ...]:
    """Return how a source does, each fact under a name."""
    health = watched.health
    return (
        ("Source", f"{watched.outlet} ({watched.id})"),
        ("State", str(health.state)),
        ("Since", moment_words(health.since)),
    )


def _last_item(watched: Watched) -> tuple[Quote, ...]:
    """Return the last new item that the source brought."""
    sample = watched.health.sample
    if sample is None:
        return ()
    return (
        Quote(
            label="Its last new item",
            sentence=line(sample.title or sample.url or "without a title", _LONGEST_SENTENCE),
            source=_words(f"{watched.outlet}, {moment_words(sample.at)}"),
            link=link(sample.url),
        ),
    )


def _reported(development: Development) -> str:
    outlets, origins = len(development.outlets), len(development.origins)
    return (
        f"{outlets} outlet{'' if outlets == 1 else 's'}, "
        f"{origins} independent origin{'' if origins == 1 else 's'}"
    )
