"""What is taken back, in Redis: a development, what is owed of it, and who is owed the correction,
in one step.
"""

from datetime import timedelta
from typing import Any

from monitor.adapters import codec, keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import A_DAY, Retention, milliseconds
from monitor.adapters.owing import alert_plan, emission
from monitor.adapters.scripts import load
from monitor.adapters.store import Store
from monitor.model.alert import Alert, AlertId
from monitor.model.development import Development
from monitor.model.feedback import Feedback
from monitor.model.source import SourceId
from monitor.ports import Clock, Withdrawn

WITHDRAW = load("withdraw", "_delivery", "_alerts", "_time")
GONE = load("gone")
DETAIL = "what it tells was taken back"
BEHIND = "it comes after what was being sent when that was taken back"
BEHIND_FOR = timedelta(minutes=1)
"""For how long a correction waits for a sender that is telling what it corrects: three times as
long as a send takes at most, as a rule.
"""


class RedisWithdrawals:
    """The port `Withdrawals`."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def withdraw(
        self,
        development: Development,
        told: tuple[AlertId, ...],
        correction: Alert,
        feedback: Feedback | None = None,
    ) -> Withdrawn | None:
        """Take the development back in one step; None if it was changed since it was read.

        It is corrected once: who was told so under this revision is not told again.
        """
        plan = {"told": told, "alerts": [alert_plan(correction)]}
        said = await self._store_step(development, feedback, plan)
        if said is None:
            return None
        owed, spared = ([name.decode() for name in names] for names in said)
        return Withdrawn(owed=tuple(owed), spared=tuple(n for n in spared if n not in owed))

    async def restore(self, development: Development, feedback: Feedback) -> bool:
        """Store the development and the feedback; False if it was changed since it was read."""
        said = await self._store_step(development, feedback, {"told": (), "alerts": ()})
        return said is not None

    async def record(self, feedback: Feedback) -> None:
        """Keep the feedback."""
        await self._store.ask("XADD", keys.FEEDBACK, "*", "feedback", codec.encode(feedback))

    async def feedback(self, *, limit: int) -> tuple[Feedback, ...]:
        """Return what was said last, newest first."""
        rows = await self._store.ask("XREVRANGE", keys.FEEDBACK, "+", "-", "COUNT", limit)
        return tuple(codec.decode(Feedback, fields[1]) for _, fields in rows)

    async def gone(self, source: SourceId, url: str) -> int:
        """Note that the page is gone; return how many of the source were found so within a day."""
        now = self._clock.now()
        oldest = milliseconds(now - timedelta(seconds=A_DAY))
        order = (url, milliseconds(now), oldest, A_DAY)
        count: int = await self._store.run(GONE, [keys.gone(source)], order)
        return count

    async def _store_step(
        self, development: Development, feedback: Feedback | None, more: dict[str, Any]
    ) -> list[list[bytes]] | None:
        now = Now(at=self._clock.now(), retention=self._retention)
        until = development.wakes_at
        plan = {
            "id": development.id,
            "version": development.version,
            "body": codec.encode(development).decode(),
            "held_until": "" if until is None else str(milliseconds(until)),
            "feedback": "" if feedback is None else codec.encode(feedback).decode(),
            "detail": DETAIL,
            "behind": BEHIND,
            "wait": int(BEHIND_FOR.total_seconds() * 1000),
            **emission(now.at, self._retention),
            **more,
        }
        names = [keys.development(development.id), keys.HELD, keys.FEEDBACK, keys.ALERTS]
        said: list[list[bytes]] | None = await self._store.run(
            WITHDRAW, names, [now.names(), codec.encode(plan)]
        )
        return said
