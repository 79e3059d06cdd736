"""Which characters a feed's bytes mean, where its own word cannot be trusted or is missing."""

import codecs
import re

from charset_normalizer import from_bytes

_DECLARED = re.compile(
    rb"^[^<]{0,64}<\?xml[^<>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.IGNORECASE
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\0", b"\0<", b"\0\0")
_ESCAPE = b"\x1b"
_GUESSED = frozenset(
    {
        "big5", "big5hkscs", "euc_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "shift_jis",
        "cp932", "koi8_r", "koi8_u", "cp1251", "tis_620", "cp874", "cp1253", "cp1255", "cp1256",
    }
)  # fmt: skip
"""Those that a text can be told to be in; the Latin ones are too like one another."""
_LOOKED_AT = 20_000


def spoken_for(body: bytes, charset: str | None) -> str | None:
    """Return the encoding to read the feed in; None if the feed's own word counts.

    Bytes that are UTF-8 are read as that, whatever is declared; then the feed's word counts, then
    the server's (`charset`), then what the bytes look like.
    """
    if body.startswith(_WIDE) or _ESCAPE in body:
        return None
    if not body.isascii() and _is_utf8(body):
        return "utf-8"
    declared = _DECLARED.match(body)
    if declared is not None and _is_known(declared[1].decode("ascii", "replace")):
        return None
    if charset is not None or body.isascii():
        return charset
    return _look(body)


def _is_known(charset: str) -> bool:
    """Return whether the name is an encoding's, but UTF-8's, which these bytes are not in."""
    try:
        return codecs.lookup(charset).name != "utf-8"
    except LookupError:
        return False


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _look(body: bytes) -> str | None:
    best = from_bytes(body[:_LOOKED_AT]).best()
    return best.encoding if best is not None and best.encoding in _GUESSED else None
