"""What a type is like, from the fields of its lexicon document that hold in every language.

`plover sides same statuses against ahead slots window lasting named loose instruments labels noun
summary`; `monitor.model.nature.Nature` says what they mean. A document that leaves one out has the
default.
"""

import re
from collections.abc import Mapping

from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.records import mapping, record, string, strings
from monitor.model.development import TypeId
from monitor.model.nature import WINDOW_DAYS, Labels, Nature, Sameness, Sides

NATURE_FIELDS = frozenset(
    {"plover", "sides", "same", "statuses", "against", "ahead", "slots", "window", "lasting"}
    | {"named", "loose", "instruments", "labels", "noun", "summary"}
)
SLOTS = frozenset({"amount", "count", "casualties", "place", "result", "worth"})
FACTS = frozenset(
    {"actors", "counterparts", "parties", "both", "sum", "count", "casualties", "place", "day"}
    | {"forum", "number", "thing", "things", "goods", "means", "manners", "result"}
)
"""What a wording of the summary may tell of a development."""
_FIELD = re.compile(r"\{(\w*)[|}]")


def nature_of(fields: Mapping[str, object], name: str) -> Nature:
    """Return the nature of the type in the document of that name; raises `LexiconError`."""
    kind = TypeId(string(fields.get("type"), f"{name}: type"))
    statuses = strings(fields.get("statuses"), f"{name}: statuses")
    return Nature(
        id=kind,
        plover=string(fields["plover"], f"{name}: plover") if fields.get("plover") else None,
        sides=_sides(fields.get("sides", "mutual"), f"{name}: sides"),
        sameness=_sameness(fields.get("same", "object"), f"{name}: same"),
        statuses=statuses,
        against=_among(fields.get("against", ()), f"{name}: against", statuses),
        ahead=_among(fields.get("ahead", ()), f"{name}: ahead", statuses),
        slots=_among(fields.get("slots", ()), f"{name}: slots", SLOTS),
        window=_days(fields.get("window", WINDOW_DAYS), f"{name}: window"),
        lasting=_truth(fields.get("lasting", False), f"{name}: lasting"),
        named=_truth(fields.get("named", False), f"{name}: named"),
        loose=_truth(fields.get("loose", False), f"{name}: loose"),
        instruments=_truth(fields.get("instruments", False), f"{name}: instruments"),
        labels=record(Labels, fields.get("labels", {}), f"{name}: labels"),
        noun=string(fields.get("noun", kind.replace("_", " ")), f"{name}: noun"),
        summary=_summary(fields.get("summary", {}), f"{name}: summary"),
    )


def _sides(value: object, place: str) -> Sides:
    if value not in tuple(Sides):
        raise LexiconError(f"{place}: {value!r} is none of {', '.join(Sides)}")
    return Sides(str(value))


def _sameness(value: object, place: str) -> Sameness:
    if value not in tuple(Sameness):
        raise LexiconError(f"{place}: {value!r} is none of {', '.join(Sameness)}")
    return Sameness(str(value))


def _among(value: object, place: str, known: frozenset[str] | tuple[str, ...]) -> frozenset[str]:
    for number, word in enumerate(found := strings(value, place), 1):
        if word not in known:
            raise LexiconError(f"{place}[{number}]: {word!r} is none of {', '.join(sorted(known))}")
    return frozenset(found)


def _days(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise LexiconError(f"{place}: a number of days is needed")
    return value


def _truth(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise LexiconError(f"{place}: true or false is needed")
    return value


def _summary(value: object, place: str) -> dict[str, tuple[str, ...]]:
    found = {k: strings(v, f"{place}.{k}") for k, v in mapping(value, place).items()}
    for name, wordings in found.items():
        for number, wording in enumerate(wordings, 1):
            for field in _FIELD.findall(wording):
                if field not in FACTS | (found.keys() - {name}):
                    raise LexiconError(f"{place}.{name}[{number}]: nothing is known as {{{field}}}")
    return found
