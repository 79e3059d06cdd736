"""Charsets: which names of text encodings are believed, and what Python calls them."""

import re

_SAME_NAME = (
    "utf-8 utf-16 utf-16le utf-16be utf-32 "
    "iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6 iso-8859-7 iso-8859-8 iso-8859-10 "
    "iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 "
    "windows-1250 windows-1251 windows-1252 windows-1253 windows-1254 windows-1255 windows-1256 "
    "windows-1257 windows-1258 koi8-r koi8-u ibm866 macintosh "
    "gb18030 big5 big5-hkscs euc-jp shift_jis iso-2022-jp euc-kr tis-620"
)
_OTHER_NAMES = {
    "utf8": "utf-8",
    "unicode-1-1-utf-8": "utf-8",
    "utf16": "utf-16",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "iso-8859-1": "windows-1252",
    "iso8859-1": "windows-1252",
    "latin1": "windows-1252",
    "latin-1": "windows-1252",
    "l1": "windows-1252",
    "cp1252": "windows-1252",
    "x-cp1252": "windows-1252",
    "latin2": "iso-8859-2",
    "iso-8859-8-i": "iso-8859-8",
    "iso-8859-9": "windows-1254",
    "latin5": "windows-1254",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "win-1251": "windows-1251",
    "x-cp1251": "windows-1251",
    "cp1256": "windows-1256",
    "cp866": "ibm866",
    "koi8": "koi8-r",
    "koi8-ru": "koi8-u",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "big5hkscs": "big5-hkscs",
    "x-sjis": "shift_jis",
    "shift-jis": "shift_jis",
    "sjis": "shift_jis",
    "windows-31j": "shift_jis",
    "eucjp": "euc-jp",
    "euckr": "euc-kr",
    "ks_c_5601-1987": "euc-kr",
    "windows-949": "euc-kr",
}
_BELIEVED = {name: name for name in _SAME_NAME.split()} | _OTHER_NAMES
_PARAMETER = re.compile(r"""(?:^|;)\s*charset\s*=\s*["']?\s*([^\s;"']{1,40})""", re.IGNORECASE)


def charset(content_type: str | None) -> str | None:
    """Return the charset that a Content-Type names, under a name that Python decodes as text.

    None if it names none, or none that is believed: some of Python's codecs are no charsets.
    As browsers do, Latin 1 is taken for Windows 1252, and GB 2312 for GB 18030.
    """
    named = _PARAMETER.search(content_type or "")
    return _BELIEVED.get(named.group(1).lower()) if named else None
