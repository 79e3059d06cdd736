import pytest
from lxml.html import document_fromstring

from monitor.extract.head import head_of
from monitor.extract.headline import title_of, without_names


def title(head="", body="", claimed=None, names=()):
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    return title_of(head_of(document_fromstring(page)), claimed, names)


def og(text):
    return f'<meta property="og:title" content="{text}">'


@pytest.mark.parametrize(
    ("head", "body", "claimed", "told"),
    [
        (
            og("Aid pledged to harbour | Tide | 18.12.2025"),
            "",
            None,
            "Aid pledged to harbour | Tide",
        ),
        (og("Aid pledged to harbour – 18.12.2025"), "", None, "Aid pledged to harbour"),
        (
            og("Aid pledged to harbour * The Tide * by X"),
            "",
            "Aid pledged to harbour",
            "Aid pledged to harbour",
        ),
        (
            og("Aid pledged to harbour: Tide"),
            "<h1>Aid pledged to harbour</h1>",
            None,
            "Aid pledged to harbour",
        ),
        (
            og("会談は続くと政府が発表した：新聞"),
            "<h1>会談は続くと政府が発表した</h1>",
            None,
            "会談は続くと政府が発表した",
        ),
        (
            og("Aid pledged to harbour town"),
            "<h1>Aid pledged to harbour</h1>",
            None,
            "Aid pledged to harbour town",
        ),
        (og("Kyiv: aid pledged to harbour"), "<h1>Kyiv</h1>", None, "Kyiv: aid pledged to harbour"),
        (
            og("Live now here: aid pledged to harbour town"),
            "",
            "Live now here",
            "Live now here: aid pledged to harbour town",
        ),
        ("<title>Aid pledged</title>", "", None, "Aid pledged"),
        ("<title>Aid pledged</title>", "", "Claimed", "Claimed"),
        (og(""), "", None, None),
    ],
)
def test_what_is_hung_behind_the_heading_is_left_out(head, body, claimed, told):
    assert title(head, body, claimed) == told


def test_names_and_dates_go_but_not_the_title_itself():
    assert without_names("Aid pledged | Tide | 18.12.2025", ("Tide",)) == "Aid pledged"
    assert without_names("Tide", ("Tide",)) == "Tide"
    assert without_names("| Tide", ("Tide",)) == "| Tide"
