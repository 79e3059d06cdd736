"""One address for one page: what only tracks, mirrors or decorates a URL is taken off.

A page told twice costs a comparison of texts, two pages taken for one cost a development: what may
tell pages apart stays. A short link is its own address; what it leads to is known when it was
fetched, and the page goes by the address at which it was found.
"""

import re
from urllib.parse import SplitResult, urlsplit

from monitor.dedupe.parameters import decorates
from monitor.dedupe.wrappers import unwrapped

_MIRROR = re.compile(r"(?:(?:www\d?|m|mob|mobile?|amp|touch|wap)\.)+(?=[^.]+\.[^.])")
_MOBILE_PART = re.compile(r"(?<=\.)(?:m|amp)\.(?=[^.]+\.[^.])")  # en.m.example.org
_AMP = re.compile(
    r"^(?:(?:/platform)?/amp)+(?=/.)|(?:/amp(?:\.html?)?)+/*$|(?:\.amp)+(?=(?:\.html?)?/*$)",
    re.IGNORECASE,
)
_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/;?]*|(?<=/)\((?:[AFSX]\([\w%-]+\))+\)/", re.IGNORECASE
)
_BLOG_PAGE = re.compile(r"/\d{4}/\d{2}/[^/]+\.html")  # has a mobile form, `?m=1`
_ROUTE = re.compile(r"[!/].")  # a fragment that names the page: it is read by the page's own code
_INDEX = re.compile(r"/(?:index|default)\.(?:s?html?|php|aspx?|jsp|cfm)/*$", re.IGNORECASE)
_SLASHES = re.compile("/{2,}")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|[^\w!$&'()*+,/:;=?@.~-]|[^\x00-\x7f]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_LONGEST = 8_192  # characters; a longer address is kept as it is


def canonical(url: str, *, entry: bool = False) -> str:
    """Return the one form of the address, a fixed point; what is not http is only stripped.

    `entry`: it is that of an entry of the page (in a live blog), which its fragment names.
    """
    form = url.strip()
    if len(form) > _LONGEST:
        return form
    try:
        # It ends: the first pass escapes and sorts, each later one can only take characters off.
        while (simpler := _once(form, entry=entry)) != form:
            form = simpler
    except ValueError:
        return form
    return form


def target(url: str) -> str:
    """Return the address that a link through a counter of clicks or a cache holds in plain words.

    Any other comes back as it is.
    """
    form = url.strip()
    while len(form) <= _LONGEST and (held := _held(form)) is not None:
        form = held.strip()  # it ends: what is held is shorter than what holds it
    return form


def _held(url: str) -> str | None:
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return unwrapped(parts) if parts.scheme in ("http", "https") else None


def _once(url: str, *, entry: bool) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url
    held = unwrapped(parts)
    if held is not None:
        return held.strip()
    path = _path(parts.path)
    query = _query(parts.query, path)
    keeps = entry or _ROUTE.match(parts.fragment)
    fragment = _escaped(parts.fragment) if keeps else ""
    return (
        f"https://{_host(parts)}{path}"
        + (f"?{query}" if query else "")
        + (f"#{fragment}" if fragment else "")
    )


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        host = f"[{name}]"
    else:
        plain = name if name.isascii() else name.encode("idna").decode()
        host = _MOBILE_PART.sub("", _MIRROR.sub("", plain.lower(), count=1))
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    plain = _without_dots(_SLASHES.sub("/", _SESSION.sub("", _escaped(path))))
    bare = _INDEX.sub("/", _AMP.sub("", plain)).rstrip("/")
    return bare or "/"


def _without_dots(path: str) -> str:
    """Return the path with `.` and `..` carried out."""
    if "/." not in path:
        return path
    steps: list[str] = []
    for step in path.split("/"):
        if step == "..":
            del steps[max(1, len(steps) - 1) :]
        elif step != ".":
            steps.append(step)
    return "/".join(steps)


def _query(query: str, path: str) -> str:
    pairs = [_escaped(pair.replace("+", "%20")) for pair in query.split("&") if pair]
    if _BLOG_PAGE.fullmatch(path):
        pairs = [pair for pair in pairs if pair not in ("m=0", "m=1")]
    return "&".join(sorted(pair for pair in pairs if not decorates(pair)))


def _escaped(text: str) -> str:
    """Return the text with all escaped that must be, in capitals, and nothing else."""
    return _ESCAPE.sub(_one_escape, text)


def _one_escape(found: re.Match[str]) -> str:
    if found[1]:
        character = chr(int(found[1], 16))
        return character if _UNRESERVED.fullmatch(character) else f"%{found[1].upper()}"
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
