from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.alert.render.bundle import bundle_letter
from monitor.alert.render.letter import letter
from monitor.alert.render.page import html_page
from monitor.alert.render.parts import Say
from monitor.model.watchlist import Kind
from tests.alert.examples import DIGEST, NEW, STALE, UPDATE, evidence


class Outline(HTMLParser):
    """The tags, attributes and words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data):
        self.words.append(data.strip())


def outline(alert) -> Outline:
    return Outline(html_page(letter(alert)))


def links(alert) -> list[str | None]:
    return [value for name, value in outline(alert).attributes if name == "href"]


def test_an_update_shows_before_on_the_left_of_now():
    words = [w for w in outline(UPDATE).words if w]
    assert words.index("Before") < words.index("Now")
    assert words.index("€90bn") < words.index("€105bn")
    quoted = [w for w in words if w.startswith("“")]
    assert quoted == [
        "“The leaders promised Kyiv 90 billion euros.”",
        "“The sum was raised to 105 billion euros.”",
    ]


def test_a_correction_begins_with_what_is_to_be_known_first():
    words = [w for w in outline(replace(NEW, kind=Kind.WITHDRAWN)).words if w]
    lead = next(w for w in words if w.startswith("This is a correction"))
    assert words.index("withdrawn") < words.index(lead) < words.index("What was told")


def test_a_digest_tells_each_development_once_under_the_name_of_its_story():
    told = Outline(html_page(bundle_letter(DIGEST)))
    assert [told.tags.count(tag) for tag in ("h1", "h2", "h3")] == [1, 2, 2]
    words = [w for w in told.words if w]
    assert words.index("European Union and Ukraine") < words.index(UPDATE.summary)
    assert words.index(UPDATE.summary) < words.index("Before that:") < words.index("Sources")


def test_the_outlet_links_to_the_article():
    assert links(NEW) == ["https://harbour-herald.example/summit"]


def test_a_link_that_is_none_is_no_link():
    assert links(replace(NEW, evidence=(evidence(url="javascript:alert(1)"),))) == []


def test_what_is_not_known_leaves_no_empty_table_or_list():
    told = outline(replace(STALE, why=(), changes=(), source=None))
    assert {"table", "ul", "blockquote"}.isdisjoint(told.tags)


@settings(deadline=None)  # the machine may be busy
@given(st.text(max_size=60).map(lambda text: f"<script src=//x>{text}</div>\"'><img onerror=a>"))
def test_no_words_of_strangers_become_tags_or_attributes(text):
    evil = replace(
        UPDATE,
        summary=text,
        why=(text,),
        watchlists=(text,),
        evidence=(evidence(text, outlet=text, url=f"https://a.example/?{text}"), evidence(text)),
    )
    told = outline(evil)
    plain = outline(UPDATE)
    assert set(told.tags) <= set(plain.tags)
    assert {name for name, _ in told.attributes} <= {name for name, _ in plain.attributes}


def test_nothing_is_loaded_from_elsewhere():
    told = outline(UPDATE)
    assert {"img", "link", "script", "iframe"}.isdisjoint(told.tags)
    assert not any("url(" in (value or "") for _, value in told.attributes)


def test_what_may_be_said_are_links_whose_addresses_stay_whole():
    said = (Say(words="It is <wrong>", link="https://monitor.example/?a=1&b=2"),)
    page = html_page(letter(NEW, offer=lambda _: said))
    link = 'href="https://monitor.example/?a=1&amp;b=2"'
    assert link in page
    assert "It is &lt;wrong&gt;" in page
    assert link in html_page(bundle_letter(DIGEST, offer=lambda _: said))
    assert "monitor.example" not in html_page(letter(NEW))
