"""The shape of sources.yaml."""

from typing import ClassVar

from pydantic import Field, SecretStr, model_validator

from monitor.app.config.scalars import (
    Duration,
    HeaderName,
    HeaderValue,
    ImapUrl,
    Language,
    Name,
    Span,
    TelegramChannel,
    Text,
    WebUrl,
    fault,
)
from monitor.app.config.shape import Shape
from monitor.app.config.shapes_monitor import RhythmShape

PLACES = ("feed", "sitemap", "listing", "page", "api", "mailbox", "telegram", "archive")
"""The keys of which a source has exactly one: where it is, and of which kind."""
_WEB_PLACES = frozenset({"feed", "sitemap", "listing", "page", "api"})


class HostPaceShape(Shape):
    """How hard the host of one source may be asked; what is left out is that of the defaults."""

    concurrency: int | None = Field(default=None, ge=1, le=64)
    """Requests at once."""
    delay: Span | None = None
    """Time between the starts of two requests."""


class FieldsShape(Shape):
    """Where an API's answer holds what, as JMESPath expressions."""

    list: Text = "@"
    """The items, in the whole answer."""
    url: Text | None = None
    """An item's page; needed where the item has no text."""
    title: Text | None = None
    """An item's title."""
    published: Text | None = None
    """When an item was published: ISO 8601, RFC 5322, or seconds or milliseconds since 1970."""
    updated: Text | None = None
    """When an item was changed."""
    text: Text | None = None
    """An item's text, plain or HTML; its page is not fetched then."""
    next: Text | None = None
    """The URL of the next page of items, in the whole answer."""

    @model_validator(mode="after")
    def _something_to_read(self) -> "FieldsShape":
        if self.url is None and self.text is None:
            raise fault("give url or text: where an item's article is to be read")
        return self


class BasicShape(Shape):
    """User and password of HTTP's basic authentication."""

    user: Text
    """The user."""
    password: SecretStr | None = None
    """The password. Better: `password_file`."""
    password_file: Text | None = None
    """File that holds the password."""

    @model_validator(mode="after")
    def _one_password(self) -> "BasicShape":
        if (self.password is None) == (self.password_file is None):
            raise fault("give exactly one of password and password_file")
        return self


