from datetime import timedelta

import pytest

from monitor.discover.watched import has_changed, watched
from monitor.errors import Unreadable
from tests.discover.asking import NOON

BASE = "https://harbour.example/notice"
PAGE = """<html><head><title>Notices - Harbour Office</title></head>
<body class="page-notice has-sidebar"><header><a href="/">Home</a></header><nav>Menu {nav}</nav>
<main><header><h1>Notices to <b>mariners</b></h1></header>
<p class="byline">Last updated: {clock}</p><p>{age}</p>
<div id="notice"><p>{first}</p><p>{second}</p><p>{views} views</p>
<div class="share-bar">Shared {views} times today</div></div></main>
<div class="ad-slot">Buy {nav} now</div><div class="sidebar">Most read: {nav}</div>
<footer>{nav}</footer></body></html>"""
AS_IT_STOOD = {
    "nav": "one",
    "clock": "20 December 2025, 10:35",
    "age": "5 minutes ago",
    "first": "The harbour is closed to ferries.",
    "second": "Pilots are asked to wait.",
    "views": "1,032",
}


def look(select=None, *, page=PAGE, at=NOON, charset=None, **changed):
    body = page.format(**AS_IT_STOOD | changed).encode()
    return watched(body, base=BASE, select=select, charset=charset, asked_at=at)


def test_a_page_is_its_own_candidate_changed_now():
    found = look("#notice")
    (page,) = found.candidates
    assert (page.url, page.kind, page.title) == (BASE, "page", "Notices to mariners")
    assert (page.published, page.updated.at) == (None, NOON)
    assert page.enclosed.text.splitlines() == [AS_IT_STOOD["first"], AS_IT_STOOD["second"]]
    assert not page.enclosed.html


def test_without_a_selector_the_whole_page_is_enclosed_to_be_read():
    (page,) = look().candidates
    assert page.title is None
    assert page.enclosed.html
    assert AS_IT_STOOD["first"] in page.enclosed.text


@pytest.mark.parametrize("select", [None, "#notice", "main"])
@pytest.mark.parametrize(
    "stir",
    [
        {"nav": "two"},
        {"clock": "21 December 2025, 11:00"},
        {"age": "6 minutes ago"},
        {"views": "9,999"},
        {"first": AS_IT_STOOD["second"], "second": AS_IT_STOOD["first"]},
    ],
)
def test_furniture_that_moves_by_itself_does_not_change_the_digest(select, stir):
    assert look(select, **stir).digest == look(select).digest


@pytest.mark.parametrize("select", [None, "#notice", "main"])
def test_an_edit_changes_the_digest(select):
    edited = look(select, second="Pilots are asked to leave.")
    assert edited.digest != look(select).digest


def test_a_page_that_stands_still_is_another_once_a_day_so_that_it_is_remembered():
    later = look(at=NOON + timedelta(hours=11))
    tomorrow = look(at=NOON + timedelta(hours=12))
    assert later.digest == look().digest != tomorrow.digest


def test_only_what_is_selected_counts():
    assert look("#notice", page=PAGE.replace("mariners", "all")).digest == look("#notice").digest


def test_a_part_that_is_selected_twice_is_read_once():
    text = look("#notice, #notice p, main").candidates[0].enclosed.text
    assert text.count(AS_IT_STOOD["first"]) == 1


def test_what_holds_most_of_the_page_is_no_furniture_whatever_its_class():
    page = (
        "<body><div class='ad-free-related'><p>{first}</p><p>{second}</p></div><p>{nav}</p></body>"
    )
    assert look(page=page, second="Other words.").digest != look(page=page).digest


@pytest.mark.parametrize("title", ["<title>Notices</title>", ""])
def test_the_title_is_the_headline_else_what_the_page_calls_itself(title):
    page = f"<head>{title}</head><body><h1> </h1><p>{{first}}</p></body>"
    assert look("p", page=page).candidates[0].title == ("Notices" if title else None)


@pytest.mark.parametrize(
    ("select", "page", "why"),
    [
        ("#gone", PAGE, "nothing on the page is selected by '#gone'"),
        ("#notice", "<p id='notice'>12 views</p>", "says nothing"),
        (None, "<p>12</p><p>10:35</p>", "says nothing"),
        ("p[", PAGE, "cannot be used"),
    ],
)
def test_a_page_that_cannot_be_watched_is_told(select, page, why):
    with pytest.raises(Unreadable, match=why):
        look(select, page=page)


@pytest.mark.parametrize("role", ["navigation", "complementary"])
def test_what_says_itself_that_it_stands_aside_does(role):
    page = "<body><p>{first}</p><p>{second}</p><div role='" + role + "'>{nav}</div></body>"
    assert look(page=page, nav="two").digest == look(page=page).digest


def test_digests_tell_of_changes_of_one_part():
    before = look("#notice").digest
    tomorrow = look("#notice", at=NOON + timedelta(days=1)).digest
    edited = look("#notice", first="The harbour is open.").digest
    assert has_changed(edited, before)
    assert not has_changed(tomorrow, before)
    assert not has_changed(look("main", first="The harbour is open.").digest, before)
    assert not has_changed(before, None)
    assert not has_changed(None, before)


@pytest.mark.parametrize("name", ["content-with-sidebar", "modal-enabled", "has-ads", "main"])
def test_a_class_that_says_what_a_part_has_beside_it_makes_no_furniture(name):
    page = (
        f"<body><p>{{first}}</p><p>{AS_IT_STOOD['first']}</p><div class='{name}'>{{second}}</div>"
    )
    assert look(page=page, second="Other words.").digest != look(page=page).digest
