"""The address of a page by its own account, where that can be believed."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

LONGEST = 2_000  # characters
MOST_LINKS = 2  # accounts that are listened to

_WORD = re.compile(r"[^\W\d_]{3,}")
_NUMBER = re.compile(r"(?<!\d)(?!20\d{6}(?!\d))\d{5,}")  # no day
_SUFFIX = re.compile(r"(?:\.amp)?(?:\.[a-z]{2,5})?$", re.IGNORECASE)
_DECORATION = re.compile(r"/(?:amp|print|single|full|all|\d{1,3})(?:\.html?)?$", re.IGNORECASE)
_LEAST_WORDS = 3  # that name an article
_MIRROR = re.compile(r"^(?:www|m|mobile|amp)\.")
_SECTION = re.compile(r"(?:index(?:\.\w+)?|default\.\w+|home|amp)?/*$", re.IGNORECASE)


def own_address(asked: str, told: tuple[str | None, ...], *, title: str | None) -> str:
    """Return the first of the addresses told that names the very page that was asked, else `asked`.

    Many a page names the home page, a section or another article. So it must be of the same site
    and no part of the way to the page, and share with the page asked its last part, its number, or
    most of its words; or those with its title.
    """
    try:
        here = urlsplit(asked)
    except ValueError:
        return asked
    for link in tuple(one for one in told if one)[:MOST_LINKS]:
        found = _resolved(asked, link)
        if found is not None and _same_page(here, found, title or ""):
            return found.geturl()
    return asked


def same_site(one: SplitResult, other: SplitResult) -> bool:
    """Return whether both hosts are one, or one lies within the other, mirrors aside."""
    first, second = (_MIRROR.sub("", parts.hostname or "") for parts in (one, other))
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def _resolved(asked: str, link: str) -> SplitResult | None:
    try:
        found = urlsplit(urljoin(asked, link.strip()))
    except ValueError:
        return None
    right = found.scheme in ("http", "https") and len(link) <= LONGEST
    return found._replace(fragment="") if right and found.hostname else None


def _same_page(here: SplitResult, found: SplitResult, title: str) -> bool:
    path, own = found.path.rstrip("/"), _DECORATION.sub("", here.path.rstrip("/"))
    last = _last(path)
    if not same_site(here, found) or _SECTION.fullmatch(last):
        return False
    if path == own:
        return _numbers(here.query) <= _numbers(found.query)
    if own.startswith(f"{path}/"):
        return False
    words = _words(last)
    near = _words(own) | _words(title)
    return (
        last == _last(own)
        or bool(_numbers(path) & _numbers(f"{own}?{here.query}"))
        or (len(words) >= _LEAST_WORDS and 2 * len(words & near) > len(words))
    )


def _last(path: str) -> str:
    return _SUFFIX.sub("", path.rpartition("/")[2])


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(text))
