"""What the configuration says of the road from an article to its alerts."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from monitor.alert.reading import Reading
from monitor.detect.detection import Tools
from monitor.detect.lexicon.language import USUAL, code_of
from monitor.judge.blocking import Ground
from monitor.judge.origins import Families, host_of
from monitor.judge.resemblance import Resemblance
from monitor.model.actor import Registry
from monitor.model.article import Article
from monitor.model.nature import Natures
from monitor.model.rates import Rates
from monitor.model.source import Source, SourceId
from monitor.model.watchlist import Watchlist


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the configuration says of the road: sources, actors, watchlists, and how to detect: by
    `tools` in the `USUAL` language, by `tools_in` (None: not at all) in another.
    """

    sources: dict[SourceId, Source]
    registry: Registry
    watchlists: tuple[Watchlist, ...]
    families: Families
    tools: Tools
    tools_in: Callable[[str], Tools | None] = lambda _language: None
    resemblance: Resemblance = field(default_factory=Resemblance)
    catch_up: timedelta = timedelta(hours=24)

    def tools_for(self, article: Article) -> Tools | None:
        """Return what detects in the article's language; None where nothing does."""
        language = code_of(article.language)
        return self.tools if language == USUAL else self.tools_in(language)

    def ground(self, day: date, article: Article | None = None) -> Ground:
        """Return what identity is judged by; an article is weighed only in the language that the
        weights were learnt in.
        """
        ground = Ground(self.registry, self.natures, Rates(), day)
        if article is None or code_of(article.language) != USUAL:
            return ground
        return replace(ground, text=article.text, resemblance=self.resemblance)

    def reading(self, article: Article, day: date, *, source: SourceId | None = None) -> Reading:
        """Return the article as watchlists look at it; where it is not known which source listed
        it, it is the one whose outlet it names, if only one has that.
        """
        outlet = article.outlet
        host = host_of(article.url or "")
        family = article.family or outlet
        language = article.language
        return Reading(
            title=article.title or "",
            text=article.text,
            day=day,
            registry=self.registry,
            natures=self.natures,
            outlets=tuple(name for name in (outlet, host) if name),
            family=None if family is None else self.families.family(family),
            language=None if language is None else code_of(language),
            source=source or self._only_source(outlet),
        )

    def _only_source(self, outlet: str | None) -> SourceId | None:
        name = (outlet or "").casefold()
        of_it = [id_ for id_, source in self.sources.items() if source.outlet.casefold() == name]
        return of_it[0] if len(of_it) == 1 else None

    @property
    def natures(self) -> Natures:
        """Return what the types in use are like."""
        return self.tools.lexicon.natures
