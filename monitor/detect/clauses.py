"""Where the clauses of a sentence begin, in languages of fixed and of free order."""

import re
from collections.abc import Sequence

from monitor.detect.lexicon.entries import Entry
from monitor.detect.lexicon.inflection import Form
from monitor.detect.tokens import Sight

BREAK = re.compile(r"[;:—()]| [-–] |[,.:][\"“”’']|[\"“”],")
STOP = re.compile(r"[.!?]['\"“”’]*\s")
HARD = 4
APART = 9
ENDING = re.compile(r"\s*[,;:.!?)—–»“\"]|\s*$")

Kinds = Sequence[frozenset[str]]
Offsets = tuple[Sequence[int], Sequence[int]]


def in_fixed_order(
    text: str, at: Offsets, words: Sequence[str], kinds: Kinds
) -> tuple[list[int], list[int]]:
    """Return the number of the clause of each token, and how many commas stand before it.

    `at` are the offsets at which tokens start and end. A comma starts no clause, a subordinating
    word or a pause does, and a full stop inside a quotation parts them by `HARD`.
    """
    starts, ends = at
    clauses, commas, clause, comma, last = [], [], 0, 0, 0
    for i, mine in enumerate(kinds):
        if starts[i] - last > 1:
            gap = text[last : starts[i]]
            if "," in gap:
                comma += 1
            if STOP.search(gap) and not _abbreviated(words[i - 1], kinds[i - 1]):
                clause += HARD
            elif BREAK.search(gap):
                clause += 1
        if i and "subordinate" in mine:
            clause += 1
        clauses.append(clause)
        commas.append(comma)
        last = ends[i]
    return clauses, commas


def _abbreviated(word: str, kinds: frozenset[str]) -> bool:
    return len(word) == 1 or "abbreviation" in kinds


def in_free_order(
    text: str, at: Offsets, words: Sequence[str], kinds: Kinds
) -> tuple[list[int], list[int]]:
    """Return the number of the clause of each token, and how many commas stand before it.

    After a comma, a subordinating word (a preposition before it or not) opens a clause, which the
    next comma closes: what follows goes on with the clause around it. A conjunction after a comma
    opens a clause beside it.
    """
    starts, ends = at
    clauses: list[int] = []
    commas: list[int] = []
    outer: list[int] = []
    clause, newest, comma, last = 0, 0, 0, 0
    for i in range(len(words)):
        gap = text[last : starts[i]]
        paused = "," in gap and len(gap) > 1  # and no decimal comma
        comma += paused
        pause = _pause(gap, words[i - 1], kinds[i - 1]) if i else 0
        opening = _opens(kinds, i) and not _infinitive(kinds, i, _stretch(text, at, i))
        beside = paused and ("conjunction" in kinds[i] or _first_ends(clauses, outer, kinds))
        if pause or (beside and not opening):
            newest += max(pause, 1)
            clause, outer = newest, []
        elif i and paused and opening:
            newest += 1
            outer.append(clause)
            clause = newest
        elif paused and outer:
            clause = outer.pop()
        clauses.append(clause)
        commas.append(comma)
        last = ends[i]
    return clauses, commas


def _stretch(text: str, at: Offsets, i: int) -> int:
    """Return the token after the words that follow without a pause."""
    starts, ends = at
    for j in range(i + 1, len(starts)):
        gap = text[ends[j - 1] : starts[j]]
        if ("," in gap and len(gap) > 1) or BREAK.search(gap):
            return j
    return len(starts)


def _infinitive(kinds: Kinds, i: int, end: int) -> bool:
    """Return whether an infinitive ends the words up to `end`: they are no relative clause then."""
    return "subordinate" not in kinds[i] and end - i > 1 and "infinitive" in kinds[end - 2]


def _first_ends(clauses: Sequence[int], outer: Sequence[int], kinds: Kinds) -> bool:
    """Return whether a subordinate clause that begins the sentence ends at this comma."""
    return not outer and clauses[-1:] == [0] and "subordinate" in kinds[0]


def _pause(gap: str, word: str, kinds: frozenset[str]) -> int:
    """Return by how much a pause between two words parts their clauses; 0 where it is none."""
    if STOP.search(gap) and not _abbreviated(word, kinds) and not word.isdigit():
        return HARD
    return int(BREAK.search(gap) is not None)


def _opens(kinds: Kinds, i: int) -> bool:
    """Return whether a clause opens with the word, or with a preposition before such a word."""
    opening = {"subordinate", "relative"}
    following = kinds[i + 1] if i + 1 < len(kinds) else frozenset[str]()
    return bool(opening & kinds[i]) or ("preposition" in kinds[i] and "relative" in following)


def whole_verb(seen: Sight, i: int, entry: Entry, noun: re.Pattern[str]) -> bool:
    """Return whether a verb form is no noun by its looks, has the particle that it needs at the end
    of its clause, and no other one, which would make it another verb.
    """
    if noun.match(seen.text, seen.starts[i]):
        return False
    if entry.form in (Form.BASE, Form.PARTICIPLE):
        return True
    last = _last_particle(seen, i)
    if last is None or (entry.particle is None and seen.commas[last] != seen.commas[i]):
        return entry.particle is None
    return seen.words[last] == entry.particle


def completed(seen: Sight, i: int, entry: Entry, particle: str) -> bool:
    """Return whether what a verb of a language of fixed order lacks follows soon in its clause
    ("put the pact on ice").
    """
    rest, end = particle.split(" "), i + len(entry.words)
    first, following = rest[0], seen.words[end : end + APART]
    return first in following and any(
        word == first
        and seen.words[j : j + len(rest)] == rest
        and seen.clauses[j - 1] == seen.clauses[i]
        for j, word in enumerate(following, end)
    )


def _last_particle(seen: Sight, i: int) -> int | None:
    """Return the particle that ends the clause of a finite verb, or None."""
    for j in range(i + 1, len(seen.words)):
        if seen.clauses[j] != seen.clauses[i] or "particle" not in seen.kinds[j]:
            continue
        rest = seen.text[seen.ends[j] :]
        joined = j + 1 < len(seen.words) and "joining" in seen.kinds[j + 1]
        if ENDING.match(rest) or joined:
            return j
    return None
