"""Does what is stated of an alert hold of it? Only what is stated is compared."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from monitor.app.config.shapes_tests import NONE, AlertShape, FactsShape
from monitor.model.alert import Alert
from monitor.model.condition import Threshold
from monitor.model.development import Development, Party


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A fact that was stated otherwise: what was expected of it, and what was found."""

    fact: str
    expected: str
    found: str


def differences(stated: FactsShape, alert: Alert) -> tuple[Difference, ...]:
    """Return what of the alert is not as stated; nothing if all of it is."""
    found = [_differs(fact, wanted, alert) for fact, wanted in facts_of(stated)]
    if isinstance(stated, AlertShape) and stated.not_ is not None:
        found += [
            Difference(fact=fact, expected=f"not {shown(wanted)}", found=_FOUND[fact](alert))
            for fact, wanted in facts_of(stated.not_)
            if _HOLDS[fact](wanted, alert)
        ]
    return tuple(difference for difference in found if difference is not None)


def agrees(stated: FactsShape, alert: Alert) -> bool:
    """Return whether all that is stated holds of the alert."""
    return not differences(stated, alert)


def facts_of(stated: FactsShape) -> tuple[tuple[str, object], ...]:
    """Return what is stated, each fact with its value, in the order of the shape."""
    values = ((name, getattr(stated, name)) for name in FactsShape.model_fields)
    return tuple((name, value) for name, value in values if value is not None)


def shown(wanted: object) -> str:
    """Return a stated value as it may stand in the file."""
    match wanted:
        case Threshold():
            return money(wanted.value, wanted.currency)
        case list():
            return ", ".join(map(str, wanted)) or NONE
        case _:
            return str(wanted)


def money(value: Decimal, currency: str) -> str:
    """Return the sum in the form of the configuration: 90bn EUR."""
    for unit, factor in (("bn", 10**9), ("M", 10**6), ("k", 10**3)):
        if value >= factor:
            return f"{(value / factor).normalize():f}{unit} {currency}"
    return f"{value:f} {currency}"


def pairs(expected: Sequence[AlertShape], alerts: Sequence[Alert]) -> dict[int, int]:
    """Return which alert is which of the expected ones, by their numbers: as many as can agree;
    then, of those that are left, those that differ least and are of one kind or type.
    """
    found: dict[int, int] = {}  # alert: expected
    fits = [{n for n, a in enumerate(alerts) if agrees(one, a)} for one in expected]
    for number in range(len(expected)):
        _placed(number, fits, found, set())
    told = {one: alert for alert, one in found.items()}
    left = [
        (len(differences(one, alert)), n, m)
        for n, one in enumerate(expected)
        for m, alert in enumerate(alerts)
        if n not in told and m not in found and _alike(one, alert)
    ]
    for _, n, m in sorted(left):
        if n not in told and m not in told.values():
            told[n] = m
    return told


def _placed(number: int, fits: list[set[int]], found: dict[int, int], tried: set[int]) -> bool:
    """Find an alert for the expected one, if need be by finding another one for those before."""
    for alert in sorted(fits[number] - tried):
        tried.add(alert)
        if alert not in found or _placed(found[alert], fits, found, tried):
            found[alert] = number
            return True
    return False


def _alike(stated: FactsShape, alert: Alert) -> bool:
    return all(
        _HOLDS[fact](wanted, alert)
        for fact, wanted in facts_of(stated)
        if fact in {"kind", "type", "watchlist"}
    )


def _differs(fact: str, wanted: object, alert: Alert) -> Difference | None:
    if _HOLDS[fact](wanted, alert):
        return None
    return Difference(fact=fact, expected=shown(wanted), found=_FOUND[fact](alert))


def _development(alert: Alert) -> Development:
    assert alert.development is not None  # replays tell of nothing else
    return alert.development


def _parties(alert: Alert, side: str) -> tuple[Party, ...]:
    parties: tuple[Party, ...] = getattr(_development(alert), side)
    return parties


def _names(party: Party) -> set[str]:
    return {name.casefold() for name in (party.id, party.name, party.text) if name}


