"""The title of a page, without the outlet's name and what else is hung behind it."""

import re

from monitor.extract.clean import clean_line
from monitor.extract.head import Head

LONGEST_TITLE = 500

_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "title")
_SUFFIX = re.compile(r"\s+[-–—|·:•*]\s+|\s*[|ㅣ｜：]\s*")
_HUNG_BEHIND = re.compile(r"\s*[-–—|·:•*ㅣ｜：…]\s*\S")
_DATE = re.compile(r"[\d./\s:-]{6,20}")
_LEAST_HEADING = 12  # characters, or three words
_LEAST_WORDS = 3
_NOT_IN_NAMES = re.compile(r"[\W_]+")


def title_of(head: Head, claimed: str | None, names: tuple[str, ...]) -> str | None:
    """Return the title; `claimed` is that of JSON-LD, `names` are those of the outlet."""
    heading = head.headings[0] if len(head.headings) == 1 else None
    shared, others = head.first(_TITLES[:1]), head.first(_TITLES[1:])
    lines = [clean_line(one or "", LONGEST_TITLE) for one in (shared, claimed, heading)]
    for line in (*lines, clean_line(others or head.title or "", LONGEST_TITLE)):
        if line:
            return _as_headed(without_names(line, names), lines)
    return None


def without_names(title: str, names: tuple[str, ...]) -> str:
    """Return the title without the names, or dates, that are hung behind it."""
    known = {plain(name) for name in names}
    parts = list(_SUFFIX.finditer(title))
    while parts and parts[-1].start() > 0:
        behind = title[parts[-1].end() :]
        if plain(behind) not in known and not _DATE.fullmatch(behind):
            break
        title = title[: parts.pop().start()]
    return title


def plain(name: str) -> str:
    """Return the letters and digits of a name, in one case."""
    return _NOT_IN_NAMES.sub("", name).casefold()


def _as_headed(title: str, lines: list[str]) -> str:
    """Return the heading that the title only goes on from, if one of these lines is."""
    for line in lines:
        long = len(line) >= _LEAST_HEADING or len(line.split()) >= _LEAST_WORDS
        begins = long and title.startswith(line) and len(title) - len(line) <= len(line)
        if begins and _HUNG_BEHIND.match(title, len(line)):
            return line
    return title
