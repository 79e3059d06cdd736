"""One sentence as the frames see it: its words, what the lexicon knows of them, and the names in
it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from itertools import chain

from monitor.detect.clauses import HARD, completed, in_fixed_order, in_free_order, whole_verb
from monitor.detect.lexicon.entries import HINT, Entry, Lexicon, Part
from monitor.detect.lexicon.inflection import Form
from monitor.detect.lexicon.language import FREE
from monitor.detect.lexicon.reading import LANGUAGE, WORD
from monitor.detect.names import NameSpan
from monitor.detect.tokens import Hit, Sight
from monitor.model.development import TypeId

__all__ = ["Hit", "Sight", "sight"]

NOTHING: frozenset[str] = frozenset()
NOUNISH = frozenset({"determiner", "preposition"})
AMBIGUOUS = frozenset({Form.BASE, Form.PRESENT, Form.ING})
VERBAL = frozenset(
    {"be", "future", "would", "possible", "ought", "do", "adverb", "negation", "he", "they", "we"}
)
BASE_AFTER = VERBAL | {"to", "conjunction", "subordinate", "institution"}


def sight(
    text: str, *, offset: int, number: int, lexicon: Lexicon, names: tuple[NameSpan, ...]
) -> Sight:
    """Return the sentence as seen; `offset` is its start in the article, to which the names'
    offsets refer.
    """
    spans = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    plain = text.replace("’", "'")
    words = [plain[start:end].lower() for start, end in spans]
    known = lexicon.words
    kinds = [known.get(word, NOTHING) for word in words]
    numbered = in_free_order if lexicon.language.order == FREE else in_fixed_order
    clauses, commas = numbered(text, (starts, ends), words, kinds)
    seen = Sight(
        text=text,
        offset=offset,
        number=number,
        lexicon=lexicon,
        starts=starts,
        ends=ends,
        words=words,
        kinds=kinds,
        clauses=clauses,
        commas=commas,
        hits={},
    )
    seen.names = tuple(_placed(seen, names))
    _look_up(seen)
    _sort(seen)
    return seen


def _sort(seen: Sight) -> None:
    """Keep what is asked of the hits again and again."""
    for hit in seen.hits.get(LANGUAGE, ()):
        name = hit.entry.group.name
        seen.marked.setdefault(name, []).append(hit)
        if name in GOVERNORS:
            seen.governors[hit.at] = hit
    verbs: dict[Form, list[int]] = {form: [] for form in VERBS}
    for hits in seen.hits.values():
        for hit in hits:
            if hit.entry.form is not Form.NOUN:
                verbs[hit.entry.form].append(hit.at)
    seen.verbs = frozenset(chain.from_iterable(verbs.values()))
    seen.past = frozenset(verbs[Form.PAST])
    seen.finite = seen.past.union(verbs[Form.PRESENT])
    seen.roles = {hit.at: hit.end for hit in seen.marks("role")}
    conditional = seen.language.cues.conditional
    seen.conditional = [at for at, word in enumerate(seen.words) if word in conditional]
    seen.titles = frozenset([i for at, end in seen.roles.items() for i in range(at, end)])


COUPLE = 2
VERBS = tuple(form for form in Form if form is not Form.NOUN)
GOVERNORS = frozenset({"commit", "plan", "weigh", "refuse", "wish", "pass", "go_on"})


def _placed(seen: Sight, names: tuple[NameSpan, ...]) -> list[tuple[int, int, NameSpan]]:
    placed = []
    for span in names:
        at = bisect_left(seen.ends, span.start - seen.offset + 1)
        end = bisect_left(seen.starts, span.end - seen.offset)
        if at < end:
            placed.append((at, end, span))
    return placed


def _look_up(seen: Sight) -> None:
    inside = {
        i
        for at, end, span in seen.names
        if span.actor is None or end - at > 1
        for i in range(at, end)
    }
    covered: dict[TypeId, int] = {}
    for i, word, standing in _begun(seen):
        nouns = seen.lexicon.nouns[word]
        if i in inside:
            _read(seen, i, _in_a_name(nouns), _in_a_name(standing), covered)
        else:
            _read(seen, i, nouns, standing, covered)


def _begun(seen: Sight) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
    """Yield each token with which known words begin, the first of them, and the entries that the
    word after it lets stand.
    """
    known, words, endings = seen.lexicon.fitting, seen.words, seen.language.endings
    owning = endings.possessive
    begun = [i for i, word in enumerate(words) if word in known or word.endswith(owning)]
    for i in begun:
        word = words[i] if words[i] in known else endings.bare(words[i])
        if fitting := known.get(word):
            after = words[i + 1] if i + 1 < len(words) else ""
            standing = fitting.get(after, fitting[""])
            if standing:
                yield i, word, standing


def _read(
    seen: Sight,
    i: int,
    nouns: tuple[Entry, ...],
    standing: tuple[Entry, ...],
    covered: dict[TypeId, int],
) -> None:
    """Add the hits that begin with a token; `nouns` are its readings as one, `covered` the tokens
    up to which those of a type reach.
    """
    told: dict[tuple[Form, int], bool] = {}
    for entry in standing:
        length = len(entry.words)
        if length > COUPLE and tuple(seen.words[i : i + length]) != entry.words:
            continue
        kind = entry.group.type
        reach = covered.get(kind, 0)
        if i + length <= reach and reach - i != length:
            continue
        if entry.form is not Form.NOUN and not _fits(seen, i, entry, nouns, told):
            continue
        covered[kind] = reach if HINT in entry.group.flags else max(reach, i + length)
        seen.hits.setdefault(kind, []).append(Hit(i, i + length, entry))


def _fits(
    seen: Sight,
    i: int,
    entry: Entry,
    nouns: tuple[Entry, ...],
    told: dict[tuple[Form, int], bool],
) -> bool:
    """Return whether a word stands where this reading of it as a verb can stand; `told` keeps for
    forms and lengths whether they stand where a noun would.
    """
    if seen.language.order == FREE:
        return whole_verb(seen, i, entry, seen.language.shapes.noun)
    make = entry.form, len(entry.words)
    nounish = told.get(make)
    if nounish is None:
        nounish = told[make] = _nounish(seen, i, entry, nouns)
    if nounish:
        return False
    if entry.particle is not None and not completed(seen, i, entry, entry.particle):
        return False
    return entry.form is not Form.PARTICIPLE or not _attributive(seen, i, entry)


def _base_verb(seen: Sight, i: int, end: int) -> bool:
    """Return whether what comes before lets a bare form be a verb and not a noun ("a promising
    sign").
    """
    before = seen.words[i - 1]
    kinds = seen.lexicon.kinds(before)
    if kinds & BASE_AFTER:
        return True
    if end < len(seen.words) and seen.words[end] in seen.language.prepositions.completing:
        return False
    endings = seen.language.endings
    if before.endswith(endings.plural + endings.adverb) or "," in seen.between(i - 1, i):
        return True
    return any(last == i for _, last, _ in seen.names)


def _attributive(seen: Sight, i: int, entry: Entry) -> bool:
    """Return whether a participle describes a noun ("frozen assets") instead of telling an act."""
    if entry.group.part is not Part.ACT:
        return False
    if i + 1 < len(seen.words) and "by" in seen.kinds[i + 1]:
        return False
    before = frozenset[str]().union(*seen.kinds[max(0, i - 4) : i])
    return not before & {"be", "have", "had"}


def _verbal(seen: Sight, i: int, entry: Entry) -> bool:
    """Return whether what comes before makes a word that is also a noun a verb."""
    kinds = seen.kinds[i - 1]
    if entry.form is Form.ING:
        comma = "," in seen.text[seen.ends[i - 1] : seen.starts[i]]
        following = seen.words[i + 1] if i + 1 < len(seen.words) else ""
        if following in seen.language.prepositions.owning:
            return False
        opened = seen.words[i - 1] in seen.language.cues.gerundial
        return bool(comma or kinds & VERBAL or opened)
    governed = kinds & VERBAL and "determiner" not in kinds
    if governed and not seen.text[seen.starts[i - 1]].isupper():
        return True
    if "to" in kinds:
        return entry.form is Form.BASE
    after = seen.kinds[i + 1] if i + 1 < len(seen.words) else VERBAL
    if after & (VERBAL | {"preposition", "have", "had", "conjunction"}):
        return False
    return any(end == i and _opens(seen, at) for at, end, _ in seen.names)


def _opens(seen: Sight, at: int) -> bool:
    """Return whether a name stands where a subject would ("Oslo sanctions two banks"; not "under
    US sanctions").
    """
    if at == 0 or "conjunction" in seen.kinds[at - 1] or "subordinate" in seen.kinds[at - 1]:
        return True
    return seen.clauses[at] != seen.clauses[at - 1] or "," in seen.between(at - 1, at)


def _in_a_name(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries that names hold: a forum, a treaty, a thing."""
    return tuple(entry for entry in entries if _in_names(entry))


def _in_names(entry: Entry) -> bool:
    return bool(entry.group.flags & {"forum", "titled"}) or entry.group.part is Part.OBJECT


def _nounish(seen: Sight, i: int, entry: Entry, nouns: tuple[Entry, ...]) -> bool:
    """Return whether a verb form stands where a noun or adjective would ("the ban")."""
    if i == 0 or seen.clauses[i] - seen.clauses[i - 1] >= HARD:
        return entry.form in (Form.BASE, Form.PRESENT)
    before = seen.words[i - 1]
    if before.endswith(seen.language.endings.possessive) or (
        before.isdigit() and entry.form in AMBIGUOUS
    ):
        return True
    kinds = seen.kinds[i - 1]
    if entry.form is Form.BASE and "be" in kinds:
        return True
    if entry.form in AMBIGUOUS and nouns:
        return not _verbal(seen, i, entry)
    if entry.form is Form.BASE and not _base_verb(seen, i, i + len(entry.words)):
        return True
    regular = seen.words[i].endswith(seen.language.endings.participle)
    they = before in seen.language.cues.twosome and entry.form is Form.PAST and not regular
    if not kinds & NOUNISH or "to" in kinds or they:
        return False
    if entry.form is Form.ING:
        return "determiner" in kinds and before not in seen.language.prepositions.owning
    return "adverb" not in kinds and "negation" not in kinds
