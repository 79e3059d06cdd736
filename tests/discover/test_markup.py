import pytest
from lxml import etree

from monitor.discover.markup import base_of, classes, root_of, selected, wrong_selector
from monitor.errors import Unreadable

BASE = "https://harbour.example/news/"


def page(markup, charset=None):
    return root_of(markup.encode() if isinstance(markup, str) else markup, BASE, charset)


@pytest.mark.parametrize("body", ["", "<!-- nothing -->"])
def test_a_page_with_nothing_on_it_is_refused(body):
    with pytest.raises(Unreadable):
        page(body)


def test_the_encoding_is_told_by_server_bytes_or_page():
    words = "<p>Порт</p>"
    declared = f'<meta charset="windows-1251">{words}'.encode("windows-1251")
    told = [page(words.encode("koi8-r"), "koi8-r"), page(words), page(declared)]
    assert [root.findtext(".//p") for root in told] == ["Порт"] * 3


@pytest.mark.parametrize(
    ("head", "base"),
    [
        ("", BASE),
        ('<base href="/x/">', "https://harbour.example/x/"),
        ("<base>", BASE),
        ('<base href="javascript:x">', BASE),
    ],
)
def test_links_are_relative_to_what_the_page_declares(head, base):
    assert base_of(page(f"<head>{head}</head><p>A</p>"), BASE) == base


def test_a_selector_names_elements_in_document_order():
    root = page("<p class='a b'>1</p><div><p class='b'>2</p></div>")
    assert [part.text for part in selected(root, ".b")] == ["1", "2"]
    assert classes(selected(root, ".a")[0]) == {"a", "b"}
    assert classes(etree.Element("p")) == frozenset()


@pytest.mark.parametrize("selector", ["a[", ":nope(", "a:contains(", "a::text"])
def test_a_selector_that_cannot_be_used_is_told(selector):
    with pytest.raises(Unreadable, match="selector"):
        selected(page("<p>A</p>"), selector)


def test_a_selector_is_right_or_what_is_wrong_with_it_is_said():
    assert wrong_selector("h2 > a.story") is None
    assert wrong_selector("h2 > > a") == "Expected selector, got <DELIM '>' at 5>"
    assert wrong_selector("a:no-such-class") is not None
