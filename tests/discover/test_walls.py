from datetime import UTC, datetime

import pytest

from monitor.discover.walls import beheld, wall
from monitor.errors import Unreadable
from monitor.model.health import Wall
from monitor.model.page import Page
from monitor.model.source import Source, SourceId, SourceKind

NOW = datetime(2025, 12, 20, 12, tzinfo=UTC)
PLACE = "https://lagoon.example/news"
ARTICLE = "<p>" + "The council of the lagoon met again and agreed on the ferry line. " * 40 + "</p>"
LINKS = "".join(
    f'<li><a class="news" href="/n/{n}">Ferry report number {n}</a></li>' for n in range(9)
)


def html(title, body, head=""):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def page(text, charset="utf-8"):
    body = text if isinstance(text, bytes) else text.encode(charset)
    return Page(url=PLACE, asked=PLACE, body=body, charset=charset, fetched_at=NOW)


def source(kind=SourceKind.LISTING, **more):
    return Source(id=SourceId("lagoon"), kind=kind, url=PLACE, outlet="Lagoon Times", **more)


CONSENT = html(
    "Before you go on",
    '<div class="consent-wall"><h1>Your privacy at the lagoon</h1><p>We and our partners would like'
    ' to store things.</p><form action="/consent"><button>Accept</button></form></div>',
)
LOGIN = html(
    "Lagoon Times",
    "<h1>Sign in to read on</h1><form><input name=mail><input type=password><button>Go</button>",
)
CAPTCHA = html(
    "Just a moment...",
    '<form id="challenge-form"><div class="cf-turnstile"></div></form>',
    "<script>var words = 'many words that nobody sees';</script>",
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CONSENT, Wall.CONSENT),
        (LOGIN, Wall.LOGIN),
        (CAPTCHA, Wall.CAPTCHA),
        (
            html("Lagune", '<iframe src="https://x.example/captcha-delivery/"></iframe>'),
            Wall.CAPTCHA,
        ),
        (html("Bevor Sie fortfahren", "<button>Ja</button><button>Nein</button>"), Wall.CONSENT),
        (html("Avant de continuer", "<p>Choisissez.</p><button>Oui</button>"), Wall.CONSENT),
        (html("Згода на обробку", "<p>Оберіть.</p><button>Так</button>"), Wall.CONSENT),
        (html("Anmelden", "<form><input name=mail><button>Weiter</button></form>"), Wall.LOGIN),
        (html("Вхід", "<form><input name=mail></form>"), Wall.LOGIN),
        (html("Перевірка браузера", "<p>Зачекайте.</p>"), Wall.CAPTCHA),
        (html("Un instant…", "<p>Nous regardons votre navigateur.</p>"), Wall.CAPTCHA),
        (html("確認", "<p>お待ちください</p>"), Wall.CAPTCHA),
        (html("Lagoon", "<h2>Verify you are a person</h2><button>Go</button>"), Wall.CAPTCHA),
    ],
)
def test_walls_are_known_by_their_machinery_and_by_their_names_in_many_languages(text, found):
    assert wall(page(text)) is found


@pytest.mark.parametrize(
    "text",
    [
        html("Ferries", ARTICLE),
        html("How captchas annoy readers", ARTICLE),
        html("Cookies from the island bakery", ARTICLE),
        html("Before you continue", ARTICLE + "<button>Accept</button>"),
        html("Ferries", ARTICLE + '<div class="consent-form"><button>Accept</button></div>'),
        html("Ferries", f'<ul>{LINKS}</ul><form class="login"><input type=password></form>' * 2),
        html("Login", "".join(f'<a href="/{n}">n</a>' for n in range(61))),
        html("確認", "<p>" + "島の会議は新しい船の路線に合意した。" * 150 + "</p>"),
        html("Lagoon", "<p>Nothing here yet.</p>"),
        html("Cookie fair", "<p>" + "The bakers of the island meet again. " * 12 + "</p>"),
    ],
)
def test_a_page_with_text_of_its_own_is_no_wall(text):
    assert wall(page(text)) is None


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        (b"", "utf-8"),
        (b"   ", None),
        (b"<html></html>", "no-such"),
        (b"{}", None),
        (b"\x1f\x8b1", None),
    ],
)
def test_what_is_no_page_is_no_wall(body, charset):
    bare = Page(url=PLACE, asked=PLACE, body=body, charset=charset, fetched_at=NOW)
    assert wall(bare) is None


@pytest.mark.parametrize("kind", [SourceKind.LISTING, SourceKind.PAGE, SourceKind.TELEGRAM])
def test_a_wall_in_place_of_a_page_is_no_list_of_links(kind):
    assert beheld(page(CONSENT), source(kind)) is Wall.CONSENT


def test_a_wall_in_place_of_a_feed_is_told_as_such():
    assert beheld(page(LOGIN), source(SourceKind.SITEMAP)) is Wall.LOGIN
    with pytest.raises(Unreadable):
        beheld(page(html("Ferries", ARTICLE)), source(SourceKind.SITEMAP))


def test_links_that_a_selector_finds_are_believed():
    listing = html("Login", f"<ul>{LINKS}</ul><form><input type=password></form>")
    found = beheld(page(listing), source(link="a.news"))
    assert len(found.candidates) == 9


def test_a_selector_that_finds_nothing_on_a_wall_has_met_a_wall():
    assert beheld(page(CAPTCHA), source(link="a.news")) is Wall.CAPTCHA
    empty = beheld(page(html("Ferries", ARTICLE)), source(link="a.news"))
    assert empty.candidates == ()
