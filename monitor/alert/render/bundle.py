"""What the mail of a bundle tells: by story, each development once, as it stands last."""

from datetime import UTC, tzinfo

from monitor.alert.date_words import moment_words
from monitor.alert.render.letter import byline, quoted, tone, words
from monitor.alert.render.parts import Entry, Group, Letter, Offer, Tone, no_offer
from monitor.alert.stories import Story, Thread, stories, threads
from monitor.alert.summary import names
from monitor.model.alert import Alert
from monitor.model.restraint import Bundle, Restraint

_LONGEST_SENTENCE = 400
_MOST_ENTRIES = 50
_MOST_EARLIER = 3
_THROTTLED = "More came at once than this receiver is to be told one by one: here is the rest."
_NAMES = {"source": "Sources", "receiver": "Given-up deliveries"}
_MATTERS = (
    ("development", "developments"),
    ("source report", "source reports"),
    ("report of given-up deliveries", "reports of given-up deliveries"),
)


def bundle_subject(bundle: Bundle) -> str:
    """Return how much of what it tells, or that there is nothing new and how the sources do."""
    if not bundle.alerts and not bundle.more:
        return f"Nothing new{_seen(bundle)}"
    told = _counted(threads(bundle.alerts))
    if bundle.more:
        told = (*told, _many(bundle.more, "further alert", "further alerts"))
    start = "Digest" if bundle.reason is Restraint.DIGEST else "Held back"
    return f"{start}: {', '.join(told)}"


def bundle_letter(bundle: Bundle, zone: tzinfo = UTC, offer: Offer = no_offer) -> Letter:
    """Return the letter of the bundle: at most fifty entries, the most urgent, and how many alerts
    are not shown; its times as the clocks of the zone show them, and what may be said of each.
    """
    shown = _most_urgent(threads(bundle.alerts))
    hidden = len(bundle.alerts) - sum(len(thread.alerts) for thread in shown)
    throttled = bundle.reason is Restraint.THROTTLE
    return Letter(
        tone=Tone.NEWS if bundle.alerts else Tone.CALM,
        word=str(bundle.reason),
        byline=words(bundle.receiver),
        heading=bundle_subject(bundle),
        lead=_THROTTLED if throttled else "",
        groups=tuple(_group(story, zone, offer) for story in stories(shown)),
        facts=_facts(bundle, hidden + bundle.more, zone),
        closing=words(f"Bundle {bundle.id}, {moment_words(bundle.at, zone)}"),
    )


def _most_urgent(told: tuple[Thread, ...]) -> tuple[Thread, ...]:
    """Return those for which there is room, in the order given."""
    by_severity = sorted(range(len(told)), key=lambda place: -told[place].severity)
    return tuple(told[place] for place in sorted(by_severity[:_MOST_ENTRIES]))


def _group(story: Story, zone: tzinfo, offer: Offer) -> Group:
    return Group(
        heading=_name(story),
        entries=tuple(_entry(thread, zone, offer) for thread in story.threads),
    )


def _name(story: Story) -> str:
    """Return what its developments have in common, or that it is of sources or receivers."""
    return words(_NAMES.get(story.matter) or names(story.parties) or "Others")


def _entry(thread: Thread, zone: tzinfo, offer: Offer) -> Entry:
    last = thread.last
    first = last.evidence[0] if last.evidence else None
    return Entry(
        tone=tone(last),
        word=str(last.kind),
        byline=words(f"{byline(last)} · {moment_words(last.at, zone)}"),
        heading=words(last.summary),
        quote=quoted(first, "", limit=_LONGEST_SENTENCE, zone=zone) if first is not None else None,
        earlier=_earlier(thread.alerts[:-1], zone),
        say=offer(last),
    )


def _earlier(alerts: tuple[Alert, ...], zone: tzinfo) -> tuple[str, ...]:
    """Return what was told before, the latest three in words."""
    shown = tuple(
        words(f"{moment_words(a.at, zone)}: {a.summary}") for a in alerts[-_MOST_EARLIER:]
    )
    before = len(alerts) - len(shown)
    return (_many(before, "alert before", "alerts before"), *shown) if before else shown


def _counted(told: tuple[Thread, ...]) -> tuple[str, ...]:
    """Return how many developments, sources and receivers there are, each in words."""
    lasts = tuple(thread.last for thread in told)
    developments = sum(a.development is not None for a in lasts)
    losses = sum(a.losses is not None for a in lasts)
    counts = (developments, len(lasts) - developments - losses, losses)
    return tuple(_many(n, *what) for n, what in zip(counts, _MATTERS, strict=True) if n)


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _seen(bundle: Bundle) -> str:
    if not bundle.sources:
        return ""
    return f": {_many(bundle.sources, 'source', 'sources')} seen, {bundle.silent:,} stale"


def _facts(bundle: Bundle, unseen: int, zone: tzinfo) -> tuple[tuple[str, str], ...]:
    facts = [("Until", moment_words(bundle.at, zone))]
    if bundle.since is not None:
        facts.insert(0, ("Since", moment_words(bundle.since, zone)))
    if unseen:
        all_of_it = f"`monitor deliveries show {bundle.id}`"
        facts.append(("Not shown here", f"{_many(unseen, 'alert', 'alerts')}: {all_of_it}"))
    if bundle.sources:
        facts.append(("Sources seen", f"{bundle.sources:,}, of which {bundle.silent:,} are stale"))
    return tuple(facts)
