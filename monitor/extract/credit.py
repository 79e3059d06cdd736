"""Whose text it is where an outlet prints another's: the wire credit in the text or the byline."""

import re

_AGENCIES = {
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "ap": "Associated Press",
    "associated press": "Associated Press",
    "afp": "Agence France-Presse",
    "agence france-presse": "Agence France-Presse",
    "dpa": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "tass": "TASS",
    "ria novosti": "RIA Novosti",
    "interfax": "Interfax",
    "interfax-ukraine": "Interfax-Ukraine",
    "ukrinform": "Ukrinform",
    "xinhua": "Xinhua",
    "kyodo": "Kyodo News",
    "kyodo news": "Kyodo News",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "pa": "PA Media",
    "pa media": "PA Media",
    "press association": "PA Media",
    "upi": "UPI",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "apa": "APA",
    "sda": "SDA",
    "anp": "ANP",
    "belga": "Belga",
    "pap": "PAP",
    "yonhap": "Yonhap",
    "pti": "PTI",
    "canadian press": "The Canadian Press",
    "europa press": "Europa Press",
    "lusa": "Lusa",
    "adnkronos": "Adnkronos",
    "agi": "AGI",
    "ntb": "NTB",
    "ritzau": "Ritzau",
    "stt": "STT",
    "tt": "TT",
    "čtk": "ČTK",
    "ctk": "ČTK",
    "mti": "MTI",
    "bns": "BNS",
    "ani": "ANI",
    "ians": "IANS",
    "irna": "IRNA",
    "kcna": "KCNA",
    "unian": "UNIAN",
    "уніан": "UNIAN",
    "укрінформ": "Ukrinform",
    "інтерфакс-україна": "Interfax-Ukraine",
    "интерфакс": "Interfax",
    "тасс": "TASS",
    "риа новости": "RIA Novosti",
}
_UPPER = "[A-ZÀ-ÞА-ЯІЇЄҐ]"
_NAME = rf"(?:the\s+)?(dpa|{_UPPER}[\w.&’'-]*(?:\s+(?:of\s+|and\s+)?{_UPPER}[\w.&’'-]*){{0,4}})"
_DASH = r"\s*(?:\.?[-–—]{1,2}|:)\s"
_DATELINE = re.compile(rf"\s*([^\W\d_][^()\n]{{0,80}})?\(\s*{_NAME}\s*\){_DASH}")
_CAPITALS = re.compile(rf"{_UPPER}{{3}}")
_NEWSROOM = re.compile(r"\b(?:Press|News|Agency|Wire|Newswire|Service|Presse|Media)$")
_BEGINNING = re.compile(rf"\s*{_NAME}{_DASH}")
_BYLINE = re.compile(rf"\s*By\s+{_NAME}\s*(?:\n|$)")
_AT_END = (
    re.compile(
        r"(?:^|\n)\s*\(?(?:Sources?|Quelle|Джерело|Источник)\s*:\s*([^\n()]{2,60}?)\)?\.?\s*$"
    ),
    re.compile(rf"(?:^|\n|\s)\(?[-–—]\s*[Ww]ith\s+{_NAME}\)?\.?\s*$"),
    re.compile(rf"\n\s*\(\s*{_NAME}\s*\)\s*$"),
    re.compile(
        r"\b(?:originally|first)\s+(?:published|appeared)\s+(?:by|on|at|in(?!\s+\w+\s+on\s+[\w-]+\.\w))\s+"
        rf"{_NAME}(?:\s+(?:on|and|under|in)\b[^\n]{{0,80}})?\.?\s*$"
    ),
)
_WITH = re.compile(
    r"(?:^|\n|\s)[(–—-]*\s*[Ww]ith\s+(?:additional\s+)?(?:reporting|files|material|contributions?)"
    rf"\s+(?:by|from)\s+{_NAME}\)?\.?\s*$"
)
_MARKS_AT_END = re.compile(r"(?:\n\s*\(?|\()([\w.-]{2,12}(?:\s?[/,]\s?[\w.-]{2,12}){0,5})\)?\s*$")
_BETWEEN_MARKS = re.compile(r"\s?[/,]\s?")
_STAFF = re.compile(
    r"(?:^(?:by|from|via|mit material von)\s+|\s+(?:staff|reporters?|newsroom|news agency|writers?"
    r"|correspondents?|deutschland|fact check)$)",
    re.IGNORECASE,
)
_VIA = re.compile(rf"\b(?:via|for|pour|avec|mit|con|für)\s+{_NAME}\s*$")
_START = 160  # characters in which a dateline ends
_END = 160
_MOST_AUTHORS = 5


def credit_of(text: str, authors: tuple[str, ...], origins: tuple[str, ...] = ()) -> str | None:
    """Return the name of the outlet that the text says it comes from, None if it names none.

    `origins` are those whom the page's metadata names as its provider or source: agencies count.
    """
    return (
        _at_start(text)
        or _at_end(text)
        or _in_byline(authors)
        or next((name for one in origins if (name := _agency(one))), None)
    )


def _at_start(text: str) -> str | None:
    dateline = _DATELINE.match(text, 0, _START)
    if dateline and (dateline[1] is None or _CAPITALS.search(dateline[1])):
        return _named(dateline[2])
    byline = _BYLINE.match(text, 0, _START)
    if byline and _NEWSROOM.search(byline[1]):
        return _named(byline[1])
    for match in (dateline, byline, _BEGINNING.match(text, 0, _START)):
        if match and _agency(match[match.re.groups]):
            return _agency(match[match.re.groups])
    return None


def _at_end(text: str) -> str | None:
    start = max(0, len(text) - _END)
    for form in _AT_END:
        match = form.search(text, start)
        if match:
            return _named(match[1])
    helped = _WITH.search(text, start)
    if helped and (_agency(helped[1]) or _NEWSROOM.search(helped[1])):
        return _named(helped[1])
    marks = _MARKS_AT_END.search(text, start)
    each = _BETWEEN_MARKS.split(marks[1]) if marks else []
    return next((name for one in each if (name := _agency(one))), None)


def _in_byline(authors: tuple[str, ...]) -> str | None:
    for author in authors[:_MOST_AUTHORS]:
        through = _VIA.search(author)
        name = _agency(author) or (_agency(through[1]) if through else None)
        if name:
            return name
    return None


def _named(words: str) -> str:
    return _agency(words) or words.strip(" .")


def _agency(words: str) -> str | None:
    bare = _STAFF.sub("", words.strip(" ."))
    return _AGENCIES.get(bare.casefold().removeprefix("the "))
