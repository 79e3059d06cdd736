"""Where the sentences of a text begin and end: by rules, in time linear in the text."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from monitor.model.article import Sentence

# Offsets of spans that are never cut: quotations and brackets, each within one paragraph.
Span = tuple[int, int]

_LONGEST = 2000  # characters of one uncut quotation; a quotation mark without a partner spans less

_PARAGRAPH = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_QUOTED = re.compile(
    r"(?=[\"“„«‘「(\[])(?:"  # looked at first, for speed
    rf'(?<![\w.,!?…])"(?=\S)[^"]{{1,{_LONGEST}}}+(?<=\S)"(?!\w)'
    rf"|“[^“”]{{1,{_LONGEST}}}+”"
    rf"|„[^„“”]{{1,{_LONGEST}}}+[“”]"
    rf"|«[^«»]{{1,{_LONGEST}}}+»"
    rf"|(?<!\w)‘(?=\S)(?:[^‘’]|’(?=\w)){{1,{_LONGEST}}}+’"
    rf"|「[^「」]{{1,{_LONGEST}}}+」"
    r"|\([^()]{1,400}+\)"
    r"|\[[^][]{1,400}+\])"
)
_OPENERS = "\"'“‘«„(["
_CLOSERS = "\"'”’»)\\]」』）"
_END = re.compile(
    rf"[.!?…](?<![.!?…]{{2}})[.!?…]*+[{_CLOSERS}]*+(?=\s)"
    rf"|[。．！？｡।॥؟۔։።][。．！？｡।॥؟۔։።]*+[{_CLOSERS}]*+"
)
_NEXT = re.compile(r"\s*[\"'“‘«„(\[¿¡–—-]*\s*(\w*)")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LIST_NUMBER = re.compile(r"\s*(?:\d{1,3}|[A-Za-z])")


def _words(line: str) -> frozenset[str]:
    return frozenset(line.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dotted:
    """The words of a language after which a dot may not end a sentence: `titles` never,
    `before_figures` not before a figure, `maybe_last` only before a word that starts sentences.
    """

    titles: frozenset[str]
    before_figures: frozenset[str]
    maybe_last: frozenset[str]
    starters: frozenset[str]


_ENGLISH = _Dotted(
    titles=_words(
        "Mr Mrs Ms Mx Dr Drs Prof St Ste Messrs Mme Mlle Rev Hon Fr Gov Sen Rep Reps Sens Pres Amb"
        " Sec Gen Lt Col Maj Capt Cpt Cmdr Cdr Sgt Adm Brig Pvt Cpl Supt Insp Det Atty Mt Ft"
        " vs al cf approx ca e.g i.e Ph.D"
    ),
    before_figures=_words("No Nos Nr Art Arts Vol Fig Figs Ch Sec p pp para paras par ст"),
    maybe_last=_words(
        "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat"
        " Sun Jr Sr Inc Corp Ltd Co Bros Cos Ave Blvd Rd Dept Univ Assn a.m p.m etc Ala Ariz Ark"
        " Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla"
        " Ont Pa Penn Que Tenn Tex Va Vt Wash Wis Wyo"
    ),
    starters=_words(
        "The A An In On At But And He She It They We You I This That These Those There His Her Its"
        " Their Our My As After Before When While Since If For From With However Meanwhile Now Then"
        " Earlier Later Last Both Many Some Most Several Officials Asked Such What Who Why How"
        " Although Despite During According Also Still So Not No Yet Under Over By To Until Because"
        " Once"
    ),
)
_GERMAN = _Dotted(
    titles=_words(
        "Dr Prof Hr Fr St Sr Jr Dipl Ing Mio Mrd Tsd ca bzw vgl evtl sog gegr geb inkl zzgl max min"
        " Hrsg Bd z.B d.h u.a o.ä i.d.R z"
    ),
    before_figures=_words("Nr Art Abs S Kap Ziff Abb Tab"),
    maybe_last=_words(
        "Jan Feb Mrz Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So usw etc Str Abt Uhr"
        " Co Inc Corp Ltd"
    ),
    starters=_words(
        "Der Die Das Den Dem Ein Eine Einer In Im Am An Auf Aus Bei Nach Vor Von Mit Zu Für Gegen"
        " Seit Er Sie Es Wir Ich Ihr Sein Seine Ihre Dieser Diese Dieses Aber Und Doch Auch Als"
        " Wenn Weil Während Nachdem Zuvor Danach Dabei Dort Hier Nun Jetzt Beide Viele Einige"
        " Mehrere Laut Wegen Trotz Unter Über Um Bis Durch Damit Zudem Außerdem Was Wer Wie Wo So"
        " Nicht Kein Keine"
    ),
)
_UKRAINIAN = _Dotted(
    titles=_words(
        "ім проф акад доц п пп св гр вул бул просп пл м с смт обл р-н о тис млн млрд трлн грн дол"
        " див напр тобто т ген полк"
    ),
    before_figures=_words("ст ч п стор с №"),
    maybe_last=_words("рр р ін т.д т.п т.і д н.е год хв коп кг км"),
    starters=_words(
        "У В На За Про Під Після До Від З Із Зі Але І Й Та А Він Вона Воно Вони Ми Ви Я Це Ця Цей"
        " Ці Той Тоді Також Нині Раніше Згодом Водночас Проте Однак Якщо Коли Що Хто Як Де Тому"
        " Його Її Їхній Крім Для При Через Понад Майже Усі Всі Обидва Обидві Сторони Наразі Ще Не"
    ),
)
_OTHERS = {"de": _GERMAN, "uk": _UKRAINIAN}
_ORDINAL_DOT = _words("de cs sk da nb no nn fi et hu sl hr sr")
_ORDINAL = re.compile(r"\d{1,2}")


def sentences(text: str, language: str | None = None) -> tuple[Sentence, ...]:
    """Return the sentences in order, bare of white space; spans are offsets into `text`.

    They are disjoint and cover all that is not white space. A quotation stays in its sentence.
    """
    found: list[Sentence] = []
    for start, end in _blocks(text):
        found += _of_block(text, start, end, language)
    return tuple(found)


def _blocks(text: str) -> list[Span]:
    """Return the paragraphs; a line that was only wrapped goes on in the next."""
    blocks: list[Span] = []
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        if not line.group().strip():
            continue
        if blocks and _wrapped(text, blocks[-1], start):
            blocks[-1] = (blocks[-1][0], end)
        else:
            blocks.append((start, end))
    return blocks


def _wrapped(text: str, before: Span, start: int) -> bool:
    """Return whether the line at `start` goes on with the sentence of the line before it."""
    if text[before[1] : start] not in ("\n", "\r\n"):
        return False
    last = text[max(before[0], before[1] - 20) : before[1]].rstrip()[-1:]
    return (last.isalnum() or last in tuple(",;-–—")) and text[start].islower()


def _of_block(text: str, start: int, end: int, language: str | None) -> list[Sentence]:
    uncut = [match.span() for match in _QUOTED.finditer(text, start, end)]
    opened = [span[0] for span in uncut]
    found: list[Sentence] = []
    begin = start
    for mark in _END.finditer(text, start, end):
        at = bisect_right(opened, mark.start()) - 1
        if at >= 0 and mark.end() < uncut[at][1]:
            continue
        if _ends(text, begin, mark, end, language):
            found += _trimmed(text, begin, mark.end())
            begin = mark.end()
    return found + _trimmed(text, begin, end)


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    said = text[start:end]
    bare = said.strip()
    if not bare:
        return []
    start += len(said) - len(said.lstrip())
    return [Sentence(start=start, end=start + len(bare))]


def _ends(text: str, begin: int, mark: re.Match[str], limit: int, language: str | None) -> bool:
    """Return whether a sentence that began at `begin` ends with this mark."""
    following = _NEXT.match(text, mark.end(), limit)
    assert following is not None  # every part of it may be empty
    word = following[1]
    if word[:1].islower():
        return False
    if not mark.group().startswith(".") or mark.group().startswith(".."):
        return True
    if _LIST_NUMBER.fullmatch(text, begin, mark.start()):
        return False
    return _full_stop(_last_word(text, begin, mark.start()), word, language)


def _last_word(text: str, begin: int, end: int) -> str:
    """Return the word that ends at `end`, of a compound its last part."""
    words = text[max(begin, end - 30) : end].split()
    return words[-1].rpartition("-")[2].lstrip(_OPENERS) if words else ""


def _full_stop(before: str, after: str, language: str | None) -> bool:
    """Return whether a dot between these words ends a sentence, not only an abbreviation."""
    words = _OTHERS.get(language or "", _ENGLISH)
    if before in words.titles:
        return False
    if before in words.before_figures:
        return not after[:1].isdigit()
    if before in words.maybe_last or _DOTTED.fullmatch(before):
        return after in words.starters
    if language in _ORDINAL_DOT and _ORDINAL.fullmatch(before):
        return after in words.starters
    return True
