"""One address for one page: what only tracks, mirrors or decorates a URL is taken off.

A parameter goes only when it is surely no part of what is asked for: a page told twice costs a
comparison of texts, two pages taken for one cost a development.
"""

import re
from urllib.parse import SplitResult, urlsplit

_TRACKING = re.compile(
    r"utm_.*|at_(?:medium|campaign|link_.*|format|ptr_name|bbc_team|custom\d)|ns_(?:mchannel|source"
    r"|campaign|linkname|fee)|mc_[ce]id|_hs(?:enc|mi)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid"
    r"|yclid|ysclid|twclid|igshid|igsh|ttclid|mkt_tok|oly_(?:anon|enc)_id|vero_(?:conv|id)|_ga|_gl"
    r"|wt_mc|wt\.mc_id|xtor|guccounter|guce_.*|soc_(?:src|trk)|spm|__twitter_impression|traffic_source"
    r"|pk_.*|piwik_.*|mtm_.*|_x_tr_.*|ref_?src|ref_?url|smtyp|ftag|at_xt|s_cid|amp|outputtype",
    re.IGNORECASE,
)
_WHENCE = re.compile(
    r"ref|referrer|source|src|from|via|partner|output|mod|cmp|cid|ito", re.IGNORECASE
)
_CHANNEL = re.compile(
    r"(?:google)?_?rss(?:feed|\d)?|feeds?|(?:atom|news)feed|twitter|tw|x|facebook|fb|telegram|social|share"
    r"|newsletter|e?mail|amp|home(?:page)?|app|apple_?news|google_?news|flipboard|search|copylink",
    re.IGNORECASE,
)
_MIRROR = re.compile(r"(?:(?:www\d?|m|mobile|amp|touch|wap)\.)+(?=[^.]+\.[^.])")
_CACHE = re.compile(
    r"(?:(?:[\w.-]+\.)?cdn\.ampproject\.org/[a-z]|(?:www\.)?google\.[a-z.]+/amp)/(?:s/)?"
    r"([^/.]+\.[^/]+.*)",
    re.DOTALL,
)
_AMP = re.compile(r"^(?:/amp)+(?=/.)|(?:/amp)+/*$|(?:\.amp)+(?=(?:\.html?)?/*$)", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)/*$", re.IGNORECASE)
_SLASHES = re.compile("/{2,}")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})|[^\w!$&'()*+,/:;=?@.~-]|[^\x00-\x7f]")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_LONGEST = 8_192  # characters; a longer address is kept as it is


def canonical(url: str) -> str:
    """Return the one form of the address, a fixed point; what is not http is only stripped."""
    form = url.strip()
    if len(form) > _LONGEST:
        return form
    try:
        # It ends: the first pass escapes and sorts, each later one can only take characters off.
        while (simpler := _once(form)) != form:
            form = simpler
    except ValueError:
        return form
    return form


def _once(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return url
    query = f"?{parts.query}" if parts.query else ""
    cached = _CACHE.match(f"{parts.hostname}{parts.path}")
    if cached:
        return f"https://{cached[1]}{query}".strip()
    query = _query(parts.query)
    return f"https://{_host(parts)}{_path(parts.path)}" + (f"?{query}" if query else "")


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        host = f"[{name}]"
    else:
        host = _MIRROR.sub("", name.encode("idna").decode().lower(), count=1)
    return host if parts.port in (None, 80, 443) else f"{host}:{parts.port}"


def _path(path: str) -> str:
    plain = _SLASHES.sub("/", _escaped(path))
    bare = _INDEX.sub("/", _AMP.sub("", plain)).rstrip("/")
    return bare or "/"


def _query(query: str) -> str:
    pairs = [_escaped(pair.replace("+", "%20")) for pair in query.split("&") if pair]
    return "&".join(sorted(pair for pair in pairs if not _tracks(pair)))


def _tracks(pair: str) -> bool:
    name, _, value = pair.partition("=")
    if _TRACKING.fullmatch(name):
        return True
    return bool(_WHENCE.fullmatch(name) and _CHANNEL.fullmatch(value))


def _escaped(text: str) -> str:
    """Return the text with all escaped that must be, in capitals, and nothing else."""
    return _ESCAPE.sub(_one_escape, text)


def _one_escape(found: re.Match[str]) -> str:
    if found[1]:
        character = chr(int(found[1], 16))
        return character if _UNRESERVED.fullmatch(character) else f"%{found[1].upper()}"
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
