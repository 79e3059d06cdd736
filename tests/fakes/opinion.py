"""Somebody whose opinions are told beforehand."""

import asyncio
from dataclasses import dataclass, field

from monitor.model.opinion import Opinion, Question, Unsure


@dataclass
class ScriptedOpinion:
    """Implements the `SecondOpinion` port: the opinions in turn, the last one for ever.

    `fault` is raised instead; `hangs`: no answer comes at all.
    """

    opinions: tuple[Opinion, ...] = (Unsure(),)
    fault: Exception | None = None
    hangs: bool = False
    asked: list[Question] = field(default_factory=list)

    async def opinion(self, question: Question) -> Opinion:
        """Return the next opinion."""
        self.asked.append(question)
        if self.fault is not None:
            raise self.fault
        if self.hangs:
            await asyncio.Event().wait()
        return self.opinions[min(len(self.asked), len(self.opinions)) - 1]
