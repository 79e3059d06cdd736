"""The shape of sources.yaml."""

from pydantic import Field, model_validator

from monitor.app.config.scalars import Duration, Language, Name, Span, Text, WebUrl, fault
from monitor.app.config.shape import Shape


class HostPaceShape(Shape):
    """How hard the host of one source may be asked; what is left out is that of the defaults."""

    concurrency: int | None = Field(default=None, ge=1, le=64)
    """Requests at once."""
    delay: Span | None = None
    """Time between the starts of two requests."""


class SourceShape(Shape):
    """A place that lists articles: a feed, a sitemap or a page."""

    id: Name
    """How the source is known; stays the same for good."""
    feed: WebUrl | None = Field(default=None, repr=False)
    """URL of an RSS, Atom, RDF or JSON feed."""
    sitemap: WebUrl | None = Field(default=None, repr=False)
    """URL of a news sitemap."""
    listing: WebUrl | None = Field(default=None, repr=False)
    """URL of a page that links articles; needs `link`."""
    link: Text | None = None
    """CSS selector of a listing's links to articles."""
    outlet: Text
    """The name of the outlet, as alerts show it."""
    family: Text | None = None
    """The publisher; outlets of one family are one origin."""
    language: Language | None = None
    """Language of its articles, such as en or pt-BR; left out where it is not one."""
    every: Duration | None = None
    """How often it is asked, such as 5m; else `defaults.every`."""
    timeout: Duration | None = None
    """The most time for a whole fetch; else `defaults.timeout`."""
    per_host: HostPaceShape | None = None
    """How hard its host may be asked; else `defaults.per_host`."""
    respect_robots: bool | None = None
    """Whether robots.txt is obeyed; else `defaults.respect_robots`."""
    enabled: bool = True
    """false keeps the entry and leaves the source alone."""

    @model_validator(mode="after")
    def _one_place(self) -> "SourceShape":
        if sum(place is not None for place in (self.feed, self.sitemap, self.listing)) != 1:
            raise fault("give exactly one of feed, sitemap and listing")
        if self.listing is not None and self.link is None:
            raise fault('a listing needs "link", the CSS selector of its links to articles')
        if self.listing is None and self.link is not None:
            raise fault('only a listing has "link"')
        return self


class SourcesShape(Shape):
    """Where the daemon looks."""

    sources: list[SourceShape] = Field(default_factory=list)
    """All sources."""
