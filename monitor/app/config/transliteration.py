"""Cyrillic words in Latin letters and the other way round, in the ways that news writes them.

To Latin, the systems are: the Ukrainian one of 2010, that of English news for Russian (near
BGN/PCGN), the German one, and the scholarly one (near ISO 9:1968). The way back is not told by the
letters alone, so it gives several words, the likeliest first. Some names are not written in one
language as in the other (Київ, Киев): of the best known of them, one stands for the other too.
"""

from collections.abc import Iterator, Mapping
from functools import cache
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
_NAMES = _letters(
    "авдіївка=авдеевка андрій=андрей бердянськ=бердянск білорусь=беларусь вінниця=винница "
    "володимир=владимир дмитро=дмитрий дніпро=днепр донбас=донбасс донецьк=донецк єрмак=ермак "
    "залужний=залужный запоріжжя=запорожье зеленський=зеленский ізюм=изюм київ=киев "
    "краматорськ=краматорск крим=крым кропивницький=кропивницкий лисичанськ=лисичанск "
    "луганськ=луганск львів=львов маріуполь=мариуполь медведєв=медведев мелітополь=мелитополь "
    "микола=николай миколаїв=николаев михайло=михаил одеса=одесса олександр=александр "
    "олексій=алексей покровськ=покровск путін=путин рівне=ровно росія=россия "
    "сєвєродонецьк=северодонецк сергій=сергей сирський=сырский слов'янськ=славянск суми=сумы "
    "тернопіль=тернополь україна=украина харків=харьков хмельницький=хмельницкий "
    "черкаси=черкассы чернівці=черновцы чернігів=чернигов шмигаль=шмыгаль"
)
"""Names that Ukrainian and Russian write each in its own way."""
_OTHER_NAME = _NAMES | {russian: ukrainian for ukrainian, russian in _NAMES.items()}


def is_cyrillic(text: str) -> bool:
    """Return whether the text has a Cyrillic letter."""
    return any("\u0400" <= letter <= "\u04ff" for letter in text)


def to_latin(word: str) -> tuple[str, ...]:
    """Return the Cyrillic word in Latin letters, in each of the systems, and so what the other
    language calls it; a capital stays one.
    """
    names = (word.casefold(), *map(str.casefold, in_other_language(word)))
    written = dict.fromkeys(text for name in names for text in _in_latin(name))
    return tuple(_cased(text, word) for text in written)


def in_other_language(word: str) -> tuple[str, ...]:
    """Return the Cyrillic name as Russian writes it, if it is Ukrainian, or the other way round;
    none for all but a few.
    """
    other = _OTHER_NAME.get(word.casefold())
    return () if other is None else (_cased(other, word),)


def _in_latin(low: str) -> tuple[str, ...]:
    written: dict[str, None] = {}
    for first, letters in _systems(low):
        head = first.get(low[:1], letters.get(low[:1], low[:1]))
        text = head + "".join(letters.get(letter, letter) for letter in low[1:])
        written[text] = None
        for long, short in _SHORTENED:
            if low.endswith(("ий", "ій")) and text.endswith(long):
                written[text.removesuffix(long) + short] = None
    return tuple(written)


@cache
def _named() -> Mapping[str, tuple[str, ...]]:
    """Return the names of both languages by each way in which either is written in Latin."""
    named: dict[str, dict[str, None]] = {}
    for name, other in _OTHER_NAME.items():
        for text in _in_latin(name):
            named.setdefault(text, {}).update(dict.fromkeys((name, other)))
    return {text: tuple(names) for text, names in named.items()}


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
    names = _named().get(low, ())
    spelt = map("".join, islice(product(*choices), MOST))
    return tuple(_cased(one, word) for one in [*dict.fromkeys((*names, *spelt))][:MOST])


def _cased(text: str, like: str) -> str:
    """Return the text with a capital where the other begins with one."""
    return text[:1].upper() + text[1:] if like[:1].isupper() else text
