import codecs
from datetime import UTC, datetime

import pytest

from monitor.errors import Unreadable
from monitor.extract.parsing import (
    DEEPEST,
    MOST_ATTRIBUTES,
    MOST_TAGS,
    decoded,
    parsed,
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
        (b"<p " + b'x=">" ' + b"a=1 " * (MOST_ATTRIBUTES + 1) + b">", "too many attributes"),
        (b"<p " + b"a='1'" * (MOST_ATTRIBUTES + 1) + b">", "too many attributes"),
        (b"<b>" * (DEEPEST + 1), "nested too deeply"),
        (b"<B id=x>" * (DEEPEST + 1), "nested too deeply"),
        (b"", "not HTML"),
        (b"just words", "not HTML"),
    ],
)
def test_bombs_and_what_is_no_page_are_refused(body, said):
    with pytest.raises(Unreadable, match=said):
        parsed(page(body))


def test_bombs_of_two_bytes_a_character_are_refused_too():
    with pytest.raises(Unreadable, match="nested too deeply"):
        parsed(page(("<b>" * (DEEPEST + 1)).encode("utf-16")))


def test_a_long_tag_and_closed_elements_are_harmless():
    image = b'<img src="' + b"A" * 30_000 + b'">'
    body = b"<html><body>" + image + b"<div></div>" * 2_000 + b"</div></body></html>"
    assert parsed(page(body)).tree.find(".//img") is not None


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


def words(body):
    return " ".join(parsed(page(body)).tree.itertext())


@pytest.mark.parametrize(
    "body", [b"<!-- <p>nothing</p> -->", b"<!DOCTYPE <p", "<!-- <p> -->".encode("utf-16")]
)
def test_a_page_of_comments_alone_is_none(body):
    with pytest.raises(Unreadable, match="not HTML"):
        parsed(page(body))


def test_a_root_that_closes_itself_is_opened_again():
    assert (
        words(b'<html lang="en"/><body><p>The council pledged aid.</p>').strip().startswith("The")
    )


def test_characters_that_no_page_may_hold_are_left_out():
    assert words(b"<p>The\x00 cou\x1fncil</p>") == "The council"


def test_bytes_of_lone_surrogates_are_replaced():
    body = "<p>a\ud800b</p>".encode("utf-8", "surrogatepass")
    assert set(words(body)) == {"a", "b", "\ufffd"}


def test_a_page_that_could_be_read_to_its_charset_is_not_of_two_bytes_a_character():
    assert words(b'<meta charset="utf-16"><p>The council</p>') == "The council"
    assert decoded(page("<p>Рада</p>".encode("utf-16-le"), "utf-16le")) == "<p>Рада</p>"


def test_a_tree_that_was_used_up_is_parsed_afresh():
    found = parsed(page(b"<p>The council</p>"))
    found.tree.clear()
    assert found.afresh().text_content() == "The council"


@pytest.mark.parametrize("depth", [300, DEEPEST - 10])
def test_text_below_many_elements_is_read(depth):
    body = b"<div>" * depth + b"<p>The council pledged aid.</p>"
    assert "pledged" in words(body)
    assert parsed(page(body)).notes == ()


def test_what_the_parser_cuts_is_noted():
    found = parsed(page(b"<p>Above</p>" + b"<x-a>" * 3_000 + b"<p>Below</p>"))
    assert "Above" in found.tree.text_content()
    assert "Below" not in found.tree.text_content()
    assert [note.startswith("the page was cut: Excessive depth") for note in found.notes] == [True]


@pytest.mark.parametrize("sign", ["&#1;", "&#27;", "&#x1f;", "&#X0B", "&#031;", "\x01"])
def test_a_control_costs_itself_only(sign):
    found = parsed(page(f"<title>Aid{sign} comes</title><p>It{sign} rained.</p>".encode()))
    assert " ".join(" ".join(found.tree.itertext()).split()) == "Aid comes It rained."


@pytest.mark.parametrize(
    ("sign", "shown"),
    [("&#9;", "\t"), ("&#10;", "\n"), ("&#65;", "A"), ("&#x1F4A;", "\u1f4a"), ("&#128;", "€")],
)
def test_references_to_characters_stay(sign, shown):
    assert shown in "".join(parsed(page(f"<p>It{sign}rained.</p>".encode())).tree.itertext())
