"""All written forms of an English lemma, so that a lexicon lists each word once."""

from dataclasses import dataclass
from enum import StrEnum

VOWELS = "aeiou"


class Form(StrEnum):
    """What a written form of a word is; PAST is also the participle where the two look alike."""

    BASE = "base"
    PRESENT = "present"
    ING = "ing"
    PAST = "past"
    PARTICIPLE = "participle"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Written:
    """One written form of a lemma."""

    text: str
    form: Form


def verb_forms(lemma: str) -> tuple[Written, ...]:
    """Return all forms of a verb.

    `send/sent/sent` gives past and participle of an irregular one, a final `+` doubles the last
    consonant
    (`commit+`); what follows the first word is kept ("call off").
    """
    head, _, rest = lemma.partition(" ")
    parts = head.split("/")
    base = parts[0].rstrip("+")
    stem = base + base[-1] if parts[0].endswith("+") else base
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
    return tuple(Written(f"{w.text} {rest}", w.form) for w in written)


def noun_forms(lemma: str) -> tuple[Written, ...]:
    """Return singular and plural of a noun; one that ends in `s`, or in `=` for "this form alone",
    stands as it is.
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