def _take_part(side: str) -> Callable[[list[str], Alert], bool]:
    def holds(wanted: list[str], alert: Alert) -> bool:
        there = [_names(party) for party in _parties(alert, side)]
        if not wanted:
            return not there
        return all(any(one.casefold() in names for names in there) for one in wanted)

    return holds


def _who(side: str) -> Callable[[Alert], str]:
    return lambda alert: ", ".join(p.id or p.text for p in _parties(alert, side)) or NONE


def _is(of: Callable[[Alert], object]) -> Callable[[object, Alert], bool]:
    return lambda wanted, alert: of(alert) == wanted


def _text(of: Callable[[Alert], object]) -> Callable[[Alert], str]:
    def found(alert: Alert) -> str:
        value = of(alert)
        return NONE if value is None else shown(value)

    return found


def _among(of: Callable[[Alert], Sequence[str]]) -> Callable[[list[str], Alert], bool]:
    return lambda wanted, alert: set(wanted) <= set(of(alert)) if wanted else not of(alert)


def _amount(wanted: Threshold | str, alert: Alert) -> bool:
    amount = _development(alert).amount
    if amount is None or isinstance(wanted, str):
        return amount is None and isinstance(wanted, str)
    told = {(amount.value, amount.currency), (amount.max, amount.currency)}
    told |= {(other.value, other.currency) for other in amount.equivalents}
    return (wanted.value, wanted.currency) in told


def _amount_text(alert: Alert) -> str:
    amount = _development(alert).amount
    if amount is None:
        return NONE
    others = [money(other.value, other.currency) for other in amount.equivalents]
    upper = [f"up to {money(amount.max, amount.currency)}"] if amount.max is not None else []
    return ", ".join([money(amount.value, amount.currency), *upper, *others])


def _place(wanted: str, alert: Alert) -> bool:
    place = _development(alert).place
    return (place is None) if wanted == NONE else wanted.casefold() in (place or "").casefold()


def _when(wanted: str, alert: Alert) -> bool:
    when = _development(alert).when
    return (when is None) if wanted == NONE else str(when or "").startswith(wanted)


def _toll(of: str) -> Callable[[Alert], int | None]:
    def number(alert: Alert) -> int | None:
        toll = _development(alert).casualties
        found: int | None = getattr(toll, of) if toll is not None else None
        return found

    return number


def _goods(alert: Alert) -> str | None:
    count = _development(alert).count
    return None if count is None else f"{count.value} {count.of}"


def _words(alert: Alert) -> tuple[str, ...]:
    return (alert.summary, *(evidence.sentence for evidence in alert.evidence))


def _says(wanted: list[str], alert: Alert) -> bool:
    texts = [text.casefold() for text in _words(alert)]
    return all(any(one.casefold() in text for text in texts) for one in wanted)


_SINGLE: dict[str, Callable[[Alert], object]] = {
    "kind": lambda alert: str(alert.kind),
    "type": lambda alert: _development(alert).type,
    "status": lambda alert: _development(alert).status,
    "severity": lambda alert: str(alert.severity),
    "killed": _toll("killed"),
    "injured": _toll("injured"),
    "goods": _goods,
    "origins": lambda alert: len(_development(alert).origins),
}
_LISTS: dict[str, Callable[[Alert], list[str]]] = {
    "watchlist": lambda alert: list(alert.watchlists),
    "receivers": lambda alert: list(alert.receivers),
    "changes": lambda alert: [change.field for change in alert.changes],
}
_SIDES = ("parties", "actors", "counterparts")
_HOLDS: dict[str, Callable[..., bool]] = {
    **{fact: _is(of) for fact, of in _SINGLE.items()},
    **{fact: _among(of) for fact, of in _LISTS.items()},
    **{side: _take_part(side) for side in _SIDES},
    "amount": _amount,
    "place": _place,
    "when": _when,
    "says": _says,
}
_FOUND: dict[str, Callable[[Alert], str]] = {
    **{fact: _text(of) for fact, of in _SINGLE.items()},
    **{fact: _text(of) for fact, of in _LISTS.items()},
    **{side: _who(side) for side in _SIDES},
    "amount": _amount_text,
    "place": _text(lambda alert: _development(alert).place),
    "when": _text(lambda alert: _development(alert).when),
    "says": lambda alert: f"“{'” “'.join(_words(alert))}”",
}
