"""How real an act is told to be: tense, modality, negation and refusal, by the words that govern
its verb.
"""

from dataclasses import dataclass

from monitor.detect.lexicon.entries import Mode
from monitor.detect.lexicon.inflection import Form
from monitor.detect.sight import Hit, Sight
from monitor.detect.stopping import stopping

REACH = 6
GOVERNOR_REACH = 7
WISH_REACH = 8
DEEPEST = 4
SHARED_REACH = 12
AHEAD_KINDS = frozenset({"future", "would", "possible", "ought", "to", "subordinate"})
BEHIND_KINDS = frozenset({"have", "had", "past_be"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reality:
    """The mode of an act (None: not told as an act at all), and what its verb group says of time
    and voice.
    """

    mode: Mode | None
    passive: bool = False
    perfect: bool = False
    past_perfect: bool = False
    bare: bool = False
    told: bool = False
    governor: int | None = None


@dataclass(slots=True)
class _Group:
    """The auxiliaries before a verb, read from right to left."""

    kinds: set[str]
    negated: bool
    infinitive_at: int | None
    first: int


def reality(seen: Sight, hit: Hit, depth: int = 0) -> Reality:
    """Return how real the act of this verb is told to be."""
    form = hit.entry.form
    group = _auxiliaries(seen, hit.at)
    passive = form in (Form.PAST, Form.PARTICIPLE) and "be" in group.kinds
    if group.infinitive_at is not None:
        return _governed(seen, group, passive=passive, depth=depth)
    if form is Form.ING and "be" not in group.kinds:
        return _gerund(seen, group, hit.at, depth)
    if form is Form.BASE and not group.kinds and depth < DEEPEST:
        sooner = _coordinate(seen, hit)
        if sooner is not None:
            return reality(seen, sooner, depth + 1)
        if (real := _shared(seen, hit, depth)) is not None:
            return real
        if _wished(seen, hit.at):
            return Reality(mode=None)
    stops = stopping(seen, group.first)
    if stops is not None:
        return _under(seen, stops, group, passive=passive, depth=depth)
    return _finite(seen, hit, group, passive=passive)


def _finite(seen: Sight, hit: Hit, group: _Group, *, passive: bool) -> Reality:
    form = hit.entry.form
    mode = None if _undone(seen, hit, group) else _mode(seen, hit.at, group, form)
    if group.negated and mode is not None:
        mode = Mode.REFUSED
    bare_participle = form is Form.PARTICIPLE and not group.kinds
    agent = _agent_follows(seen, hit.end)
    return Reality(
        mode=mode,
        passive=passive or bare_participle or (form is Form.PAST and not group.kinds and agent),
        perfect="have" in group.kinds,
        past_perfect="had" in group.kinds,
        bare=form is Form.PAST and not group.kinds,
    )


def _undone(seen: Sight, hit: Hit, group: _Group) -> bool:
    """Return whether it never happened, or the verb only helps another ("had settled")."""
    if hit.entry.lemma in seen.language.lemmas.have and _helps(seen, hit.end):
        return True
    return not seen.language.cues.never.isdisjoint(seen.words[group.first : hit.at])


def _helps(seen: Sight, end: int) -> bool:
    """Return whether what follows "had" makes it an auxiliary ("had settled")."""
    if end >= len(seen.words):
        return False
    word = seen.words[end]
    return (
        end in seen.verbs
        or bool(seen.kinds[end] & {"been", "adverb"})
        or word.endswith(seen.language.endings.participle)
    )


def _wished(seen: Sight, at: int) -> bool:
    """Return whether a wish governs the clause of a bare verb ("demanded that X lift
    sanctions").
    """
    return any(
        governor.entry.group.name == "wish" and 1 < at - governor.at <= WISH_REACH
        for governor in seen.governors.values()
    )


def _coordinate(seen: Sight, hit: Hit) -> Hit | None:
    """Return the bare verb before "and" whose auxiliaries this one shares ("to meet X and sign
    Y").
    """
    at = hit.at - 1
    if at < 1 or "conjunction" not in seen.kinds[at]:
        return None
    best: Hit | None = None
    for hits in seen.hits.values():
        for other in hits:
            near = at - 12 <= other.at < at and seen.clauses[other.at] == seen.clauses[at]
            if near and other.entry.form is Form.BASE and (best is None or other.at > best.at):
                best = other
    return best


def _shared(seen: Sight, hit: Hit, depth: int) -> Reality | None:
    """Return the reality of a bare verb after "and" whose "to" stands before another verb that no
    type knows ("wants to buy missiles and hand them over").
    """
    if hit.at < 1 or "conjunction" not in seen.kinds[hit.at - 1]:
        return None
    for j in range(hit.at - 2, max(-1, hit.at - 2 - SHARED_REACH), -1):
        if seen.clauses[j] != seen.clauses[hit.at]:
            return None
        governor = _governor(seen, j, reach=1) if "to" in seen.kinds[j] else None
        if governor is not None:
            group = _Group(kinds=set(), negated=False, infinitive_at=j, first=j)
            return _under(seen, governor, group, passive=False, depth=depth)
    return None


def _auxiliaries(seen: Sight, at: int) -> _Group:
    adverb = seen.language.endings.adverb
    group = _Group(kinds=set(), negated=False, infinitive_at=None, first=at)
    for j in range(at - 1, max(-1, at - 1 - REACH), -1):
        kinds = seen.kinds[j]
        if seen.clauses[j] != seen.clauses[at] and not kinds & {"adverb"}:
            break
        if "to" in kinds:
            group.infinitive_at = j
            group.negated = group.negated or (j > 0 and "negation" in seen.kinds[j - 1])
            break
        auxiliary = kinds & {"future", "would", "possible", "ought", "have", "had", "be", "do"}
        if auxiliary:
            group.kinds |= kinds
        merely = j + 1 < at and "merely" in seen.kinds[j + 1]
        if (
            "negation" in kinds
            and not merely
            and (auxiliary or "none" not in kinds or seen.words[j + 1] in seen.language.cues.longer)
        ):
            group.negated = True
        elif not auxiliary and "adverb" not in kinds and not seen.words[j].endswith(adverb):
            break
        group.first = j
    return group


def _mode(seen: Sight, at: int, group: _Group, form: Form) -> Mode | None:
    kinds = group.kinds
    if "ought" in kinds:
        return None
    if "would" in kinds:
        if "have" in kinds:
            return None
        return Mode.FUTURE if _reported(seen, at) else Mode.POSSIBLE
    if "future" in kinds:
        return Mode.PLANNED if conditioned(seen, at) else Mode.FUTURE
    if "possible" in kinds:
        return Mode.POSSIBLE
    return Mode.GOING if _going(seen, at, kinds, form) else Mode.DONE


def conditioned(seen: Sight, at: int) -> bool:
    """Return whether an act is told on a condition: in what follows its clause, or in the opening
    of its sentence ("will answer with sanctions if Iran attacks").
    """
    later = any(
        0 <= seen.clauses[j] - seen.clauses[at] <= 1
        and not any("negation" in kinds for kinds in seen.kinds[j + 1 : j + 2])
        for j in seen.conditional
        if j > at
    )
    return later or (seen.commas[at] > 0 and 0 in seen.conditional)


def _going(seen: Sight, at: int, kinds: set[str], form: Form) -> bool:
    """Return whether it goes on: "is sending", "is being sent", said in the past ("said it was
    sending"), but neither "was sending" nor "has been sending".
    """
    if form is not Form.ING:
        return "progressive" in kinds and "past_be" not in kinds
    if "been" in kinds:
        return False
    return "past_be" not in kinds or _reported(seen, at)


def _reported(seen: Sight, at: int) -> bool:
    return any(hit.at < at for hit in seen.marks("report"))


def _agent_follows(seen: Sight, end: int) -> bool:
    return any("by" in kinds for kinds in seen.kinds[end : end + 3])


def _gerund(seen: Sight, group: _Group, at: int, depth: int) -> Reality:
    governor = _governor(seen, group.first, reach=3, until=at)
    if governor is not None:
        return _under(seen, governor, group, passive=False, depth=depth)
    if group.negated:
        return Reality(mode=Mode.REFUSED)
    behind = group.first > 0 and seen.words[group.first - 1] in seen.language.cues.behind
    return Reality(mode=Mode.DONE if behind or _trails(seen, group.first) else Mode.GOING)


def _trails(seen: Sight, at: int) -> bool:
    """Return whether a gerund trails what has happened ("wasted no time, signing the bill")."""
    if not at or "," not in seen.between(at - 1, at):
        return False
    for j in range(at - 1, -1, -1):
        if seen.clauses[j] != seen.clauses[at] or seen.kinds[j] & AHEAD_KINDS:
            return False
        if j in seen.past or seen.kinds[j] & BEHIND_KINDS:
            return True
    return False


def _governed(seen: Sight, group: _Group, *, passive: bool, depth: int) -> Reality:
    at = group.infinitive_at
    assert at is not None
    before = at - 2 if group.negated else at - 1
    if before >= 0 and "be" in seen.kinds[before]:
        return Reality(mode=Mode.REFUSED if group.negated else Mode.FUTURE, passive=passive)
    governor = _governor(seen, at, reach=GOVERNOR_REACH)
    if governor is None:
        return Reality(mode=Mode.FUTURE if passive else None, passive=passive)
    return _under(seen, governor, group, passive=passive, depth=depth)


def _governor(seen: Sight, before: int, *, reach: int, until: int = 0) -> Hit | None:
    for j in range(before - 1, max(-1, before - 1 - reach), -1):
        if seen.clauses[j] != seen.clauses[before]:
            return None
        hit = seen.governors.get(j)
        if hit is not None and hit.end <= max(before, until):
            return hit
    return None


def _under(seen: Sight, governor: Hit, group: _Group, *, passive: bool, depth: int) -> Reality:
    above = Reality(mode=Mode.DONE)
    if governor.entry.form is not Form.NOUN and depth < DEEPEST:
        above = reality(seen, governor, depth + 1)
    mode = _combined(governor.entry.group.name, above.mode)
    if group.negated and mode is not None:
        mode = Mode.REFUSED
    return Reality(
        mode=mode,
        passive=passive,
        perfect=above.perfect,
        past_perfect=above.past_perfect,
        governor=governor.at,
    )


def _combined(kind: str, above: Mode | None) -> Mode | None:
    """Return the mode of an act under a governor of that kind, which is itself in mode `above`."""
    if above is None or kind == "wish":
        return None
    if kind in ("pass", "go_on"):
        return above
    if kind == "refuse":
        return Mode.FUTURE if above is Mode.REFUSED else Mode.REFUSED
    if above is Mode.REFUSED:
        return Mode.REFUSED
    if kind == "weigh":
        return Mode.WEIGHED
    if above in (Mode.POSSIBLE, Mode.WEIGHED):
        return above
    if kind == "plan" or above in (Mode.FUTURE, Mode.PLANNED):
        return Mode.PLANNED
    return Mode.FUTURE
