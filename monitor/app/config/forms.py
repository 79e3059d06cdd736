"""Other written forms of the words of watchlists: as languages inflect them, in other letters."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from monitor.app.config.conditions import Spell
from monitor.app.config.transliteration import in_other_language, is_cyrillic, to_cyrillic, to_latin
from monitor.app.lexicon import languages, lexicon_data
from monitor.detect.lexicon.inflection import Form, noun_forms, verb_forms
from monitor.detect.lexicon.language import USUAL, Language
from monitor.detect.lexicon.reading import build
from monitor.detect.names_declined import declined
from monitor.model.condition import Spelling, Word

INFLECTED, TRANSLITERATED = "inflected", "transliterated"
SHORTEST = 3
"""Letters of the shortest stem that endings are put to."""

MOST_INFLECTED = 6
"""Words in other letters of which further forms are made, the likeliest first."""
_NO_PLURALS = frozenset(
    {
        "arms",
        "customs",
        "economics",
        "goods",
        "headquarters",
        "means",
        "news",
        "physics",
        "politics",
        "premises",
        "proceeds",
        "series",
        "species",
    }
)
"""Words that end as plurals do, and mean another thing without the ending, or nothing."""
_CLOSED, _VOWELS = frozenset("аеиоуєюяe"), frozenset("аеиоуєюяіїeéiou")

Inflect = Callable[[str], tuple[str, ...]]


class Inflection(NamedTuple):
    """How a language writes the forms of a word; `cyrillic`: in which letters.

    `last`: only the last word of a phrase has other forms.
    """

    language: str
    cyrillic: bool
    forms: Inflect
    last: bool = False


def speller(folder: Path) -> Spell:
    """Return what gives words their other spellings, by the lexicon in force; the languages are
    read when a word first asks for its forms.
    """
    inflections = cache(lambda: _inflections(folder))

    @cache
    def spell(text: str, forms: tuple[str, ...]) -> Word:
        return Word(text, spellings(text, forms, inflections() if INFLECTED in forms else ()))

    return spell


def spellings(
    text: str, forms: Sequence[str], inflections: Sequence[Inflection]
) -> tuple[Spelling, ...]:
    """Return the other spellings of the keyword; one that ends in `*` has its endings already."""
    star = "*" if text.endswith("*") else ""
    asked: tuple[tuple[str, ...], ...] = tuple((word,) for word in text.rstrip("*").split())
    told = [asked]
    if TRANSLITERATED in forms:
        told.append(tuple(_in_other_letters(one) for word in asked for one in word))
        told += _in_other_language(asked)
    found = [_starred(words, star, None) for words in told[1:] if all(words)]
    if INFLECTED in forms and not star:
        found += [_inflected(w, one) for w in told for one in inflections if _fits(w, one)]
    return tuple(spelling for spelling in found if spelling.words != asked)


def _in_other_letters(word: str) -> tuple[str, ...]:
    return to_latin(word) if is_cyrillic(word) else to_cyrillic(word)


def _in_other_language(
    asked: tuple[tuple[str, ...], ...],
) -> Iterator[tuple[tuple[str, ...], ...]]:
    """Give the words in the same letters, as far as the other language calls any otherwise."""
    others = tuple(in_other_language(one) for word in asked for one in word)
    if any(others):
        yield tuple(other or word for other, word in zip(others, asked, strict=True))


def _starred(words: tuple[tuple[str, ...], ...], star: str, language: str | None) -> Spelling:
    """Return the spelling, each form of its last word with the star."""
    last = tuple(f"{form}{star}" for form in words[-1])
    return Spelling((*words[:-1], last), language)


def _fits(words: tuple[tuple[str, ...], ...], inflection: Inflection) -> bool:
    """Return whether the words are there, and in the letters of the language."""
    letters = {is_cyrillic(word[0]) for word in words if word}
    return letters == {inflection.cyrillic} and all(words)


def _inflected(words: tuple[tuple[str, ...], ...], inflection: Inflection) -> Spelling:
    kept, turned = (words[:-1], words[-1:]) if inflection.last else ((), words)
    forms = tuple(
        tuple(dict.fromkeys(f for one in word[:MOST_INFLECTED] for f in inflection.forms(one)))
        for word in turned
    )
    return Spelling((*kept, *forms), inflection.language)


def _inflections(folder: Path) -> tuple[Inflection, ...]:
    """Return how each language of the lexicon inflects; English by rule, others by what their
    folders say.
    """
    found = [Inflection(USUAL, cyrillic=False, forms=english, last=True)]
    for code in languages(folder):
        if code != USUAL:
            language = build(lexicon_data(folder, code), sought=()).language
            found.append(Inflection(code, _written_in_cyrillic(language), by_endings(language)))
    return tuple(found)


def english(word: str) -> tuple[str, ...]:
    """Return the forms of an English word as a noun and as a verb; a name has none."""
    if word[:1].isupper() or not word.isalpha() or word in _NO_PLURALS:
        return (word,)
    base = _singular(word)
    written = (*noun_forms(base), *verb_forms(base)) if len(base) >= SHORTEST else ()
    return tuple(dict.fromkeys((word, *(form.text for form in written), *_of_greek(word))))


def _of_greek(word: str) -> tuple[str, ...]:
    """Return the other number of a word such as crisis, or of one that may be such a plural: of
    "bases" it is basis, beside base.
    """
    if word.endswith("sis"):
        return (f"{word[:-2]}es",)
    return (f"{word[:-2]}is",) if word.endswith("ses") and not word.endswith("sses") else ()


def _singular(word: str) -> str:
    """Return the word without the ending of the plural, where it seems to have it."""
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def by_endings(language: Language) -> Inflect:
    """Return what gives the forms of a word by all endings that the language has for its like.

    More are made than there are: what is no word stands in no text.
    """
    paradigms = tuple(_paradigms(language))

    def forms(word: str) -> tuple[str, ...]:
        found = dict.fromkeys((word, *declined((word,), language.names)))
        for endings, known in paradigms:
            for ending in endings:
                stem = word.removesuffix(ending)
                if word.endswith(ending) and len(stem) >= SHORTEST:
                    found |= dict.fromkeys(
                        stem + other for other in known if _may_meet(stem, other)
                    )
        return tuple(found)

    return forms


def _may_meet(stem: str, ending: str) -> bool:
    """Return whether the ending may follow the stem: hardly ever does a vowel follow one of
    these.
    """
    return stem[-1] not in _CLOSED or ending[:1] not in _VOWELS


def _paradigms(language: Language) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Give for each class of words the endings by which a word is known to be of it, and all that
    it has: a noun by each of them, a verb by that of its infinitive.
    """
    for nouns in language.inflection.nouns.values():
        endings = tuple(form.removeprefix("*") for form in nouns)
        yield endings, endings
    for verbs in language.inflection.verbs.values():
        told = [form for listed in verbs.values() for form in listed if form.startswith("*")]
        base = tuple(form.removeprefix("*") for form in verbs.get(Form.BASE, ()))
        yield base, tuple(form.removeprefix("*") for form in told)


def _written_in_cyrillic(language: Language) -> bool:
    return any(is_cyrillic(e) for _, known in _paradigms(language) for e in known)
