import json
from dataclasses import replace

import pytest

from monitor.discover.api import wrong_expression
from monitor.discover.api_offer import proposed_fields
from monitor.errors import Unreadable
from monitor.model.source import Fields

ITEM = {
    "id": 7,
    "image_url": "https://harbour.example/a.png",
    "web-url": "/news/a",
    "fields": {"headline": "Harbour reopens", "first": "2026-03-01T09:00:00Z"},
    "lastModified": "2026-03-01T10:00:00Z",
}


def proposed(value: object) -> Fields | None:
    return proposed_fields(json.dumps(value).encode())


def test_the_longest_list_of_items_with_an_address_is_proposed():
    answer = {
        "meta": {"tags": [{"n": 1}] * 9},
        "response": {"results": [ITEM] * 3, "other": [ITEM]},
    }
    assert proposed(answer) == Fields(
        list="response.results",
        url='"web-url"',
        title="fields.headline",
        published="fields.first",
        updated="lastModified",
    )


def test_an_answer_that_is_a_list_is_one_and_may_carry_its_texts():
    assert proposed([{"body": "The harbour reopened today. " * 20}, 5]) == Fields(
        list="@", text="body"
    )


def test_moments_in_seconds_are_dates_where_their_name_says_so():
    item = {"id": 1763900000, "url": "/a", "live": True, "publishedAt": 1763900000}
    assert proposed([item]) == Fields(list="@", url="url", published="publishedAt")
    assert proposed([{"id": 1763900000, "url": "/a", "created": True}]) == Fields(
        list="@", url="url"
    )


@pytest.mark.parametrize(
    ("rest", "path"),
    [
        ({"next": "/api?page=2"}, "next"),
        ({"links": {"next_page_url": "https://harbour.example/api?p=2"}}, "links.next_page_url"),
        ({"links": {"next": {"href": "/2"}}}, None),
        ({"next": 2}, None),
        ({"next": "a mark"}, None),
        ({"a": {"b": {"c": {"next": "/too/deep"}}}}, None),
    ],
)
def test_the_address_of_the_next_page_is_proposed(rest, path):
    assert proposed({"items": [ITEM], **rest}) == replace(proposed({"items": [ITEM]}), next=path)


@pytest.mark.parametrize("answer", [{}, [], [1], {"a": [{"n": "short"}]}, "text", None])
def test_where_nothing_is_listed_nothing_is_proposed(answer):
    assert proposed(answer) is None


def test_what_is_no_json_is_refused():
    with pytest.raises(Unreadable):
        proposed_fields(b"<html>")


def test_names_of_any_letters_make_expressions_that_can_be_used():
    fields = proposed({'odd "key" \\ here': [{"ünder-way": "https://harbour.example/a"}]})
    assert fields is not None
    assert fields.url is not None
    assert wrong_expression(fields.list) is None
    assert wrong_expression(fields.url) is None
