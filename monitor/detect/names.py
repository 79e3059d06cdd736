"""Names in a text: those of the registry, by their aliases, and unknown ones, kept as written."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from monitor.detect.automaton import Automaton, folded
from monitor.detect.lexicon.grammar import NameWords
from monitor.detect.lexicon.language import Language
from monitor.detect.names_declined import declined
from monitor.detect.names_memory import article_names
from monitor.detect.names_span import NameSpan, Via, is_possessive
from monitor.detect.names_unknown import unknown_names
from monitor.model.actor import Actor, ActorId, ActorKind, Registry

__all__ = ["NameIndex", "NameSpan", "Via", "article_names", "unknown_names"]

_RANKS = {via: rank for rank, via in enumerate(Via)}
_ACRONYM = 6
_DOTTED = 3
_SURNAME = 4
_WORD_STARTS = re.compile(r"(?<!\w)[^\W\d_]")
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.'’-]*)\s$")
_SENTENCE_BEFORE = re.compile(r"(?:^|[.!?:;\n\"“”(—–-])\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One way to write an actor: `exact` ones must be written so, others with their capitals;
    `cases` are those that its ending may be.
    """

    alias: str
    actor: Actor
    via: Via
    exact: bool
    capitals: tuple[int, ...]
    single: bool
    cases: frozenset[str] = frozenset()

    def suits(self, written: str) -> bool:
        if self.exact:
            return written == self.alias
        return all(written[place].isupper() for place in self.capitals)


class NameIndex:
    """All names of a registry, found in one pass over a text."""

    def __init__(self, entries: Iterable[_Entry], language: Language) -> None:
        self.language = language
        grouped: dict[str, list[_Entry]] = {}
        for entry in entries:
            grouped.setdefault(folded(entry.alias), []).append(entry)
        self._entries = tuple(
            tuple(sorted(group, key=lambda e: _RANKS[e.via])) for group in grouped.values()
        )
        self._automaton = Automaton(tuple(grouped))

    @classmethod
    def build(
        cls,
        registry: Registry,
        language: Language,
        *,
        extra: Iterable[tuple[str, ActorId]] = (),
    ) -> "NameIndex":
        """Return the index of the registry's names and of `extra` aliases (a user's, another
        language's).
        """
        entries = [e for actor in registry.actors.values() for e in _written(actor, language.names)]
        entries += [
            _entry(alias, registry.actors[actor], Via.ALIAS)
            for alias, actor in extra
            if actor in registry.actors and alias.strip()
        ]
        shared = _shared_surnames(entries)
        kept = (e for e in entries if e.via is not Via.SURNAME or e.alias not in shared)
        return cls(kept, language)

    def find(self, text: str) -> tuple[NameSpan, ...]:
        """Return the registry's names in the text, in reading order, the longest where several
        overlap.
        """
        found: list[tuple[int, int, _Entry]] = []
        for number, start, end in self._automaton.matches(text):
            entry = next((e for e in self._entries[number] if e.suits(text[start:end])), None)
            if entry is not None:
                found.append((start, end, entry))
        kept = _longest(found)
        ends = {end for _, end, _ in kept}
        return tuple(
            _span(text, *one, self.language, joined=one[0] - 1 in ends)
            for one in kept
            if not _is_somebody_else(text, one, ends, self.language.names)
        )


def _written(actor: Actor, words: NameWords) -> list[_Entry]:
    """Return all ways to write an actor in a language: its names in each case, its adjectives."""
    entries = [*_entries(actor), *_in_language(actor, words)]
    if not words.declension:
        return entries
    ranked = sorted(entries, key=lambda entry: _RANKS[entry.via], reverse=True)
    named = {entry.alias: entry for entry in ranked if entry.via is not Via.DEMONYM}
    forms = declined(named, words)
    return [
        *(entry for entry in entries if entry.via is Via.DEMONYM),
        *(replace(entry, cases=forms[name]) for name, entry in named.items()),
        *(
            replace(_entry(form, actor, Via.ALIAS), cases=cases)
            for form, cases in forms.items()
            if form not in named
        ),
    ]


