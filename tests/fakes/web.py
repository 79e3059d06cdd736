"""A web of our own making: what is not told beforehand is not there."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from monitor.fetch.charset import charset
from monitor.model.page import Answer, NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Source

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)


@dataclass
class FakeWeb:
    """Fills the Web port. Tell it what is where with its verbs; see in `asked` what was asked."""

    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Request] = field(default_factory=list)

    def page(
        self,
        url: str,
        body: bytes | str,
        *,
        content_type: str = "text/html; charset=utf-8",
        etag: str | None = None,
        fetched_at: datetime = NOON,
    ) -> None:
        """From now on there is a page at the URL; with `etag`, it is sent once to each asker."""
        self.answers[url] = Page(
            url=url,
            asked=url,
            body=body.encode() if isinstance(body, str) else body,
            content_type=content_type,
            charset=charset(content_type),
            etag=etag,
            fetched_at=fetched_at,
        )

    def leads(self, url: str, to: str) -> None:
        """From now on the URL leads to what is told of the other one, a page."""
        there = self.answers[to]
        assert isinstance(there, Page)
        self.answers[url] = replace(there, asked=url)

    def not_modified(self, url: str) -> None:
        """From now on the page at the URL is as it was."""
        self.answers[url] = NotModified(url=url)

    def unavailable(
        self, url: str, reason: Reason = Reason.TIMEOUT, *, retry_at: datetime | None = None
    ) -> None:
        """From now on the URL cannot be had."""
        lasting = reason in {Reason.NOT_FOUND, Reason.GONE}
        self.answers[url] = Unavailable(
            url=url, reason=reason, detail="as told", retry_at=retry_at, lasting=lasting
        )

    async def get(self, request: Request, source: Source) -> Answer:
        """Return what was told of the URL."""
        self.asked.append(request)
        nothing = Unavailable(
            url=request.url, reason=Reason.NOT_FOUND, detail="answered 404", lasting=True
        )
        answer = self.answers.get(request.url, nothing)
        if isinstance(answer, Page) and answer.etag and answer.etag == request.etag:
            return NotModified(url=request.url)
        return answer
