"""What a source at an address would be: places are tried as the daemon would ask them."""

import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from monitor.app.preview import NOTHING, Preview, preview
from monitor.dedupe.url import canonical, target
from monitor.discover.api_offer import proposed_fields
from monitor.discover.listing import found_selector
from monitor.discover.offers import Offer, channel, offers
from monitor.errors import Unreadable
from monitor.extract.enclosed import article_of_enclosed
from monitor.extract.reading import article as read_article
from monitor.fetch.credentials import of_place
from monitor.fetch.pace import host_key
from monitor.model.article import Article
from monitor.model.page import (
    FEED_BYTES,
    ROBOTS_BYTES,
    Answer,
    NotModified,
    Page,
    Reason,
    Request,
    Unavailable,
)
from monitor.model.source import Candidate, Listed, PollState, Source, SourceKind
from monitor.pipeline.looking import Look, Looking

MOST_TRIALS = 16
FEWEST_LINKS = 3
"""So many links make a page a list."""
NO_FIELDS = "no list of articles is found in its answer: say by --field where"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A place that was looked at: what it lists, or why it cannot be used.

    `selector` names nearly the links of a listing that were found by what they are like.
    """

    source: Source
    title: str | None
    why: str
    preview: Preview = NOTHING
    selector: str | None = None
    problem: str | None = None

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What the first poll would take in."""
        return self.preview.candidates

    @property
    def fits(self) -> bool:
        """Whether it lists something to read."""
        fewest = FEWEST_LINKS if self.source.kind is SourceKind.LISTING else 1
        return len(self.candidates) >= fewest

    @property
    def dated(self) -> bool:
        """Whether it says of anything when it was published."""
        return any(c.published or c.updated for c in self.candidates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The place that fits best, all that were looked at, and an article of it (None: none read).

    `instead`: what lists the whole site, of which only a section was asked for and chosen.
    """

    chosen: Trial
    trials: tuple[Trial, ...]
    article: Article | None
    article_problem: str | None = None
    instead: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Adding:
    """Finds out what a source would be; `told` gets each trial as it is made."""

    looking: Looking
    told: Callable[[Trial], None]

    async def find_out(self, wish: Source, *, kind: SourceKind | None) -> Finding:
        """Return what fits best at the URL of the wish; a `kind` that is given is the only one.

        Raises `Unreadable`, saying what was tried, if nothing does.
        """
        offer, instead = channel(wish.url), None
        if offer is not None and kind in {None, SourceKind.TELEGRAM}:
            tried = [await self._tried(_place(wish, offer), offer.title, offer.why)]
        elif kind is not None:
            tried = [await self._tried(replace(wish, kind=kind), None, "as you said")]
        else:
            tried, instead = await self._looked_around(wish)
        fitting = [trial for trial in tried if trial.fits]
        if not fitting:
            raise Unreadable(_nothing(wish.url, tried, found_out=kind is None))
        chosen = next((trial for trial in fitting if trial.dated), fitting[0])
        article, problem = await self._sample(chosen)
        return Finding(
            chosen=chosen,
            trials=tuple(tried),
            article=article,
            article_problem=problem,
            instead=instead,
        )

    async def _looked_around(self, wish: Source) -> tuple[list[Trial], str | None]:
        """Return the trials of what the page at the URL offers, up to the first that will do, and
        what the whole site offers where a section will do.
        """
        answer = await self.looking.web.get(Request(url=wish.url, max_bytes=FEED_BYTES), wish)
        if not isinstance(answer, Page):
            raise Unreadable(f"{wish.url}: {_reason(answer)}{_at_the_door(answer, wish)}")
        robots = await self._robots(answer.url, wish)
        found = await self.looking.offload.run(offers, answer, robots)
        tried: list[Trial] = []
        for offer in found[: MOST_TRIALS - 1] + found[MOST_TRIALS - 1 :][-1:]:
            if offer.whole and any(trial.fits for trial in tried):
                break
            own = answer if offer.kind is SourceKind.API else None
            tried.append(await self._tried(_place(wish, offer), offer.title, offer.why, own))
            if tried[-1].fits and tried[-1].dated:
                break
        whole = {offer.url: offer for offer in found if offer.whole}
        if not any(trial.fits for trial in tried if trial.source.url not in whole):
            return tried, None
        return tried, next((url for url, offer in whole.items() if not offer.guessed), None)

    async def _robots(self, url: str, wish: Source) -> str:
        request = Request(url=urljoin(url, "/robots.txt"), max_bytes=ROBOTS_BYTES)
        answer = await self.looking.web.get(request, replace(wish, respect_robots=False))
        return answer.body.decode("utf-8", "replace") if isinstance(answer, Page) else ""

    async def _tried(
        self, source: Source, title: str | None, why: str, page: Page | None = None
    ) -> Trial:
        """Return the trial of a place; `page`: what stands there, where that is known."""
        trial = Trial(source=source, title=title, why=why)
        try:
            trial = replace(trial, source=await self._with_fields(source, page))
            look = await self._look(trial.source)
            shown = preview(look, asked_at=self.looking.clock.now())
            trial = replace(trial, preview=shown, selector=await self._selector(trial, look))
            if not trial.candidates:
                trial = replace(trial, problem="it lists nothing")
        except Unreadable as error:
            trial = replace(trial, problem=str(error))
        self.told(trial)
        return trial

    async def _with_fields(self, source: Source, page: Page | None) -> Source:
        """Return the source; an API with the fields that its answer suggests, if it has none."""
        if source.kind is not SourceKind.API or source.fields is not None:
            return source
        answer = page or await self._page(source.url, source)
        fields = await self.looking.offload.run(proposed_fields, answer.body)
        if fields is None:
            raise Unreadable(NO_FIELDS)
        return replace(source, fields=fields)

    async def _look(self, source: Source) -> Look:
        look = await self.looking.look(source, PollState())
        if not isinstance(look.found, Listed):
            raise Unreadable(f"{_reason(look.found)}{_at_the_door(look.found, source)}")
        return look

    async def _selector(self, trial: Trial, look: Look) -> str | None:
        """Return the CSS selector of links that were found by what they are like."""
        if trial.source.kind is not SourceKind.LISTING or trial.source.link or look.page is None:
            return None
        return await self.looking.offload.run(found_selector, look.page)

    async def _page(self, url: str, source: Source) -> Page:
        answer = await self.looking.web.get(Request(url=url, max_bytes=FEED_BYTES), source)
        if not isinstance(answer, Page):
            raise Unreadable(f"{_reason(answer)}{_at_the_door(answer, source)}")
        return answer

    async def _sample(self, trial: Trial) -> tuple[Article | None, str | None]:
        """Return the newest article that the place lists, or why it cannot be read."""
        problem = None
        for candidate in _newest(trial.candidates):
            try:
                return await self._read(candidate, trial.source), None
            except Unreadable as error:
                problem = problem or f"{candidate.url or candidate.title}: {error}"
        return None, problem

    async def _read(self, candidate: Candidate, source: Source) -> Article:
        if candidate.enclosed is not None:
            enclosed: Awaitable[Article] = self.looking.offload.run(
                article_of_enclosed,
                candidate,
                canonical_url=candidate.url and canonical(candidate.url),
                seen_at=self.looking.clock.now(),
                source=None,
            )
            return await enclosed
        assert candidate.url is not None, "only what has an address is read as a sample"
        page = await self._page(target(candidate.url), source)
        asked: Awaitable[Article] = self.looking.offload.run(
            read_article,
            page,
            canonical_url=canonical(page.url),
            hints=candidate,
            source=None,
        )
        return await asked


def is_opened(source: Source) -> bool:
    """Return whether the source is asked with what opens a door."""
    return bool(source.headers or source.password or source.token_file)


def proposed_id(url: str, taken: frozenset[str]) -> str:
    """Return a name for a source at the URL that no other has: after its host."""
    host = urlsplit(url).hostname or "source"
    named = urlsplit(url).path.strip("/").rpartition("/")[2] if host == "t.me" else ""
    label = named or (host if host[-1].isdigit() else host_key(url).partition(".")[0])
    start = _NOT_IN_IDS.sub("-", label.lower()).strip("-")[:56] or "source"
    return next(name for name in _numbered(start) if name not in taken)


def _numbered(start: str) -> Iterator[str]:
    yield start
    for number in range(2, 1_000_000):
        yield f"{start}-{number}"


def _place(wish: Source, offer: Offer) -> Source:
    return replace(of_place(wish, offer.url), kind=offer.kind)


def _newest(candidates: tuple[Candidate, ...]) -> list[Candidate]:
    """Return three candidates to read as samples: those dated last, else the first."""
    with_date = [(c.published.at, c) for c in candidates if c.published is not None]
    with_date.sort(key=lambda pair: pair[0], reverse=True)
    return ([c for _, c in with_date] or list(candidates))[:3]


def _reason(answer: Answer) -> str:
    match answer:
        case Page() | NotModified():
            return "not modified, though not asked"
        case _:
            return f"{answer.reason}: {answer.detail}"


def _at_the_door(answer: Answer | Listed, source: Source) -> str:
    """Return what to do where a login may be asked for."""
    if not isinstance(answer, Unavailable) or answer.reason is not Reason.FORBIDDEN:
        return ""
    if is_opened(source):
        return "; what was sent does not open its door"
    return "; if it wants a login, give --token-file, --basic-user, --cookies or --header"


def _nothing(url: str, tried: list[Trial], *, found_out: bool) -> str:
    lines = [f"{url}: nothing here lists articles. Tried:"]
    lines += [
        f"  {t.source.kind} {t.source.url}: {t.problem or f'{len(t.candidates)} links'}"
        for t in tried
    ]
    if found_out:
        lines.append("Name a kind by --kind (page watches one page for changes).")
    return "\n".join(lines)
