"""Taking back what was told, by somebody's word or because its pages were retracted, and telling it
again where that was a mistake.
"""

from dataclasses import dataclass
from datetime import datetime

from monitor.alert.correction import correction, told_ids
from monitor.errors import TryLater
from monitor.judge.withdrawal import standing_again, taken_back
from monitor.model.development import Cause, Development, DevelopmentId, Withdrawal
from monitor.model.feedback import Feedback, Opinion
from monitor.model.nature import Natures
from monitor.ports import Journal, Memory, Withdrawals, Withdrawn

MOST_TRIES = 8
"""How often it is tried because others changed the development meanwhile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawing:
    """Takes developments back, once each, whichever node or command does it."""

    natures: Natures
    memory: Memory
    withdrawals: Withdrawals
    journal: Journal

    async def give(self, feedback: Feedback) -> Withdrawn | None:
        """Do what follows from the feedback, and keep it; None if nothing follows: the development
        was taken back as wrong before, is not taken back, or is no longer stored.

        Raises `TryLater` if others changed the development too often meanwhile.
        """
        for _ in range(MOST_TRIES):
            known = await self.memory.development(feedback.development)
            if known is None or not _follows(known, feedback.opinion):
                await self.withdrawals.record(feedback)
                return None
            if feedback.opinion is Opinion.WRONG:
                done = await self._take_back(known, _wrong(feedback), feedback)
            else:
                again = standing_again(known, feedback.at)
                restored = await self.withdrawals.restore(again, feedback)
                done = Withdrawn() if restored else None
            if done is not None:
                return done
        raise changed_too_often(feedback.development)

    async def retract(self, known: Development, why: str, now: datetime) -> Withdrawn | None:
        """Take the development back because nobody tells it any more; None if it was changed since
        it was read.
        """
        return await self._take_back(known, Withdrawal(at=now, cause=Cause.RETRACTION, why=why))

    async def _take_back(
        self, known: Development, withdrawal: Withdrawal, feedback: Feedback | None = None
    ) -> Withdrawn | None:
        gone = taken_back(known, withdrawal)
        nature = self.natures.of(gone.type)
        alert = correction(gone, withdrawal, nature, now=withdrawal.at)
        done = await self.withdrawals.withdraw(gone, told_ids(known), alert, feedback)
        if done is not None:
            self._note(alert.id, gone, withdrawal, done)
        return done

    def _note(self, alert: str, gone: Development, withdrawal: Withdrawal, done: Withdrawn) -> None:
        self.journal.note(
            "alert.withdrawn",
            kind="withdrawn",
            alert=alert,
            development=gone.id,
            cause=str(withdrawal.cause),
            by=withdrawal.by,
            why=withdrawal.why,
            receivers=done.owed,
        )
        for receiver in done.spared:
            self.journal.note("delivery.withdrawn", receiver=receiver, development=gone.id)


def changed_too_often(development: DevelopmentId) -> TryLater:
    """Return the error of a development that others change again and again."""
    return TryLater(f"{development}: it was changed too often while it was taken back")


def _follows(known: Development, opinion: Opinion) -> bool:
    if opinion is Opinion.RIGHT:
        return known.withdrawn is not None
    return known.withdrawn is None or known.withdrawn.cause is not Cause.FEEDBACK


def _wrong(feedback: Feedback) -> Withdrawal:
    said = f"{feedback.author} said that it is wrong"
    why = f"{said}: {feedback.comment}" if feedback.comment else said
    return Withdrawal(at=feedback.at, cause=Cause.FEEDBACK, why=why, by=feedback.author)
