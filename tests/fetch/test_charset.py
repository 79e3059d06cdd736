import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.fetch.charset import charset


@pytest.mark.parametrize(
    ("content_type", "name"),
    [
        ("text/html; charset=utf-8", "utf-8"),
        ("text/html;charset=UTF8", "utf-8"),
        ('text/html; charset="windows-1251"', "windows-1251"),
        ("text/html; a=b; charset = 'GB2312' ; c=d", "gb18030"),
        ("text/xml; charset=ISO-8859-1", "windows-1252"),
        ("charset=koi8-u", "koi8-u"),
    ],
)
def test_a_charset_is_believed_under_the_name_that_decodes_it(content_type, name):
    assert charset(content_type) == name
    assert isinstance(b"harbour".decode(name, "replace"), str)


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "text/html",
        "text/html; charset=",
        "text/html; charset=idna",
        "text/html; charset=zlib_codec",
        "text/html; charset=unicode_escape",
        "text/html; charset=punycode",
        "text/html; charset=utf-7",
        "text/html; xcharset=utf-8",
    ],
)
def test_what_is_no_charset_is_not_believed(content_type):
    assert charset(content_type) is None


@given(st.text())
def test_any_header_gives_a_text_codec_or_nothing(content_type):
    name = charset(content_type) or "utf-8"
    assert isinstance(b"\xff\x00\x81".decode(name, "replace"), str)


@pytest.mark.parametrize(
    "alias", ["latin1", "gbk", "sjis", "euckr", "cp866", "latin5", "macintosh", "tis-620"]
)
def test_old_names_are_understood(alias):
    name = charset(f"text/html; charset={alias}")
    assert "news".encode(name).decode(name) == "news"
