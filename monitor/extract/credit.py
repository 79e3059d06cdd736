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
}
_UPPER = "[A-ZÀ-ÞА-ЯІЇЄҐ]"
_NAME = rf"(?:the\s+)?(dpa|{_UPPER}[\w.&’'-]*(?:\s+(?:of\s+|and\s+)?{_UPPER}[\w.&’'-]*){{0,4}})"
_DASH = r"\s*(?:[-–—]{1,2}|:)\s"
_DATELINE = re.compile(rf"\s*([^\W\d_][^()\n]{{0,80}})?\(\s*{_NAME}\s*\){_DASH}")
_CAPITALS = re.compile(rf"{_UPPER}{{3}}")
_NEWSROOM = re.compile(r"\b(?:Press|News|Agency|Wire|Newswire|Service|Presse|Media)$")
_BEGINNING = re.compile(rf"\s*{_NAME}{_DASH}")
_BYLINE = re.compile(rf"\s*By\s+{_NAME}\s*(?:\n|$)")
_AT_END = (
    re.compile(
        r"(?:^|\n)\s*\(?(?:Sources?|Quelle|Джерело|Источник)\s*:\s*([^\n()]{2,60}?)\)?\.?\s*$"
    ),
    re.compile(
        rf"(?:^|\n|\s)\(?[-–—]\s*[Ww]ith\s+(?:(?:reporting|files)\s+(?:by|from)\s+)?{_NAME}\)?\.?\s*$"
    ),
    re.compile(rf"\n\s*\(\s*{_NAME}\s*\)\s*$"),
)
_START = 160  # characters in which a dateline ends
_END = 160
_MOST_AUTHORS = 5


def credit_of(text: str, authors: tuple[str, ...]) -> str | None:
    """Return the name of the outlet that the text says it comes from, None if it names none."""
    return _at_start(text) or _at_end(text) or _in_byline(authors)


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
    for form in _AT_END:
        match = form.search(text, max(0, len(text) - _END))
        if match:
            return _named(match[1])
    return None


def _in_byline(authors: tuple[str, ...]) -> str | None:
    return next((_agency(author) for author in authors[:_MOST_AUTHORS] if _agency(author)), None)


def _named(words: str) -> str:
    return _agency(words) or words.strip(" .")


def _agency(words: str) -> str | None:
    return _AGENCIES.get(words.strip(" .").casefold().removeprefix("the "))
