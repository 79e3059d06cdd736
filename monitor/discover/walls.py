"""Walls: pages that stand before others, and ask for consent, an account, or a proof of humanity.

A wall is known by what its machinery is called (forms, frames, fields) and by its title or first
heading, in many languages, and by how little else there is: a short page that only writes about
captchas, or that asks for consent beside its text, is none.
"""

import re

from lxml import etree

from monitor.discover.bounds import within_bounds
from monitor.discover.elements import text
from monitor.discover.reading import listed
from monitor.errors import Unreadable
from monitor.model.health import Wall
from monitor.model.page import Page
from monitor.model.source import Listed, Source, SourceKind

LOOKED_AT = 300_000
"""So many bytes of a page are looked at: walls are small."""
MOST_WORDS, FEW_WORDS, HARDLY_WORDS = 350, 150, 60
"""Who shows more words than the first is no wall; the others are for pages that less tells."""
LETTERS = 5
"""Letters of a word: some scripts write no spaces."""
MOST_LINKS = 60
_PAGES = frozenset({SourceKind.LISTING, SourceKind.PAGE, SourceKind.TELEGRAM})
_PARTS = ("form", "iframe", "input", "div", "section", "main", "body", "button")
_NAMES = ("id", "class", "action", "src", "name", "type")
_MACHINERY: tuple[tuple[Wall, re.Pattern[str]], ...] = (
    (
        Wall.CAPTCHA,
        re.compile(
            r"re-?captcha|h-?captcha|turnstile|cf[-_](?:challenge|chl)|challenge-(?:form|running)|"
            r"captcha-delivery|px-captcha|geetest|smartcaptcha|/captcha|arkoselabs|funcaptcha|"
            r"aws-?waf|incapsula|captcha-(?:form|box|container)"
        ),
    ),
    (
        Wall.CONSENT,
        re.compile(
            r"consent[-_.](?:wall|page|form|gate|body)|cookie[-_]?wall|privacy[-_](?:gate|wall)|"
            r"(?:collect|set|save)[-_]?consent|//consent\.|gdpr[-_](?:wall|page|form)|/consent\b"
        ),
    ),
    (Wall.LOGIN, re.compile(r"\bpassword\b")),
)
_TITLES: tuple[tuple[Wall, re.Pattern[str]], ...] = (
    (
        Wall.CAPTCHA,
        re.compile(
            r"just a moment|attention required|are you (?:a )?(?:human|robot)|verify (?:that )?you|"
            r"security check|captcha|access (?:to this page has been )?denied|robot check|"
            r"einen moment|sicherheitsüberprüfung|bist du ein mensch|"
            r"sind sie ein (?:mensch|roboter)|"
            r"un instant|vérification|êtes-vous un (?:humain|robot)|verificación|"
            r"eres (?:un )?humano|"
            r"un momento|verifica(?:ção)?|один момент|перевірка|проверка|ви не робот|вы не робот|"
            r"bir dakika|doğrulama|chwileczkę|weryfikacja|请稍候|验证|しばらくお待ち|確認",
            re.IGNORECASE,
        ),
    ),
    (
        Wall.CONSENT,
        re.compile(
            r"before you continue|cookie|consent|your privacy|privacy (?:settings|choices)|"
            r"bevor sie fortfahren|einwilligung|zustimmung|datenschutz|ihre privatsphäre|"
            r"avant de continuer|consentement|votre vie privée|antes de continuar|consentimiento|"
            r"tu privacidad|prima di continuare|consenso|informativa|"
            r"consentimento|voordat je verdergaat|toestemming|zgod[aęy]|"
            r"prywatno|перш ніж продовжити|згода|прежде чем продолжить|согласие|çerez|rıza|"
            r"同意|クッキー",
            re.IGNORECASE,
        ),
    ),
    (
        Wall.LOGIN,
        re.compile(
            r"(?:log|sign)[ -]?(?:in|on)\b|subscribe to (?:read|continue)|members only|"
            r"anmelden|anmeldung|einloggen|connexion|se connecter|identifiez-vous|"
            r"iniciar sesi|inicia sesi|accedi|entrar|inloggen|zaloguj|увійти|вхід|войти|вход|"
            r"авторизац|oturum aç|giriş|登录|ログイン",
            re.IGNORECASE,
        ),
    ),
)
_UNSEEN = frozenset({"script", "style", "noscript", "title", "template"})


def beheld(page: Page, source: Source) -> Listed | Wall:
    """Return what the page lists, or the wall that stands in its place.

    Raises `Unreadable`, as `listed` does, for what is neither.
    """
    chosen = source.link is not None
    before = wall(page) if source.kind in _PAGES and not chosen else None
    if before is not None:
        return before
    try:
        found = listed(page, source)
    except Unreadable:
        stands = wall(page)
        if stands is None:
            raise
        return stands
    empty = chosen and not found.candidates
    return (wall(page) if empty else None) or found


def wall(page: Page) -> Wall | None:
    """Return which wall the page is; None if it is none, or no page of HTML at all."""
    root = _root(page)
    if root is None:
        return None
    words = _letters(root) / LETTERS
    links = sum(1 for anchor in root.iter("a") if anchor.get("href"))
    if words > MOST_WORDS or links > MOST_LINKS:
        return None
    built = _first(_MACHINERY, _machinery(root))
    called = _first(_TITLES, _heading(root, "title")) or _first(_TITLES, _heading(root, "h1", "h2"))
    if built is not None and (called is not None or words <= HARDLY_WORDS):
        return built
    asks = next(root.iter("form", "button", "input"), None) is not None
    return called if words <= (FEW_WORDS if asks else HARDLY_WORDS) else None


def _root(page: Page) -> etree._Element | None:
    try:
        body = within_bounds(page.body)[:LOOKED_AT]
        root = etree.fromstring(body, etree.HTMLParser(encoding=page.charset, remove_comments=True))
    except (Unreadable, LookupError, etree.LxmlError):
        return None
    return root if root is not None and root.tag == "html" else None


def _machinery(root: etree._Element) -> str:
    """Return what the parts of the page that one sees or fills in are called, in lower case."""
    return " ".join(
        part.get(name, "") for part in root.iter(*_PARTS) for name in _NAMES if part.get(name)
    ).lower()


def _letters(root: etree._Element) -> int:
    """Return how many letters a reader sees."""
    told = ((p.text if p.tag not in _UNSEEN else None, p.tail) for p in root.iter(etree.Element))
    return sum(len("".join(part.split())) for pair in told for part in pair if part)


def _heading(root: etree._Element, *names: str) -> str:
    found = next(root.iter(*names), None)
    return "" if found is None else text(found)[:200]


def _first(patterns: tuple[tuple[Wall, re.Pattern[str]], ...], told: str) -> Wall | None:
    return next((kind for kind, pattern in patterns if pattern.search(told)), None)
