"""How real an act is told to be in a language of free order: by the verb forms, the auxiliaries and
the governors that stand in its clause, wherever they stand.
"""

from collections.abc import Iterable
from dataclasses import replace

from monitor.detect.lexicon.entries import Mode
from monitor.detect.lexicon.inflection import Form
from monitor.detect.reality import Reality
from monitor.detect.sight import Hit, Sight

MODAL = {
    "ought": None,
    "would": Mode.POSSIBLE,
    "possible": Mode.POSSIBLE,
    "planned": Mode.PLANNED,
    "future": Mode.FUTURE,
}
"""What the kinds of a clause's words make of its act, the strongest first."""
HELPING = frozenset({"have", "had", "passive", "becoming", *MODAL})
FINITE = frozenset({Form.PAST, Form.PRESENT, Form.FUTURE})
WISH_REACH = 12


def free_reality(seen: Sight, hit: Hit) -> Reality:
    """Return how real the act of this verb is told to be."""
    clause = [j for j, number in enumerate(seen.clauses) if number == seen.clauses[hit.at]]
    part = _part(seen, clause, hit.at)
    kinds = _kinds(seen, part)
    forms = _forms(seen, hit)
    if not kinds & HELPING and (Form.PARTICIPLE in forms or not forms & FINITE):
        part, kinds = clause, _kinds(seen, clause)
    if "conditional" in _kinds(seen, clause) or _wished(seen, clause):
        return Reality(mode=None)
    real = _told(seen, hit, (forms, kinds))
    if real.mode is not None and _negated(seen, part):
        undone = Mode.FUTURE if real.mode is Mode.REFUSED else Mode.REFUSED
        return replace(real, mode=undone)
    return real


def _part(seen: Sight, clause: list[int], at: int) -> list[int]:
    """Return the tokens of the clause between the conjunctions around the verb."""
    before = [j for j in clause if j < at and "joining" in seen.kinds[j]]
    after = [j for j in clause if j > at and "joining" in seen.kinds[j]]
    first, last = before[-1] if before else -1, after[0] if after else len(seen.words)
    return [j for j in clause if first < j < last]


def _kinds(seen: Sight, tokens: Iterable[int]) -> frozenset[str]:
    return frozenset[str]().union(*(seen.kinds[j] for j in tokens))


def _forms(seen: Sight, hit: Hit) -> frozenset[Form]:
    """Return all forms that the word may be of the same entry."""
    same = seen.hits.get(hit.entry.group.type, ())
    return frozenset(
        h.entry.form for h in same if h.at == hit.at and h.entry.group is hit.entry.group
    )


def _negated(seen: Sight, part: list[int]) -> bool:
    return any(
        "negation" in seen.kinds[j] and not (j + 1 in part and "merely" in seen.kinds[j + 1])
        for j in part
    )


def _wished(seen: Sight, clause: list[int]) -> bool:
    """Return whether a wish opens the clause ("demanded that X lift the ban")."""
    first = clause[0]
    if "subordinate" not in seen.kinds[first]:
        return False
    return any(
        governor.entry.group.name == "wish" and 0 < first - at <= WISH_REACH
        for at, governor in seen.governors.items()
    )


def _told(
    seen: Sight,
    hit: Hit,
    found: tuple[frozenset[Form], frozenset[str]],
) -> Reality:
    forms, kinds = found
    mode: Mode | None = Mode.DONE
    for kind, told in MODAL.items():
        if kind in kinds:
            mode = told
            break
    if _infinitive(seen, hit.at, forms, kinds):
        return _governed(seen, hit, mode, kinds)
    if Form.PARTICIPLE in forms and (kinds & HELPING or not forms & FINITE):
        return Reality(mode=None) if _infinite(seen, hit.end) else _completed(mode, kinds)
    if forms == {Form.NOUN}:
        return _phrase(mode, kinds)
    if mode is Mode.DONE and Form.PAST not in forms:
        mode = Mode.FUTURE if Form.FUTURE in forms else Mode.GOING
    return Reality(mode=mode)


def _infinitive(seen: Sight, at: int, forms: frozenset[Form], kinds: frozenset[str]) -> bool:
    if Form.BASE not in forms:
        return False
    led = at > 0 and "infinitive" in seen.kinds[at - 1]
    return led or not forms & FINITE or bool(kinds & (MODAL.keys() | {"becoming"}))


def _infinite(seen: Sight, end: int) -> bool:
    """Return whether what follows makes a participle an infinitive ("verletzt zu haben")."""
    return end < len(seen.words) and "infinitive" in seen.kinds[end]


def _completed(mode: Mode | None, kinds: frozenset[str]) -> Reality:
    """Return the reality of a participle, by its auxiliaries."""
    passive = bool(kinds & {"passive", "becoming"})
    if not passive and not kinds & {"have", "had"}:
        return Reality(mode=None)
    if mode is Mode.DONE and "becoming" in kinds and not kinds & {"passive", "have"}:
        mode = Mode.FUTURE
    return Reality(mode=mode, passive=passive, perfect=True, past_perfect="had" in kinds)


def _phrase(mode: Mode | None, kinds: frozenset[str]) -> Reality:
    """Return the reality of words that need a verb of no meaning ("zur Verfügung")."""
    ahead = mode is Mode.DONE and "becoming" in kinds and "passive" not in kinds
    return Reality(mode=Mode.FUTURE if ahead else mode, passive=bool(kinds & {"passive"}))


def _governed(seen: Sight, hit: Hit, mode: Mode | None, kinds: frozenset[str]) -> Reality:
    """Return the reality of an infinitive: that of its modal verb, else that of what governs it."""
    led = hit.at > 0 and "infinitive" in seen.kinds[hit.at - 1]
    if kinds & MODAL.keys() and not led:
        return Reality(mode=mode)
    if "becoming" in kinds and not led:
        return Reality(mode=Mode.FUTURE)
    governor = _governor(seen, hit)
    if governor is None:
        return Reality(mode=None)
    return Reality(mode=_combined(governor.entry.group.name, mode), governor=governor.at)


def _governor(seen: Sight, hit: Hit) -> Hit | None:
    """Return the nearest governor in the clause."""
    clause = seen.clauses[hit.at]
    near = [g for at, g in seen.governors.items() if at != hit.at and seen.clauses[at] == clause]
    return min(near, key=lambda g: abs(g.at - hit.at), default=None)


def _combined(kind: str, above: Mode | None) -> Mode | None:
    """Return the mode of an act under a governor of that kind, in a clause of the mode `above`."""
    if kind == "wish" or above is None:
        return None
    if kind in ("pass", "go_on") or above is Mode.POSSIBLE:
        return above
    plain = Mode.FUTURE if above is Mode.DONE else Mode.PLANNED
    return {"refuse": Mode.REFUSED, "weigh": Mode.WEIGHED, "plan": Mode.PLANNED}.get(kind, plain)
