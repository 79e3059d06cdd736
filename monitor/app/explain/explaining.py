"""The road of a target, from the store, or from its page as it is now."""

from dataclasses import dataclass, replace

from monitor.adapters.net import guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.web import HttpWeb
from monitor.app.cli.looking import View
from monitor.app.config.settings import Configuration
from monitor.app.explain.facts import Road, Target
from monitor.app.explain.marking import ToolsIn, marks_of, words_of
from monitor.app.explain.seeking import Seeking
from monitor.app.explain.trial import Means, tried
from monitor.app.rules import rules_of
from monitor.errors import UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class Explaining:
    """Explains targets by what a view of the store tells."""

    view: View
    configuration: Configuration
    tools_in: ToolsIn

    async def road(self, target: str, *, afresh: bool = False) -> Road:
        """Return the road of a URL, or of what has this id. A page that was never seen is read now,
        any page where it is asked for `afresh`.

        Raises `UsageError` for an id that is unknown, and for one that is to be read afresh but
        has no URL.
        """
        seeking = Seeking(self.view, self.configuration)
        is_url = target.lower().startswith(("http://", "https://"))
        road = await (seeking.url(target) if is_url else seeking.name(target))
        if afresh or (is_url and _is_unseen(road)):
            road = await self._tried(road, seeking)
        if road.trace is None:
            return road
        words = words_of(road.developments.values(), self.tools_in)
        return replace(road, marks=marks_of(road.trace, self.tools_in), words=words)

    async def _tried(self, road: Road, seeking: Seeking) -> Road:
        """Return the road that the page would go now."""
        url = road.asked if road.url is None or "://" in road.asked else road.url
        if "://" not in url:
            raise UsageError(f"{road.asked}: nothing is known of where its page is; give its URL")
        network = self.configuration.network
        async with guarded_client(
            allow=network.allow, proxy=network.proxy, ca_file=network.ca_file
        ) as client:
            means = Means(
                clock=self.view.clock,
                web=HttpWeb(self.view.clock, client, contact=self.configuration.contact),
                offload=ProcessOffload(workers=1),
                rules=lambda: rules_of(self.configuration),
                memory=self.view.memory,
                silences=await self.view.silences.active(),
            )
            found = await tried(url, self.configuration, means)
        bare = Road(
            target=Target.PAGE if found.trace is None else Target.ARTICLE,
            asked=road.asked,
            now=self.view.clock.now(),
            url=url,
            visit=found.visit if found.trace is None else None,
            tried=True,
            seen=road.seen,
            listing=road.listing,
        )
        road = await seeking.completed(bare, found.trace)
        return replace(road, told=found.told, before=())


def _is_unseen(road: Road) -> bool:
    """Return whether nothing is known of what became of the page."""
    if road.target is Target.SOURCE or road.waits:
        return False
    return road.trace is None and road.visit is None
