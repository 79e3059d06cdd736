"""The rules of the road for tests: a small registry, and the lexicon that is shipped."""

from functools import cache
from pathlib import Path

from monitor.app.config.settings import Configuration
from monitor.app.rules import tools_of
from monitor.detect.detection import Tools
from monitor.judge.origins import Families
from monitor.model.actor import ActorKind, Registry
from monitor.model.source import Source
from monitor.model.watchlist import Watchlist
from monitor.pipeline.rules import Rules
from tests.fakes.making import REGISTRY, actor
from tests.fakes.stories import GIVERS

WHOLE = Registry.of(
    (*REGISTRY.actors.values(), *(actor(giver, ActorKind.STATE) for giver in GIVERS))
)
"""The small registry, and the givers of the invented stories."""
WATCHLIST = Watchlist(name="ukraine", notify=("desk",))


@cache
def tools() -> Tools:
    """Return the tools of detection with the shipped lexicon."""
    nowhere = Path("/nonexistent")
    return tools_of(Configuration(folder=nowhere, state_dir=nowhere, registry=WHOLE))


def rules(*sources: Source, watchlists: tuple[Watchlist, ...] = (WATCHLIST,)) -> Rules:
    """Return rules for these sources and watchlists."""
    return Rules(
        sources={source.id: source for source in sources},
        registry=WHOLE,
        watchlists=watchlists,
        families=Families.of(sources),
        tools=tools(),
    )
