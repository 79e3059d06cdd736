"""Lexicon documents (plain data, as YAML gives it) into a `Lexicon`; a fault names the document.

A type's document has `type plover sides same statuses slots`, its default `status` by mode, what it
`needs` (lines of slots, each line enough) and what is enough beside a whole act (`backed`); groups
of words as `acts`, `carriers` and `nouns`; `objects`, `blockers` and `tests`. A group has `verbs`
or `words`, and may have its own `status`, `needs`, `object`, `flags` and `takes` (labels of the
only things that fill its slot of an object). Acts and nouns with the flag `hint` are words of many
meanings: they give only a draft that a verifier must let pass, where one of their `hints` (lines of
slots) is filled and no other word of the type tells anything. Further flags:

- nouns: `core` (help by its name), `relief` (goods that only help), `deed` (told by its doer
alone),
  `forum` (a summit), `setting` (told even after "in"), `carried` (nothing without a verb),
  `named` (a hint even where it is denied, wished for or a mere setting);
- acts: `governed` (only under "due to"), `active` (no passive), `direct` (whom it takes as object),
  `wanting` (nothing without one of the things that it `takes`),
  `addressed` (whom it takes with "with" or "to"), `visitor` (whose place it names), `patient` (told
  of whom it takes first, then by whom), `happening` (in progress it has happened: "killing 12");
- carriers: `decides` (gives its status to what it governs), `changes` (says that a fact changed),
  `ongoing` (its date is not the act's), `taker` (its subject gets), `only` (no status but its own),
  `near` (carries only what follows closely).
"""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from typing import TypeVar

from monitor.detect.lexicon.entries import (
    Entry,
    EventType,
    Group,
    Lexicon,
    LexiconError,
    Mode,
    Part,
    Sample,
    Slot,
)
from monitor.detect.lexicon.inflection import Classes, Written
from monitor.detect.lexicon.language import Language
from monitor.detect.lexicon.natures import NATURE_FIELDS, nature_of
from monitor.detect.lexicon.records import mapping, record, string, strings
from monitor.detect.lexicon.templates import put_together
from monitor.model.development import TypeId
from monitor.model.nature import Natures

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
LANGUAGE = TypeId("language")
WORD_FIELDS = frozenset(
    ["type", "status", "needs", "backed", "acts", "carriers", "nouns", "objects", "blockers"]
)
TYPE_FIELDS = WORD_FIELDS | NATURE_FIELDS | {"tests"}
WORDS = frozenset(["language", "words", "governors"])
GROUP_FIELDS = frozenset(
    ["verbs", "words", "status", "needs", "hints", "object", "flags", "takes", "result", "plover"]
)
PARTS = {"acts": Part.ACT, "carriers": Part.CARRIER, "nouns": Part.NOUN}

