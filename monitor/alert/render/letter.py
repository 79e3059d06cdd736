"""What the mail of an alert tells, part by part."""

import re
from datetime import UTC, tzinfo

from monitor.alert.date_words import moment_words, stamp_words, when_words
from monitor.alert.money_words import amount_words
from monitor.alert.render.harmless import line, link
from monitor.alert.render.parts import Difference, Letter, Offer, Quote, Tone, no_offer
from monitor.alert.summary import names, value_words
from monitor.model.alert import Alert, Losses, Watched
from monitor.model.development import Change, Development, Evidence
from monitor.model.watchlist import Kind

LONGEST_WORDS = 300
LONGEST_SENTENCE = 1200
_MOST_REASONS = 12
_MOST_QUOTES = 4
_MOST_NAMED = 5
_COLUMNS = {Kind.CONTESTED: ("Contested", "Told", "Claimed")}
_CONDITION = re.compile(r"^(?:actors|keywords)\.\w+: |^min_amount: (?=the amount|no rate)")
_OF_THE_RULES = re.compile(
    r"(?:not|the same as) development [0-9a-f]{8,}: |the verifier gives "
    r"|nothing tells it as history$"
)
"""Reasons that name ids or figures of rules, or nothing: they stand in the record."""
_LABELS = {
    Kind.UPDATE: ("Now", "Before"),
    Kind.CONTESTED: ("The claim", "What it contradicts"),
    Kind.CONFIRMED: ("The latest report", "Reported before"),
    Kind.OVERDUE: ("What was announced", "What was announced"),
    Kind.WITHDRAWN: ("What was told", "What was told"),
}
"""Over the first sentence, and over the others."""
_CHANGES = frozenset({Kind.UPDATE, Kind.CONTESTED})
_OTHERWISE = ("Evidence", "A claim against it")
_LEADS = {
    Kind.OVERDUE: "It was announced for a day that has passed, and nothing was reported of it.",
    Kind.WITHDRAWN: "This is a correction: do not rely on what earlier mails of this thread told.",
    Kind.DELIVERY: "Nothing of it is lost: `monitor deliveries dead` lists what was given up, "
    "`monitor deliveries replay` sends it again.",
}
_LOOK_BACK_WORD = "look-back"
_LOOK_BACK = (
    "This looks back: it was published before the watchlist asked for it. You are told of it once, "
    "and from now on of what changes."
)
_STATUS = "Status"
_ASKED, _CORRECTED = "Why you get this", "Why it is withdrawn"
_TONES = {
    Kind.NEW: Tone.NEWS,
    Kind.UPDATE: Tone.CHANGE,
    Kind.CONFIRMED: Tone.ASSURANCE,
    Kind.CONTESTED: Tone.DOUBT,
    Kind.OVERDUE: Tone.DOUBT,
    Kind.SOURCE: Tone.CALM,
    Kind.WITHDRAWN: Tone.ALARM,
    Kind.DELIVERY: Tone.ALARM,
}


def letter(alert: Alert, zone: tzinfo = UTC, offer: Offer = no_offer) -> Letter:
    """Return what the mail of the alert tells, its times as the clocks of the zone show them, and
    what its reader may say of it.
    """
    return Letter(
        tone=tone(alert),
        word=_LOOK_BACK_WORD if alert.look_back else str(alert.kind),
        byline=byline(alert),
        heading=words(alert.summary),
        lead=_lead(alert),
        columns=_COLUMNS.get(alert.kind, ("What changed", "Before", "Now")),
        differences=tuple(_difference(change) for change in alert.changes),
        quotes=_quotes(alert, zone),
        facts=tuple((name, words(value)) for name, value in _facts(alert, zone) if value),
        ground=_CORRECTED if alert.kind is Kind.WITHDRAWN else _ASKED,
        reasons=tuple(words(reason) for reason in _reasons(alert)[:_MOST_REASONS]),
        say=offer(alert),
        closing=words(
            f"Alert {alert.id}, revision {alert.revision}, {moment_words(alert.at, zone)}"
        ),
    )


def _lead(alert: Alert) -> str:
    if alert.muted is not None:
        return words(f"This was sent to nobody. {alert.muted}")
    return _LOOK_BACK if alert.look_back else _LEADS.get(alert.kind, "")


def tone(alert: Alert) -> Tone:
    """Return what the alert means to its reader."""
    well = alert.source is not None and not alert.source.health.state.is_trouble
    return Tone.ASSURANCE if well else _TONES[alert.kind]


def byline(alert: Alert) -> str:
    """Return how urgent it is, and which watchlists asked for it."""
    return words(" · ".join((str(alert.severity), *alert.watchlists)))


