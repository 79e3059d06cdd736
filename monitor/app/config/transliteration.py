"""Cyrillic words in Latin letters and the other way round, in the ways that news writes them.

To Latin, the systems are: the Ukrainian one of 2010, that of English news for Russian (near
BGN/PCGN), the German one, and the scholarly one (near ISO 9:1968). The way back is not told by the
letters alone, so it gives several words, the likeliest first.
"""

from collections.abc import Iterator, Mapping
from itertools import islice, product

MOST = 48
"""Words that one word is turned into at most."""


def _letters(told: str) -> dict[str, str]:
    """Return the table that the text tells: `в=v ж=zh ь=`."""
    pairs = (pair.partition("=") for pair in told.split())
    return {letter: written for letter, _, written in pairs}


_UKRAINIAN, _RUSSIAN = frozenset("іїєґ"), frozenset("ыэъё")
_ALIKE = _letters(
    "а=a б=b д=d е=e з=z к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f ґ=g і=i ь= ъ= ’= '="
)
_ENGLISH = _ALIKE | _letters("в=v ж=zh х=kh ц=ts ч=ch ш=sh щ=shch")
_OFFICIAL = _ENGLISH | _letters("г=h и=y й=i є=ie ї=i ю=iu я=ia")
_NEWS_UKRAINIAN = _ENGLISH | _letters("г=h и=y й=y є=ye ї=yi ю=yu я=ya")
_NEWS_RUSSIAN = _ENGLISH | _letters("г=g и=i й=y ы=y э=e ё=yo ю=yu я=ya")
_GERMAN = _ALIKE | _letters("в=w ж=sch з=s х=ch ц=z ч=tsch ш=sch щ=schtsch й=j ю=ju я=ja")
_SCHOLARLY = _ALIKE | _letters("в=v ж=ž х=ch ц=c ч=č ш=š щ=šč й=j ю=ju я=ja")
_OF_UKRAINIAN = _letters("г=h и=y є=je ї=ji")
_OF_RUSSIAN = _letters("г=g и=i ы=y э=e ё=jo")
_FIRST = _letters("є=ye ї=yi й=y ю=yu я=ya")
"""How the Ukrainian system of 2010 writes letters that begin a word."""
_SHORTENED = (("yi", "y"), ("yy", "y"), ("iy", "y"), ("yi", "yy"))
"""How news writes the end of Ukrainian and Russian names: Zelenskyi, Zelenskyy, Zelensky."""
_BACK = {
    part: tuple(written.split("|"))
    for part, written in _letters(
        "shch=щ zh=ж kh=х ts=ц ch=ч|х sh=ш ph=ф ž=ж č=ч š=ш "
        "skyi=ський|ский skyy=ський|ский skyj=ський|ский sky=ський|ский "
        "skiy=ский|ський skij=ский|ський "
        "yu=ю iu=ю ju=ю ya=я ia=ія|я|иа ja=я ye=є|е ie=є|іє je=є|е yi=иї|ї|ий yo=йо|ё "
        "a=а b=б c=к|ц d=д e=е f=ф g=г|ґ h=г|х i=і|и j=й|дж k=к l=л m=м n=н o=о p=п q=к "
        "r=р s=с t=т u=у v=в w=в x=кс y=и|й z=з"
    ).items()
}
_LONGEST = max(map(len, _BACK))


def is_cyrillic(text: str) -> bool:
    """Return whether the text has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


def to_latin(word: str) -> tuple[str, ...]:
    """Return the Cyrillic word in Latin letters, in each of the systems; a capital stays one."""
    low = word.casefold()
    written: dict[str, None] = {}
    for first, letters in _systems(low):
        head = first.get(low[:1], letters.get(low[:1], low[:1]))
        text = head + "".join(letters.get(letter, letter) for letter in low[1:])
        written[text] = None
        for long, short in _SHORTENED:
            if low.endswith(("ий", "ій")) and text.endswith(long):
                written[text.removesuffix(long) + short] = None
    return tuple(_cased(text, word) for text in written)


def _systems(low: str) -> Iterator[tuple[Mapping[str, str], Mapping[str, str]]]:
    """Give the systems of the languages that the word may be of: for its first letter, and the
    others.
    """
    if not _RUSSIAN & set(low):
        yield _FIRST, _OFFICIAL
        yield {}, _NEWS_UKRAINIAN
        yield {}, _GERMAN | _OF_UKRAINIAN
        yield {}, _SCHOLARLY | _OF_UKRAINIAN
    if not _UKRAINIAN & set(low):
        yield {}, _NEWS_RUSSIAN
        yield {}, _NEWS_RUSSIAN | {"й": "i"}
        yield {}, _GERMAN | _OF_RUSSIAN
        yield {}, _SCHOLARLY | _OF_RUSSIAN


def to_cyrillic(word: str) -> tuple[str, ...]:
    """Return what Cyrillic words the Latin one may stand for; none for one with other signs."""
    low = word.casefold()
    choices: list[tuple[str, ...]] = []
    at = 0
    while at < len(low):
        lengths = range(min(_LONGEST, len(low) - at), 0, -1)
        part = next((low[at : at + n] for n in lengths if low[at : at + n] in _BACK), None)
        if part is None:
            return ()
        choices.append(_BACK[part])
        at += len(part)
    return tuple(_cased("".join(one), word) for one in islice(product(*choices), MOST))


def _cased(text: str, like: str) -> str:
    """Return the text with a capital where the other begins with one."""
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
