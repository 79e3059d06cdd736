"""All written forms of a lemma, so that a lexicon lists each word once: those of English by rule,
of other languages by the classes of words that their folder describes.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

VOWELS = "aeiou"
_SHORT = re.compile(r"[^aeiou]*[aeiou][bdgklmnprtv]")


class Form(StrEnum):
    """What a written form of a word is; PAST is also the participle where the two look alike.

    FUTURE is a form that alone tells what is to come, which English has not.
    """

    BASE = "base"
    PRESENT = "present"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"
    FUTURE = "future"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Written:
    """One written form of a lemma; `particle` is the part of a verb that comes apart from it."""

    text: str
    form: Form
    particle: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """The classes of words of a language that does not inflect as English does; empty for English.

    `verbs` gives each class of verbs what is written for each form, `nouns` each class of nouns all
    that is written; `*` in them is the stem. `joint` stands between a particle and its infinitive
    ("zu").
    """

    verbs: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    nouns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joint: str = ""

    def verb_forms(self, lemma: str) -> tuple[Written, ...]:
        """Return all forms of a verb.

        `stem:class` takes the forms of a class; `base/present/past/participle/future` tells them,
        several of one form parted by blanks, `=` for none; both may stand together
        (`stem:class///participle`), and `particle+` before either makes a verb that comes apart
        ("zu+sag:weak"). Without any of these the words stand as they are. `(a|b)` stands for either
        of the two. Raises `KeyError` for a class that the language does not have.
        """
        if not self.verbs:
            return verb_forms(lemma)
        return tuple(w for one in alternatives(lemma) for w in self._verb(one))

    def noun_forms(self, lemma: str) -> tuple[Written, ...]:
        """Return all forms of a noun: `stem:class`, or the words as they stand; `(a|b)` as for
        verbs. Raises `KeyError` for a class that the language does not have.
        """
        if not self.verbs:
            return noun_forms(lemma)
        return tuple(w for one in alternatives(lemma) for w in self._noun(one))

    def _verb(self, lemma: str) -> Iterator[Written]:
        particle, plus, rest = lemma.rpartition("+")
        plain = tuple(self._plain(rest))
        if not plus:
            yield from plain
            return
        for written in plain:
            text, form = written.text, written.form
            yield Written(f"{particle}{text}", form)
            if form is Form.BASE:
                yield Written(f"{particle}{self.joint}{text}", form)
            elif form is not Form.PARTICIPLE:
                yield Written(text, form, particle)

    def _plain(self, lemma: str) -> Iterator[Written]:
        first, *others = lemma.split("/")
        stem, colon, name = first.partition(":")
        if colon:
            for form, listed in self.verbs[name].items():
                yield from (Written(one.replace("*", stem), Form(form)) for one in listed)
        told = ["" if colon else first, *others]
        for form, listed_words in zip(TOLD, told, strict=False):
            words = [listed_words] if not others else listed_words.split()
            yield from (Written(word, form) for word in words if word not in ("", "="))

    def _noun(self, lemma: str) -> Iterator[Written]:
        stem, colon, name = lemma.partition(":")
        if not colon:
            yield Written(lemma.removesuffix("="), Form.NOUN)
            return
        yield from (Written(one.replace("*", stem), Form.NOUN) for one in self.nouns[name])


TOLD = (Form.BASE, Form.PRESENT, Form.PAST, Form.PARTICIPLE, Form.FUTURE)
"""The order in which an entry tells the forms of a verb."""

_EITHER = re.compile(r"\(([^()]*)\)")


def alternatives(lemma: str) -> Iterator[str]:
    """Yield the lemma with each choice of its brackets ("(Hilfs|Waffen)paket" is two words)."""
    found = _EITHER.search(lemma)
    if found is None:
        yield lemma
        return
    for one in found[1].split("|"):
        yield from alternatives(lemma[: found.start()] + one + lemma[found.end() :])


def verb_forms(lemma: str) -> tuple[Written, ...]:
    """Return all forms of an English verb.

    `send/sent/sent` gives past and participle of an irregular one. The last consonant of a word of
    one short syllable is doubled ("putting"), and where a `+` says so (`commit+`,
    `begin+/began/begun`); what follows the first word is kept ("call off"). A verb comes apart at
    `…` ("turn … down").
    """
    head, _, rest = lemma.partition(" ")
    parts = head.split("/")
    base = parts[0].rstrip("+")
    doubled = parts[0].endswith("+") or _SHORT.fullmatch(base)
    stem = base + base[-1] if doubled else base
    past = parts[1] if len(parts) > 1 else _past(stem, base)
    participle = parts[2] if len(parts) > 2 else past
    written = [
        Written(base, Form.BASE),
        Written(_third_person(base), Form.PRESENT),
        Written(_ing(stem, base), Form.ING),
        Written(past, Form.PAST),
    ]
    if participle != past:
        written.append(Written(participle, Form.PARTICIPLE))
    if not rest:
        return tuple(written)
    lead, apart, last = rest.partition("…")
    particle = last.strip() if apart else None
    return tuple(Written(f"{w.text} {lead}".strip(), w.form, particle) for w in written)


def noun_forms(lemma: str) -> tuple[Written, ...]:
    """Return singular and plural of an English noun; one that ends in `s`, or in `=` for "this form
    alone", stands as it is.
    """
    if lemma.endswith("="):
        return (Written(lemma[:-1], Form.NOUN),)
    if lemma.endswith("s"):
        return (Written(lemma, Form.NOUN),)
    return (Written(lemma, Form.NOUN), Written(_third_person(lemma), Form.NOUN))


def _past(stem: str, base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    if _consonant_y(base):
        return base[:-1] + "ied"
    return stem + "ed"


def _third_person(base: str) -> str:
    if _consonant_y(base):
        return base[:-1] + "ies"
    if base.endswith(("s", "x", "z", "ch", "sh", "do", "go")):
        return base + "es"
    return base + "s"


def _ing(stem: str, base: str) -> str:
    if base.endswith("ie"):
        return base[:-2] + "ying"
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return base[:-1] + "ing"
    return stem + "ing"


def _consonant_y(base: str) -> bool:
    return len(base) > 1 and base.endswith("y") and base[-2] not in VOWELS
