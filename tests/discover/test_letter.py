import pytest

from monitor.discover.bounds import MOST_TAGS
from monitor.discover.letter import leads_on, of_markup, of_words, unwrapped
from monitor.errors import Unreadable

WEB = "https://letters.example/issue/7"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<table><tr><td>First.</td><td><p>Second.</p></td></tr></table>", "First.\nSecond."),
        ("<div>One <b>bold</b>, <i>two</i>.<br>Next</div>tail", "One bold, two.\nNext\ntail"),
        ("<p>a\n  wrapped\tline</p><hr><ul><li>b<li>c</ul>", "a wrapped line\nb\nc"),
        ("<title>t</title><style>p{}</style><p>News<script>x</script> today</p>", "News today"),
        ("<p>Fish<span> and </span>ships</p>", "Fish and ships"),
        ("<p>Fish<!-- x -->es&nbsp;&amp; ships</p>", "Fishes & ships"),
    ],
)
def test_each_block_is_a_line(markup, text):
    assert of_markup(markup) == (text, None)


def test_hidden_parts_are_left_out():
    markup, _ = of_markup(
        "<div style='DISPLAY : none'>Preview</div><span style='mso-hide:all'>x</span> Shown."
    )
    assert markup == "Shown."


@pytest.mark.parametrize(
    "words",
    [
        "View this email in your browser",
        "Read online",
        "Web version",
        "Im Browser ansehen",
        "Voir dans votre navigateur",
        "Ver en tu navegador",
        "Переглянути у браузері",
    ],
)
def test_the_link_on_the_web_is_found_and_its_words_left_out(words):
    markup, address = of_markup(f"<p><a href='{WEB}'><b>{words}</b></a></p><p>News.</p>")
    assert address == WEB
    assert words not in markup


def test_the_first_of_several_links_on_the_web_counts():
    _, address = of_markup(f"News.<a href='{WEB}'>Read online</a><a href='{WEB}9'>Web version</a>")
    assert address == WEB


PERSONAL = "https://letters.example/view?token=0a1b2c3d4e5f6071"


def test_a_link_on_the_web_that_names_the_reader_is_none():
    assert of_markup(f"News.<a href='{PERSONAL}'>Read online</a>")[1] is None
    assert of_markup(f"News.<a href='{WEB}?token=0a1b2c3d4e'>Read online</a>")[1] == WEB
    assert of_words(f"Read online: {PERSONAL}\n\nNews.") is None


def test_of_several_links_on_the_web_the_first_that_names_nobody_counts():
    links = f"<a href='{PERSONAL}'>Read online</a><a href='{WEB}'>Web version</a>"
    assert of_markup(f"News.{links}")[1] == WEB


@pytest.mark.parametrize(
    ("words", "url", "leads"),
    [
        ("The council met", WEB, True),
        (None, WEB, True),
        ("Voters unsubscribe: why " + "so many letters are ended " * 4, WEB, True),
        ("Unsubscribe", WEB, False),
        ("Manage your preferences", WEB, False),
        ("View in browser", WEB, False),
        ("Click here", f"{WEB}/unsubscribe", False),
    ],
)
def test_links_out_of_the_list_and_to_the_letter_lead_to_no_news(words, url, leads):
    assert leads_on(words, url) is leads


@pytest.mark.parametrize("target", ["javascript:alert(1)", "/issue/7", "mailto:x@letters.example"])
def test_only_an_address_of_the_web_counts(target):
    assert of_markup(f"News.<a href='{target}'>Read online</a>")[1] is None


def test_ways_out_of_the_list_are_left_out_and_other_links_kept():
    markup, address = of_markup(
        f"<a href='{WEB}'>Unsubscribe</a> <a href='{WEB}'>The council met</a>"
        f"<a href='{WEB}'>{'Read the whole story of the harbour ' * 3} online</a>"
    )
    assert address is None
    assert markup.startswith("The council met")
    assert "harbour" in markup


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        ("", "empty"),
        ("<!-- only this -->", "no HTML"),
        ("<p><img src='x'></p>", "no words"),
        ("<b>" * (MOST_TAGS + 1), "tags"),
    ],
)
def test_what_has_no_words_or_costs_too_much_is_unreadable(markup, why):
    with pytest.raises(Unreadable, match=why):
        of_markup(markup)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (f"View this email in your browser ({WEB}).\n\nNews.", WEB),
        (f"Read online:\n<{WEB}>", WEB),
        (f"We read and browse. {WEB}", None),
        (f"Read online{' ' * 400}{WEB}", None),
        (f"Web version of all. Then read it online: {WEB}", WEB),
    ],
)
def test_a_plain_letter_names_its_link_behind_the_call(text, address):
    assert of_words(text) == address


def test_a_link_in_the_midst_of_a_long_letter_is_no_way_to_it():
    filling = "The council met.\n" * 2_000
    assert of_words(f"{filling}Read online: {WEB}\n{filling}") is None
    assert of_words(f"{filling}Read online: {WEB}") == WEB


LONG = "The council of the town has pledged forty million euros, said"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (f"{LONG}\r\nPrime Minister Vance.", f"{LONG} Prime Minister Vance."),
        (f"{LONG}\n\nNext.", f"{LONG}\n\nNext."),
        (f"{LONG} he.\nNext.", f"{LONG} he.\nNext."),
        (f"{LONG}\n- an item", f"{LONG}\n- an item"),
        ("A headline\nand another", "A headline\nand another"),
        ("", ""),
    ],
)
def test_wrapped_lines_are_made_whole(text, whole):
    assert unwrapped(text) == whole
