from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.discover.titles import LONGEST_TITLE, link, title

BASE = "https://harbour.example/news/"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ferry sails", "Ferry sails"),
        ("  Ferry\n\t sails\u00a0again ", "Ferry sails again"),
        ("Ferry <b>sails</b><br/>", "Ferry sails"),
        ("Ferry &lt;b&gt;sails&lt;/b&gt;", "Ferry sails"),
        ("Ships &amp; ferries", "Ships & ferries"),
        ("5 < 6 and 7 > 3", "5 < 6 and 7 > 3"),
        ("a<script>alert(1)</script>b<STYLE>c</STYLE >d", "abd"),
        ("a<!-- hidden -->b<!-- open", "ab"),
        ("right\u202eleft\u2066x\x00\x1b[0m\x7f", "rightleftx[0m"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("\ufeffmark", "mark"),
        ("<p></p>", None),
        (" \u200f ", None),
        ("", None),
        (None, None),
    ],
)
def test_a_title_is_one_harmless_line(written, shown):
    assert title(written) == shown


def test_a_title_has_an_end():
    assert len(title("word " * 1000)) <= LONGEST_TITLE


@given(st.text(st.characters()))
def test_any_text_gives_a_clean_title_or_none(text):
    shown = title(text)
    assert shown is None or (shown == " ".join(shown.split()) and shown.encode("utf-8"))


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://coast.example/a", "https://coast.example/a"),
        ("/a", "https://harbour.example/a"),
        ("a b", "https://harbour.example/news/a%20b"),
        (" \n/a\r\n/b ", "https://harbour.example/a/b"),
        ("//coast.example/a", "https://coast.example/a"),
        ("http://a\\@b.example/", "http://a%5C@b.example/"),
        ("javascript:alert(1)", None),
        ("mailto:desk@harbour.example", None),
        ("http://[::1", None),
        ("http://coast.example:99999/", None),
        ("http://coast.example:0/", None),
        ("x" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_a_link_is_an_absolute_web_address_or_nothing(written, url):
    assert link(written, BASE) == url


@given(st.text())
def test_any_text_gives_a_web_address_or_nothing(text):
    url = link(text, BASE)
    assert url is None or (urlsplit(url).scheme in {"http", "https"} and link(url, BASE) == url)