class SourceShape(Shape):
    """A place that lists articles, or is one."""

    secret_pairs: ClassVar[tuple[tuple[str, str], ...]] = (
        ("token", "token_file"),
        ("password", "password_file"),
        ("cookies", "cookies_file"),
    )

    id: Name
    """How the source is known; stays the same for good."""
    feed: WebUrl | None = Field(default=None, repr=False)
    """URL of an RSS, Atom, RDF or JSON feed."""
    sitemap: WebUrl | None = Field(default=None, repr=False)
    """URL of a news sitemap, or of an index of sitemaps."""
    listing: WebUrl | None = Field(default=None, repr=False)
    """URL of a page that links articles; without `link` its links are found by themselves."""
    page: WebUrl | None = Field(default=None, repr=False)
    """URL of one page that is watched: what is told is in the sentences that change."""
    api: WebUrl | None = Field(default=None, repr=False)
    """URL that answers with JSON; needs `fields`."""
    mailbox: ImapUrl | None = Field(default=None, repr=False)
    """imaps://user@host[:port][/folder]: newsletters, read without being marked as read."""
    telegram: TelegramChannel | None = None
    """A public channel, by its name or its t.me address."""
    archive: Text | None = None
    """A WARC or JSONL file, or a folder of such, to be replayed."""
    link: Text | None = None
    """CSS selector of the links to articles, in a listing or in a mailbox's newsletters."""
    select: Text | None = None
    """CSS selector of the part of a page that is watched; else its main text is."""
    fields: FieldsShape | None = None
    """Where an API's answer holds what."""
    outlet: Text
    """The name of the outlet, as alerts show it."""
    family: Text | None = None
    """The publisher; outlets of one family are one origin."""
    language: Language | None = None
    """Language of its articles, such as en or pt-BR; left out where it is not one."""
    headers: dict[HeaderName, HeaderValue] = Field(default_factory=dict, repr=False)
    """Request headers that it is asked with, and nobody else."""
    header_files: dict[HeaderName, Text] = Field(default_factory=dict)
    """Request headers whose values are secret: for each the file that holds it."""
    cookies: SecretStr | None = None
    """Cookies that it is asked with, as `name=value; name=value`. Better: `cookies_file`."""
    cookies_file: Text | None = None
    """File that holds the cookies."""
    basic: BasicShape | None = None
    """User and password that it asks for."""
    token: SecretStr | None = None
    """A bearer token that it asks for. Better: `token_file`."""
    token_file: Text | None = None
    """File that holds the token. That of a mailbox is an OAuth access token (XOAUTH2), and is read
    anew at each login: what renews it writes it there.
    """
    password: SecretStr | None = None
    """The password of a mailbox. Better: `password_file`."""
    password_file: Text | None = None
    """File that holds the password of a mailbox."""
    every: Duration | None = None
    """How often it is asked, such as 5m; else `defaults.every`."""
    rhythm: RhythmShape | None = None
    """Bounds within which its own rhythm sets how often it is asked; else `defaults.rhythm`."""
    timeout: Duration | None = None
    """The most time for a whole fetch; else `defaults.timeout`."""
    per_host: HostPaceShape | None = None
    """How hard its host may be asked; else `defaults.per_host`."""
    respect_robots: bool | None = None
    """Whether robots.txt is obeyed; else `defaults.respect_robots`."""
    enabled: bool = True
    """false keeps the entry and leaves the source alone."""

    @property
    def place(self) -> str:
        """Return the key that says where the source is."""
        return next(place for place in PLACES if getattr(self, place) is not None)

    @model_validator(mode="after")
    def _one_place(self) -> "SourceShape":
        if sum(getattr(self, place) is not None for place in PLACES) != 1:
            raise fault(f"give exactly one of {', '.join(PLACES[:-1])} and {PLACES[-1]}")
        return self

    @model_validator(mode="after")
    def _what_belongs_to_its_kind(self) -> "SourceShape":
        place = self.place
        if self.link is not None and place not in {"listing", "mailbox"}:
            raise fault('only a listing and a mailbox have "link"', at="link")
        if self.select is not None and place != "page":
            raise fault('only a page has "select"', at="select")
        if (self.fields is not None) != (place == "api"):
            raise fault('an api needs "fields", and only an api has them')
        if (self.password or self.password_file) is not None and place != "mailbox":
            raise fault('only a mailbox has "password_file": give basic or token_file')
        if (self.password or self.password_file) is not None and self.token_file is not None:
            raise fault("give only one of password_file and token_file")
        return self

    @model_validator(mode="after")
    def _one_way_in(self) -> "SourceShape":
        for plain, file in self.secret_pairs:
            if getattr(self, plain) is not None and getattr(self, file) is not None:
                raise fault(f"give only one of {plain} and {file}")
        of_web = self.token_file is not None and self.mailbox is None
        token = self.token is not None or of_web
        cookies = self.cookies is not None or self.cookies_file is not None
        asked = bool(self.headers or self.header_files or cookies or self.basic or token)
        if asked and self.place not in _WEB_PLACES:
            raise fault(f"a source of the kind {self.place} has no headers, cookies or logins")
        headers = [name.lower() for name in (*self.headers, *self.header_files)]
        named = set(headers)
        if len(named) < len(headers):
            raise fault("give each header once, in headers or in header_files")
        if sum((self.basic is not None, token, "authorization" in named)) > 1:
            raise fault("give only one of basic, token_file and an Authorization header")
        if "cookie" in named and cookies:
            raise fault("give only one of cookies_file and a Cookie header")
        return self


class SourcesShape(Shape):
    """Where the daemon looks."""

    sources: list[SourceShape] = Field(default_factory=list)
    """All sources."""
