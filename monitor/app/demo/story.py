"""The demo story: what is printed, in which order, and what a reader ought to be told of it."""

from dataclasses import dataclass
from datetime import datetime

from monitor.app.demo.printing import Piece, Printed, printed
from monitor.app.demo.texts import aside, diplomacy, money
from monitor.model.watchlist import Kind

DAYS = {"summit": 19.5, "pledge": 14.5, "miami": 10.0, "warsaw": 2.5}
"""Hours before the demo begins at which the events of the story take place."""

EDITIONS: tuple[tuple[Piece, ...], ...] = (
    (
        aside.NORWAY_LONG_AGO,
        aside.BERLIN_LONG_AGO,
        aside.WEATHER,
        aside.CHOIR,
        money.SUMMIT,
    ),
    (diplomacy.PLAN,),
    (money.SUMMIT_REWRITTEN, diplomacy.PLAN_REPRINT),
    (money.PLEDGE,),
    (money.PLEDGE_REPRINT, money.PLEDGE_SHORTENED),
    (money.PLEDGE_REWRITTEN, aside.FOOTBALL),
    (diplomacy.MIAMI,),
    (diplomacy.MIAMI_SHORTENED, aside.OPINION),
    (diplomacy.MIAMI_REWRITTEN, diplomacy.MIAMI_CORRECTED),
    (aside.EXPLAINER,),
    (money.RAISE,),
    (money.RAISE_REPRINT, money.RAISE_REWRITTEN),
    (diplomacy.HELD,),
    (diplomacy.HELD_REPRINT, diplomacy.HELD_REWRITTEN),
    (diplomacy.ROUND_UP,),
)
"""What is printed together; the first edition is there before anybody looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """An alert that the story must cause, exactly once, with these words in its summary; `changes`
    are (field, before, after).
    """

    about: str
    kind: Kind
    type: str
    status: str
    words: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...] = ()


EXPECTED = (
    Expected(
        about="the summit in Brussels",
        kind=Kind.NEW,
        type="meeting",
        status="held",
        words=("European Union", "Brussels"),
    ),
    Expected(
        about="the meeting planned in Warsaw",
        kind=Kind.NEW,
        type="meeting",
        status="planned",
        words=("Zelenskyy", "Donald Tusk", "Warsaw"),
    ),
    Expected(
        about="the pledge, with its sum in dollars",
        kind=Kind.NEW,
        type="aid_pledge",
        status="pledged",
        words=("European Union", "€90bn", "$106bn", "Ukraine"),
    ),
    Expected(
        about="the plan for the frozen assets, which failed",
        kind=Kind.NEW,
        type="aid_pledge",
        status="refused",
        words=("European Union", "frozen assets"),
    ),
    Expected(
        about="the envoys in Miami",
        kind=Kind.NEW,
        type="meeting",
        status="held",
        words=("Kirill Dmitriev", "Steve Witkoff", "Jared Kushner", "Miami"),
    ),
    Expected(
        about="the pledge, raised",
        kind=Kind.UPDATE,
        type="aid_pledge",
        status="pledged",
        words=("€90bn → €105bn",),
        changes=(("amount", "90000000000 EUR", "105000000000 EUR"),),
    ),
    Expected(
        about="the meeting in Warsaw, held",
        kind=Kind.UPDATE,
        type="meeting",
        status="held",
        words=("planned → held", "Warsaw"),
        changes=(("status", "planned", "held"),),
    ),
)
"""The alerts of the story, in its order; all other articles are copies, history or asides."""


def editions(now: datetime) -> tuple[tuple[Printed, ...], ...]:
    """Return what is printed together, in order, with dates that lie before `now`."""
    return tuple(
        tuple(printed(piece, now=now, days=DAYS) for piece in edition) for edition in EDITIONS
    )
