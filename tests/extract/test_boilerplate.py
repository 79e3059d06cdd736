import codecs
from datetime import UTC, datetime

import pytest

from monitor.errors import Unreadable
from monitor.extract.boilerplate import (
    DEEPEST,
    MOST_ATTRIBUTES,
    MOST_TAGS,
    decoded,
    text_of,
    tree_of,
)
from monitor.model.page import HTML_BYTES, Page

UKRAINIAN = "Рада пообіцяла гроші"


def page(body, charset=None):
    return Page(
        url="https://a.example/x",
        asked="https://a.example/x",
        body=body,
        charset=charset,
        fetched_at=datetime(2025, 12, 21, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"x" * (HTML_BYTES + 1), "too large"),
        (b"<p>" * (MOST_TAGS + 1), "too many tags"),
        (b"<p " + b"a " * (MOST_ATTRIBUTES + 1) + b">", "too many attributes"),
        (b"<b>" * (DEEPEST + 1), "nested too deeply"),
        (b"", "not HTML"),
        (b"just words", "not HTML"),
    ],
)
def test_bombs_and_what_is_no_page_are_refused(body, said):
    with pytest.raises(Unreadable, match=said):
        tree_of(page(body))


def test_a_long_tag_and_closed_elements_are_harmless():
    image = b'<img src="' + b"A" * 30_000 + b'">'
    body = b"<html><body>" + image + b"<div></div>" * 2_000 + b"</div></body></html>"
    assert text_of(tree_of(page(body))) == ""


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (UKRAINIAN.encode(), None),
        (UKRAINIAN.encode(), "windows-1251"),
        (codecs.BOM_UTF8 + UKRAINIAN.encode(), None),
        (UKRAINIAN.encode("utf-16"), None),
        (UKRAINIAN.encode("cp1251"), "windows-1251"),
    ],
)
def test_characters_are_read_as_they_were_meant(body, charset):
    assert decoded(page(body, charset)) == UKRAINIAN


def test_the_page_may_declare_its_charset():
    body = b'<meta charset="windows-1251">' + UKRAINIAN.encode("cp1251")
    assert decoded(page(body)).endswith(UKRAINIAN)
    assert decoded(page(body, "idna")).endswith(UKRAINIAN)
    assert decoded(page(body, "zlib_codec")).endswith(UKRAINIAN)


def test_a_charset_of_escapes_is_not_taken_for_utf8():
    assert decoded(page("会談".encode("iso2022_jp"), "iso-2022-jp")) == "会談"


def test_broken_bytes_are_replaced():
    assert decoded(page(b"a\xffb")) == "a\ufffdb"
    assert decoded(page(b"a\xffb", "ascii")) == "a\ufffdb"
    assert decoded(page(b"\x1b\xff")) == "\x1b\ufffd"