def _in_language(actor: Actor, words: NameWords) -> Iterator[_Entry]:
    for name in words.also.get(actor.id, ()):
        yield _entry(name, actor, Via.ALIAS)
    for stem in words.demonyms.get(actor.id, ()):
        for ending in words.adjective:
            yield _entry(stem + ending, actor, Via.DEMONYM)


def _entries(actor: Actor) -> Iterator[_Entry]:
    yield _entry(actor.name, actor, Via.NAME)
    for alias in actor.aliases:
        yield _entry(alias, actor, Via.ALIAS)
        if alias.isalpha() and alias.isascii() and alias.isupper() and len(alias) <= _DOTTED:
            yield _entry("".join(f"{letter}." for letter in alias), actor, Via.ALIAS)
    if actor.capital is not None:
        yield _entry(actor.capital, actor, Via.CAPITAL)
    for demonym in actor.demonyms:
        yield _entry(demonym, actor, Via.DEMONYM)
    surname = actor.name.rsplit(maxsplit=1)[-1]
    if actor.kind is ActorKind.PERSON and surname != actor.name and len(surname) >= _SURNAME:
        yield _entry(surname, actor, Via.SURNAME)


def _entry(alias: str, actor: Actor, via: Via) -> _Entry:
    letters = [c for c in alias if c.isalpha()]
    exact = (
        len(letters) <= _ACRONYM
        and all(c.isupper() for c in letters)
        and alias.upper() != alias.lower()
    )
    capitals = tuple(m.start() for m in _WORD_STARTS.finditer(alias) if alias[m.start()].isupper())
    return _Entry(
        alias=alias,
        actor=actor,
        via=via,
        exact=exact,
        capitals=capitals,
        single=alias.isalpha() or alias.replace("-", "").isalpha(),
    )


def _shared_surnames(entries: list[_Entry]) -> set[str]:
    """Return the surnames that several actors bear or that are another's name: alone they tell
    nobody.
    """
    owners: dict[str, set[ActorId]] = {}
    for entry in entries:
        owners.setdefault(folded(entry.alias), set()).add(entry.actor.id)
    return {e.alias for e in entries if len(owners[folded(e.alias)]) > 1}


def _longest(found: list[tuple[int, int, _Entry]]) -> list[tuple[int, int, _Entry]]:
    """Return matches that do not overlap: the longest of those that start first."""
    kept: list[tuple[int, int, _Entry]] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1], _RANKS[f[2].via])):
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _is_somebody_else(
    text: str, found: tuple[int, int, _Entry], ends: set[int], words: NameWords
) -> bool:
    """Return whether the words around a single word make it another name ("Jim Jordan", "Washington
    Post").
    """
    start, end, entry = found
    if not entry.single or entry.via is Via.DEMONYM:
        return False
    person = entry.actor.kind is ActorKind.PERSON
    if not person and words.elsewhere.match(text, end):
        return True
    if not person and folded(entry.alias) not in words.namesakes:
        return False
    before = _WORD_BEFORE.search(text, max(0, start - 40), start)
    if before is None or start - 1 in ends:
        return False
    word = before[1]
    if word in words.titles or word in words.openers or word in words.regions:
        return False
    if "'" in word or "’" in word:
        return False
    return words.first_name.fullmatch(word) is not None


def _span(
    text: str, start: int, end: int, entry: _Entry, language: Language, *, joined: bool
) -> NameSpan:
    """Return the span; `joined`: another name ends right before its hyphen ("Iran-Iraq")."""
    after, before = text[end : end + 2], text[max(0, start - 2) : start]
    led = after[:1] in {"-", "‑"} and after[1:].islower()
    anti = before[1:] in {"-", "‑"} and before[:1].islower() and not joined
    return NameSpan(
        start=start,
        end=end,
        text=text[start:end],
        actor=entry.actor.id,
        name=entry.actor.name,
        via=entry.via,
        compound=led or anti,
        possessive=is_possessive(text, end, language.endings),
        cases=entry.cases,
    )
