"""What the grammars found in a sentence, and which of it belongs to one act: sums, counts, date,
place.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from monitor.detect.counts import CasualtySpan, CountSpan
from monitor.detect.head import Head
from monitor.detect.lexicon.entries import EventType, Mode, Sameness, Sides
from monitor.detect.lexicon.inflection import Form
from monitor.detect.lexicon.language import FREE
from monitor.detect.money import MoneySpan
from monitor.detect.place import PlaceSpan
from monitor.detect.sight import Sight
from monitor.detect.when import DateSpan
from monitor.model.actor import Registry
from monitor.model.development import Party
from monitor.model.moment import When

AHEAD = frozenset({Mode.FUTURE, Mode.PLANNED, Mode.POSSIBLE})
OWNED_REACH = 4
PLACE_ROLES = frozenset({"in", "at", "near"})
NEAR_SUM = 18
PLACE_REACH = 30
STRUCK_REACH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the grammars found in one sentence; offsets are into the sentence. `of`: the sentences
    of the article. `places` are read only where an act asks for them.
    """

    base: date
    registry: Registry
    of: int = 1
    dates: tuple[DateSpan, ...] = ()
    sums: tuple[MoneySpan, ...] = ()
    counts: tuple[CountSpan, ...] = ()
    toll: CasualtySpan | None = None
    places: Callable[[], tuple[PlaceSpan, ...]] = tuple
    countries: Mapping[str, Party] = field(default_factory=dict)


def own_sums(seen: Sight, head: Head, setting: Setting) -> list[MoneySpan]:
    """Return the sums of the act: those in its clause and the nearest one; parts of a sum
    ("including $6bn") are none, nor what they are taken from ("$3bn, part of a $20bn plan").
    """
    own = []
    for money in setting.sums:
        at = seen.token_at(money.start)
        if at >= len(seen.words) or money.part or _part_of_sum(seen, at):
            continue
        if money.larger and head.at < at:
            continue
        apart = _clauses_apart(seen, money, head.at)
        noun_apart = min((_clauses_apart(seen, money, n.at) for n in head.nouns), default=9)
        if min(apart, noun_apart) == 0 or (apart == 1 and abs(at - head.at) <= NEAR_SUM):
            own.append(money)
    return own


def _clauses_apart(seen: Sight, money: MoneySpan, other: int) -> int:
    """Return how many clauses lie between a sum and a token; the same in other money, in brackets
    after a sum, does not part it from the noun behind ("an $800m (£612m) package").
    """
    if money.amount.equivalents and 0 <= other - seen.token_at(money.end) < OWNED_REACH:
        return 0
    return abs(seen.clauses[seen.token_at(money.start)] - seen.clauses[other])


def _part_of_sum(seen: Sight, at: int) -> bool:
    return any(seen.words[j] in seen.language.cues.part for j in range(max(0, at - 4), at))


def own_counts(seen: Sight, head: Head, setting: Setting) -> list[CountSpan]:
    """Return the counts of the act: those in its clause or the next one that hold."""
    return [
        c
        for c in setting.counts
        if not c.left
        and (at := seen.token_at(c.start)) < len(seen.words)
        and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1
    ]


def own_date(seen: Sight, head: Head, spans: Sequence[DateSpan]) -> DateSpan | None:
    """Return the date of the act: the nearest in its clause, else in the sentence; durations date
    nothing.
    """
    best: DateSpan | None = None
    least = 1000
    event = seen.lexicon.types[head.hit.entry.group.type]
    mutual = event.sides is Sides.MUTUAL
    moved = bool(seen.marks("reworded"))
    spans = standing(spans, moved=moved)
    for found in spans:
        span, at = found, min(seen.token_at(found.start), len(seen.words) - 1)
        if (
            span.span
            or _of_another(seen, head, span)
            or abs(seen.clauses[at] - seen.clauses[head.at]) > 2
        ):
            continue
        if _day_of_saying(seen, head, at) or _day_of_promise(seen, head, at):
            if (mutual and _lies_ahead(event, head)) or (moved and at > head.at):
                continue
            span = _behind(span)
        far = abs(at - head.at) + 12 * abs(seen.clauses[at] - seen.clauses[head.at])
        if span.since:
            far += 20
        if far < least:
            best, least = span, far
    if best is None or not mutual:
        return best
    planned = event.sameness is Sameness.OCCASION and _is_planned(seen, head, best)
    return _ahead(best) if planned or _told_in_present(seen, head) else best


def standing(spans: Sequence[DateSpan], *, moved: bool) -> list[DateSpan]:
    """Return the dates without those that are said to be given up for another of the sentence;
    where a date is `moved`, only the one that takes its place.
    """
    taken = [span for span in spans if span.taken and span.when is not None and not span.span]
    if moved and taken:
        return taken
    kept = [span for span in spans if not span.left]
    return kept if any(span.when is not None for span in kept) else list(spans)


def _day_of_saying(seen: Sight, head: Head, at: int) -> bool:
    """Return whether a date tells when something was said ("…, officials said on Monday")."""
    said = {hit.at for hit in seen.marks("report") if hit.entry.form is Form.PAST}
    if seen.language.order == FREE:
        told = seen.commas[at]
        return told != seen.commas[head.at] and any(seen.commas[j] == told for j in said)
    before = at - 1 if at and "preposition" not in seen.kinds[at - 1] else at - 2
    return before in said


def _day_of_promise(seen: Sight, head: Head, at: int) -> bool:
    """Return whether a date tells when the act was decided ("agreed on Tuesday to send")."""
    governor = seen.governors.get(head.reality.governor or -1)
    past = governor is not None and governor.entry.form is Form.PAST
    return past and governor is not None and governor.at < at < head.at