def words(text: str) -> str:
    """Return the text on one harmless line of at most 300 characters."""
    return line(text, LONGEST_WORDS)


def _quotes(alert: Alert, zone: tzinfo) -> tuple[Quote, ...]:
    """Return the sentences that say so; those of a change in order of time."""
    if alert.source is not None:
        return _last_item(alert.source, zone)
    first, other = _LABELS.get(alert.kind, _OTHERWISE)
    quotes = tuple(quoted(e, other if n else first, zone=zone) for n, e in enumerate(_shown(alert)))
    return quotes[::-1] if alert.kind in _CHANGES else quotes


def _shown(alert: Alert) -> tuple[Evidence, ...]:
    """Return the sentences of the alert; a confirmation shows one of each further outlet too."""
    if alert.kind is not Kind.CONFIRMED or alert.development is None:
        return alert.evidence[:_MOST_QUOTES]
    latest: dict[str | None, Evidence] = {}
    for evidence in (*alert.evidence, *reversed(alert.development.evidence)):
        latest.setdefault(evidence.outlet, evidence)
    return tuple(latest.values())[:_MOST_QUOTES]


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
        field=words(change.field),
        before=words(value_words(change.before)),
        after=words(value_words(change.after)),
    )


def quoted(
    evidence: Evidence, label: str, *, limit: int = LONGEST_SENTENCE, zone: tzinfo = UTC
) -> Quote:
    """Return the sentence of the evidence under that label, cut at the limit."""
    source = evidence.outlet or "Unnamed outlet"
    if evidence.published is not None:
        source = f"{source}, {stamp_words(evidence.published, zone)}"
    return Quote(
        label=label,
        sentence=line(evidence.sentence, limit),
        source=words(source),
        link=link(evidence.url),
    )


def _facts(alert: Alert, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    """Return what is known of what the alert tells, each fact under a name; unknown ones empty."""
    if alert.source is not None:
        return _health(alert.source, zone)
    if alert.losses is not None:
        return _given_up(alert.losses, zone)
    if alert.development is None:
        return ()
    if alert.kind is Kind.WITHDRAWN:
        told = _told(alert.development, None, zone)
        return (*(fact for fact in told if fact[0] != _STATUS), _by(alert))
    return _told(alert.development, alert.attribution, zone)


def _by(alert: Alert) -> tuple[str, str]:
    """Return who took it back, which is where a correction carries whom a claim is from."""
    return "Withdrawn by", alert.attribution or ""


def _told(
    development: Development, attribution: str | None, zone: tzinfo
) -> tuple[tuple[str, str], ...]:
    count, harm = development.count, development.casualties
    told = (("killed", harm.killed), ("injured", harm.injured)) if harm is not None else ()
    return (
        (_STATUS, development.status),
        ("Who", names(development.actors)),
        ("With or to", names(development.counterparts)),
        ("Amount", amount_words(development.amount) if development.amount else ""),
        ("Number", f"{count.value:,} {count.of}" if count is not None else ""),
        ("Casualties", ", ".join(f"{n:,} {what}" for what, n in told if n is not None)),
        ("Place", development.place or ""),
        ("Date", when_words(development.when) if development.when else ""),
        ("According to", attribution or development.attribution or ""),
        ("Reported by", _reported(development)),
        ("First seen", moment_words(development.first_seen, zone)),
    )


def _health(watched: Watched, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    health = watched.health
    return (
        ("Source", f"{watched.outlet} ({watched.id})"),
        ("State", str(health.state)),
        ("Since", moment_words(health.since, zone)),
    )


def _given_up(losses: Losses, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    more = losses.dead - len(losses.alerts)
    return (
        ("Receiver", losses.receiver),
        ("Given up", f"{losses.dead:,}, since {moment_words(losses.since, zone)}"),
        ("Last answer", losses.why),
        ("Alerts", ", ".join(losses.alerts) + (f" and {more:,} more" if more > 0 else "")),
    )


def _last_item(watched: Watched, zone: tzinfo) -> tuple[Quote, ...]:
    """Return the last new item that the source brought."""
    sample = watched.health.sample
    if sample is None:
        return ()
    return (
        Quote(
            label="Its last new item",
            sentence=line(sample.title or sample.url or "without a title", LONGEST_SENTENCE),
            source=words(f"{watched.outlet}, {moment_words(sample.at, zone)}"),
            link=link(sample.url),
        ),
    )


def _reported(development: Development) -> str:
    outlets, origins = len(development.outlets), len(development.origins)
    named = f" ({', '.join(development.outlets)})" if 1 < outlets <= _MOST_NAMED else ""
    return (
        f"{outlets} outlet{'' if outlets == 1 else 's'}{named}, "
        f"{origins} independent origin{'' if origins == 1 else 's'}"
    )