E = TypeVar("E", Mode, Slot)


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a lexicon phrase as the tokens of a text are cut: lower case, hyphens
    part words.
    """
    return tuple(w.replace("’", "'") for w in WORD.findall(text.lower()))


def build(documents: Mapping[str, object], sought: Container[str] | None = None) -> Lexicon:
    """Return the lexicon of these documents (by name, one of them the language's own), with the
    words of the `sought` types (None: of all); raises `LexiconError`.
    """
    types: dict[TypeId, EventType] = {}
    entries: list[Entry] = []
    words: dict[str, set[str]] = defaultdict(set)
    language = _language(documents)
    for name, document in documents.items():
        fields = mapping(document, name)
        if "language" in fields:
            entries += _words(fields, name, words, language.inflection)
        else:
            kind, written = _type(fields, name, language.inflection)
            if kind.id in types:
                raise LexiconError(f"{name}: type: {kind.id} is told twice")
            types[kind.id] = kind
            entries += written
    kept = {kind for kind in types if sought is None or kind in sought} | {LANGUAGE}
    return Lexicon(
        {kind: event for kind, event in types.items() if kind in kept},
        _by_first_word([e for e in entries if e.group.type in kept]),
        {w: frozenset(k) for w, k in words.items()},
        language,
        Natures.build(event.nature for event in types.values()),
    )


def _language(documents: Mapping[str, object]) -> Language:
    """Return what the language's own documents tell beside words and types."""
    sections: dict[str, object] = {}
    for name, document in documents.items():
        fields = mapping(document, name)
        if "language" in fields:
            sections |= {key: value for key, value in fields.items() if key not in WORDS}
    return record(Language, put_together(sections), "language")


def _by_first_word(entries: Sequence[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.words[0]].append(entry)
    return {
        first: tuple(sorted(group, key=lambda e: -len(e.words))) for first, group in found.items()
    }


def _words(
    fields: Mapping[str, object], name: str, words: dict[str, set[str]], classes: Classes
) -> list[Entry]:
    for kind, listed in mapping(fields.get("words", {}), f"{name}: words").items():
        for word in strings(listed, f"{name}: words.{kind}"):
            words[word].add(kind)
    entries: list[Entry] = []
    for kind, body in mapping(fields.get("governors", {}), f"{name}: governors").items():
        group = Group(type=LANGUAGE, part=Part.WORD, name=kind, status={})
        listed = mapping(body, f"{name}: governors.{kind}")
        entries += _entries(group, listed, f"{name}: {kind}", classes)
    return entries


def _type(
    fields: Mapping[str, object], name: str, classes: Classes
) -> tuple[EventType, list[Entry]]:
    unknown = set(fields) - TYPE_FIELDS
    if unknown:
        raise LexiconError(f"{name}: unknown field {min(unknown)}")
    nature = nature_of(fields, name)
    kind, statuses = nature.id, nature.statuses
    default = _statuses(fields.get("status", {}), f"{name}: status", statuses)
    entries: list[Entry] = []
    groups: list[Group] = []
    for field, part in PARTS.items():
        for group_name, body in mapping(fields.get(field, {}), f"{name}: {field}").items():
            place = f"{name}: {field}.{group_name}"
            described = mapping(body, place)
            group = _group(kind, part, group_name, described, (default, statuses, place))
            groups.append(group)
            entries += _entries(group, described, place, classes)
    entries += _loose(fields, name, kind, classes)
    event = EventType(
        nature=nature,
        needs=_needs(fields.get("needs", ()), f"{name}: needs"),
        backed=_needs(fields.get("backed", ()), f"{name}: backed"),
        groups=tuple(groups),
        samples=_samples(fields.get("tests", ()), f"{name}: tests", statuses),
    )
    return event, entries


def _loose(fields: Mapping[str, object], name: str, kind: TypeId, classes: Classes) -> list[Entry]:
    entries: list[Entry] = []
    for label, listed in mapping(fields.get("objects", {}), f"{name}: objects").items():
        group = Group(type=kind, part=Part.OBJECT, name=label, status={}, object=label)
        entries += _entries(group, {"words": listed}, f"{name}: objects.{label}", classes)
    blockers = Group(type=kind, part=Part.BLOCKER, name="blockers", status={})
    words = {"words": fields.get("blockers", ())}
    return entries + _entries(blockers, words, f"{name}: blockers", classes)


def _group(
    kind: TypeId,
    part: Part,
    name: str,
    body: Mapping[str, object],
    context: tuple[dict[Mode, str], tuple[str, ...], str],
) -> Group:
    default, statuses, place = context
    unknown = set(body) - GROUP_FIELDS
    if unknown:
        raise LexiconError(f"{place}: unknown field {min(unknown)}")
    needs = _needs(body.get("needs", ()), f"{place}.needs")
    told = _statuses(body.get("status", {}), f"{place}.status", statuses)
    flags = frozenset(strings(body.get("flags", ()), f"{place}.flags"))
    inherited = {} if "only" in flags else default
    return Group(
        type=kind,
        part=part,
        name=name,
        status=inherited | told,
        needs=needs,
        hints=_needs(body.get("hints", ()), f"{place}.hints"),
        object=string(body["object"], f"{place}.object") if "object" in body else None,
        flags=flags,
        takes=frozenset(strings(body.get("takes", ()), f"{place}.takes")),
        result=string(body["result"], f"{place}.result") if "result" in body else None,
        plover=string(body["plover"], f"{place}.plover") if "plover" in body else None,
    )


def _needs(value: object, place: str) -> tuple[frozenset[Slot], ...]:
    return tuple(
        frozenset(_member(Slot, word, place) for word in line.split())
        for line in strings(value, place)
    )


def _entries(group: Group, body: Mapping[str, object], place: str, classes: Classes) -> list[Entry]:
    written: list[tuple[str, Written]] = []
    try:
        for lemma in strings(body.get("verbs", ()), f"{place}.verbs"):
            written += [(lemma, form) for form in classes.verb_forms(lemma)]
        for lemma in strings(body.get("words", ()), f"{place}.words"):
            written += [(lemma, form) for form in classes.noun_forms(lemma)]
    except KeyError as unknown:
        raise LexiconError(f"{place}: the language has no class {unknown} of words") from None
    return [_entry(lemma, form, group, place) for lemma, form in written]


def _entry(lemma: str, form: Written, group: Group, place: str) -> Entry:
    words = split_words(form.text)
    if not words:
        raise LexiconError(f"{place}: {lemma!r} has no word in it")
    particle = " ".join(split_words(form.particle)) if form.particle is not None else None
    return Entry(words=words, lemma=lemma, form=form.form, group=group, particle=particle)


def _samples(value: object, place: str, statuses: tuple[str, ...]) -> tuple[Sample, ...]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise LexiconError(f"{place}: a list of tests is needed")
    samples = []
    for number, item in enumerate(value, 1):
        fields = mapping(item, f"{place}[{number}]")
        status = fields.get("status")
        if status is not None and status not in statuses:
            raise LexiconError(f"{place}[{number}]: {status!r} is no status of the type")
        text = string(fields.get("text"), f"{place}[{number}].text")
        samples.append(Sample(text=text, status=None if status is None else str(status)))
    return tuple(samples)


def _statuses(value: object, place: str, known: tuple[str, ...]) -> dict[Mode, str]:
    if isinstance(value, str):
        value = {str(mode): value for mode in Mode if mode is not Mode.REFUSED}
    found: dict[Mode, str] = {}
    for mode, status in mapping(value, place).items():
        if status not in known:
            raise LexiconError(f"{place}.{mode}: {status!r} is no status of the type")
        found[_member(Mode, mode, place)] = str(status)
    return found


def _member(kind: type[E], value: object, place: str) -> E:
    try:
        return kind(str(value))
    except ValueError:
        known = ", ".join(kind)
        raise LexiconError(f"{place}: {value!r} is none of {known}") from None