def _behind(span: DateSpan) -> DateSpan:
    """Return a date that surely lies behind."""
    if span.past_day is None or span.vague:
        return replace(span, future_day=None)
    return replace(span, future_day=None, when=When.of_day(span.past_day), past=True)


def _lies_ahead(event: EventType, head: Head) -> bool:
    """Return whether an act is yet to come, be it told by a verb of what was done to plan it."""
    mode = head.reality.mode or Mode.DONE
    planned = event.sameness is Sameness.OCCASION and head.group.status.get(mode)
    return mode in AHEAD or planned in event.nature.ahead


def _is_planned(seen: Sight, head: Head, span: DateSpan) -> bool:
    """Return whether the day of a plan lies ahead, for all that its planning lies behind ("was
    planned for Sunday", "put off to Sunday", "confirmed talks on Sunday").
    """
    nature = seen.lexicon.types[head.hit.entry.group.type].nature
    status = head.group.status.get(head.reality.mode or Mode.DONE)
    if status not in nature.ahead | nature.against:
        return False
    if span.taken or head.reality.past_perfect:
        return span.taken
    forward = span.when is not None and span.when.exact == span.future_day
    said = any(hit.at == head.at for hit in seen.marks("report"))
    return forward or (status in nature.ahead and (said or bool(seen.marks("reworded"))))


def _told_in_present(seen: Sight, head: Head) -> bool:
    """Return whether the plain present tells it, which looks ahead where a day is named ("they meet
    on Sunday", "he flies out to meet them on Sunday").
    """
    real, verb = head.reality, head.verb
    if real.governor is not None:
        verb = seen.governors.get(real.governor)
        if verb is None or verb.entry.group.name != "pass":
            return False
    plain = verb is not None and verb.entry.form in (Form.PRESENT, Form.BASE)
    return plain and real.mode is Mode.DONE and not real.perfect


def _ahead(span: DateSpan) -> DateSpan:
    """Return a bare weekday as the one to come."""
    if span.future_day is None or span.past_day is None or span.vague:
        return span
    return replace(span, past_day=span.future_day, when=When.of_day(span.future_day))


def _of_another(seen: Sight, head: Head, span: DateSpan) -> bool:
    """Return whether vague words of time own something else than the act ("last autumn's
    slaughter"), or a year the deal that it breaks ("violated the 2020 truce").
    """
    ending = seen.language.endings.possessive
    owning = span.vague and (span.text.endswith(ending) or seen.text.startswith(ending, span.end))
    year = _describing_year(seen, span)
    if not owning and not year:
        return False
    after = seen.token_at(span.end)
    mine = any(after - 1 <= noun.at <= after + OWNED_REACH for noun in head.nouns)
    return not mine or (year and _undoing(seen, head))


def _describing_year(seen: Sight, span: DateSpan) -> bool:
    """Return whether a bare year stands right before the noun that it belongs to ("a 1997
    pact").
    """
    after = seen.token_at(span.end)
    alone = span.when is not None and span.when.month is None and span.text[-1].isdigit()
    return (
        alone
        and "determiner" in seen.kinds[seen.token_at(span.start)]
        and after < len(seen.words)
        and seen.text[span.end : seen.starts[after]] == " "
        and not seen.kinds[after]
    )


def _undoing(seen: Sight, head: Head) -> bool:
    """Return whether the act goes against what is there already, as breaking a truce does."""
    against = seen.lexicon.types[head.hit.entry.group.type].nature.against
    return head.group.status.get(Mode.DONE) in against


def own_place(
    seen: Sight, head: Head, places: Sequence[PlaceSpan], *, struck: bool = False
) -> PlaceSpan | None:
    """Return where the act takes place: the nearest place told with "in", "at" or "near".

    `struck`: it may be what the act hits, right after its verb.
    """
    best: PlaceSpan | None = None
    least = 1000
    moved = _moved_place(seen, places)
    if moved is not None:
        return moved
    for place in places:
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        city = place.name != place.country
        hit = struck and city and place.role is None and _hit(seen, head, at)
        if place.role not in PLACE_ROLES and not hit:
            continue
        far = abs(at - head.at) + 8 * abs(seen.clauses[at] - seen.clauses[head.at])
        if far < least and far <= PLACE_REACH:
            best, least = place, far
    return best


def _hit(seen: Sight, head: Head, at: int) -> bool:
    """Return whether a place stands right after the verb that hits it, or after its noun ("the
    strike on Kharkiv").
    """
    if 0 < at - head.at <= STRUCK_REACH:
        return True
    aimed = seen.words[at - 1] in seen.language.prepositions.target
    return aimed and any(0 < at - noun.end <= 1 for noun in head.nouns)


def _moved_place(seen: Sight, places: Sequence[PlaceSpan]) -> PlaceSpan | None:
    """Return where it is told to be moved to, or to take place instead, or None."""
    moved = seen.language.shapes.moved
    ahead = (p for p in places if p.role == "to" and moved.search(seen.text[: p.start]))
    return next(ahead, None)


def where_to(seen: Sight, head: Head, setting: Setting) -> Party | None:
    """Return the country of the place where what is given goes, if it is not the giver's."""
    givers = {who.party.id for who in head.actors}
    for place in setting.places():
        at = min(seen.token_at(place.start), len(seen.words) - 1)
        party = setting.countries.get(place.country)
        near = seen.text[place.end : place.end + 1] != "$"
        near = near and at > head.at and abs(seen.clauses[at] - seen.clauses[head.at]) <= 1
        if near and party is not None and party.id not in givers and place.role != "from":
            return replace(party, text=place.text)
    return None
