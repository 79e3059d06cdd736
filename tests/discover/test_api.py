import json
import time
from dataclasses import replace

import pytest

from monitor.dedupe.url import canonical
from monitor.discover.api import api, wrong_expression
from monitor.discover.bounds import MOST_CANDIDATES
from monitor.errors import Unreadable
from monitor.model.source import Enclosed, Fields


@pytest.mark.parametrize("text", ["@", "data.items[*]", "title || headline", "links[0].href"])
def test_expressions_of_jmespath_can_be_used(text):
    assert wrong_expression(text) is None


@pytest.mark.parametrize(
    ("text", "wrong"),
    [("data[", "column"), ("a" * 1001, "longer"), ("(" * 900 + "a", "nested")],
)
def test_what_is_wrong_with_an_expression_is_said_in_a_line(text, wrong):
    told = wrong_expression(text)
    assert told is not None
    assert "\n" not in told


BASE = "https://harbour.example/api/news?page=1"
FIELDS = Fields(
    list="data.items",
    url="links[0].href",
    title="head.line || name",
    published="at",
    updated="changed",
    text="body",
    next="data.next",
)


def read(document, fields=FIELDS):
    return api(json.dumps(document).encode(), base=BASE, fields=fields)


def only(item, fields=FIELDS):
    (entry,) = read({"data": {"items": [item]}}, fields).candidates
    return entry


def test_an_item_gives_what_the_expressions_find():
    entry = only(
        {
            "links": [{"href": "/a"}],
            "head": {"line": "Ferry &amp; harbour"},
            "at": "2025-12-20T10:30:00+02:00",
            "changed": "Sat, 20 Dec 2025 10:30:00 GMT",
            "body": "The ferry sails.\nPilots wait.",
        }
    )
    assert (entry.url, entry.title) == ("https://harbour.example/a", "Ferry & harbour")
    assert (str(entry.published), str(entry.updated)) == (
        "2025-12-20T08:30:00Z",
        "2025-12-20T10:30:00Z",
    )
    assert entry.enclosed == Enclosed(text="The ferry sails.\nPilots wait.")
    assert entry.kind == "api"


@pytest.mark.parametrize(
    "moment", [1766226600, 1766226600000, 1766226600.0, "1766226600", "2025-12-20 10:30"]
)
def test_a_date_may_count_seconds_or_milliseconds_since_1970(moment):
    assert str(only({"at": moment}).published) == "2025-12-20T10:30:00Z"


@pytest.mark.parametrize("moment", [True, None, "soon", [], {}, -5])
def test_a_date_that_is_none_is_unknown(moment):
    assert only({"at": moment}).published is None


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>The ferry <b>sails</b>.</p><p>Pilots wait.</p>", "The ferry sails.\nPilots wait."),
        ("Tom &amp; Ann", "Tom & Ann"),
        ("2 < 3 and 5 > 4", "2 < 3 and 5 > 4"),
        (["The ferry sails."], "The ferry sails."),
    ],
)
def test_markup_is_told_from_plain_text(body, text):
    assert only({"body": body}).enclosed.text == text


def test_an_item_without_a_url_has_one_of_its_own_as_long_as_its_title_stays():
    first, edited, other = (
        only({"name": name, "body": body}).url
        for name, body in (("A", "one"), ("A", "two"), ("B", "one"))
    )
    assert first == edited != other
    assert first.startswith("https://harbour.example/api/news#/item-")
    assert canonical(first) != canonical(other)
    assert only({"body": "one"}).url == only({"body": "one"}).url != only({"body": "two"}).url


@pytest.mark.parametrize("item", [{}, {"links": [{"href": "javascript:x"}]}, {"body": " "}])
def test_an_item_with_neither_url_nor_text_has_no_url(item):
    entry = only(item)
    assert (entry.url, entry.enclosed) == (None, None)


def test_items_that_are_none_are_left_out_and_one_alone_is_a_list():
    fields = Fields(url="u")
    assert [e.url for e in read([{"u": "/a"}, 7, None, "x"], fields).candidates] == [
        "https://harbour.example/a"
    ]
    assert len(read({"u": "/a"}, fields).candidates) == 1


def test_the_first_items_of_an_endless_answer_are_read():
    found = read([{"u": "/a"}] * (MOST_CANDIDATES + 5), Fields(url="u"))
    assert len(found.candidates) == MOST_CANDIDATES


@pytest.mark.parametrize(
    ("following", "further"),
    [
        ("?page=2", ("https://harbour.example/api/news?page=2",)),
        (BASE, ()),
        ("javascript:x", ()),
        (None, ()),
    ],
)
def test_the_next_page_is_named_if_there_is_one(following, further):
    assert read({"data": {"items": [], "next": following}}).further == further


@pytest.mark.parametrize("document", [{}, {"data": 3}, {"data": {"items": "x"}}, 3])
def test_an_answer_without_a_list_is_refused(document):
    with pytest.raises(Unreadable, match=r"no list at 'data\.items'"):
        read(document)


def test_an_expression_that_does_not_fit_a_value_finds_nothing():
    assert only({"at": 3, "name": "A"}, replace(FIELDS, published="length(at)")).published is None


@pytest.mark.parametrize("body", [b"<html>", b"[" * 100_000, b'{"a":' * 100_000])
def test_what_is_no_json_or_too_deep_is_refused(body):
    begun = time.process_time()
    with pytest.raises(Unreadable, match="JSON"):
        api(body, base=BASE, fields=FIELDS)
    assert time.process_time() - begun < 1
