"""Second opinions from any server that speaks the chat completions of OpenAI."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus
from importlib.resources import files

import anyio
import httpx

from monitor.adapters.net import AddressRefused, NameUnknown
from monitor.adapters.net_faults import FOREIGN, words
from monitor.errors import TryLater
from monitor.judge.reply import Prompt, content, opinion_of, prompt
from monitor.model.opinion import Allowance, NoOpinion, Opinion, Question
from monitor.ports import Clock, Purse

PATH = "/chat/completions"
TEMPLATE = files("monitor.adapters") / "prompts" / "second_opinion.txt"
MOST_ANSWERED = 300
"""Tokens that an answer may have."""
MOST_READ = 65_536
"""Bytes of an answer that are read; a longer one is none."""
BYTES_A_TOKEN = 3
"""So many bytes of UTF-8 are at least one token, reckoned carefully."""
REST = timedelta(seconds=30)
"""So long nothing is asked after a failure: a dead server must not hold up every article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Which model is asked where, as whom, how long is waited for it, and what may be spent."""

    url: str
    model: str
    budget: Allowance
    timeout: timedelta = timedelta(seconds=10)
    key: str | None = field(default=None, repr=False)


class Endpoint:
    """The port `SecondOpinion`. The same question is asked once, while its answer is kept.

    `client` dials (guarded, as it should be). The budget is counted before a question is sent, and
    corrected by what the server says that it cost; one that fails costs what was reckoned.
    """

    def __init__(
        self, client: httpx.AsyncClient, terms: Terms, purse: Purse, clock: Clock, *, agent: str
    ) -> None:
        self._client = client
        self._terms = terms
        self._purse = purse
        self._clock = clock
        self._agent = agent
        self._template = TEMPLATE.read_text(encoding="utf-8")
        self._rests_until: datetime | None = None

    async def opinion(self, question: Question) -> Opinion:
        """Return what the model thinks of it; whatever the server does is a value."""
        asked = prompt(self._template, question)
        key = sha256(_bytes(f"{self._terms.model}\0{asked.task}\0{asked.asked}")).hexdigest()
        try:
            kept = await self._purse.answer(key)
            if kept is not None:
                return opinion_of(kept)
            return await self._fresh(asked, key)
        except TryLater as fault:
            return NoOpinion(why=str(fault))

    async def _fresh(self, asked: Prompt, key: str) -> Opinion:
        """Ask, within the budget, and keep an answer that could be read."""
        now = self._clock.now()
        if self._rests_until is not None and now < self._rests_until:
            return NoOpinion(why="the endpoint failed a moment ago")
        day, reckoned = now.date(), _reckoned(asked)
        if not await self._purse.reserve(day, reckoned, self._terms.budget):
            return NoOpinion(why="the budget of the day is used up")
        body = await self._answered(lambda: self._posted(asked))
        read = content(body) if isinstance(body, bytes) else body
        if isinstance(read, NoOpinion):
            self._rests_until = self._clock.now() + REST
            return read
        text, tokens = read
        if tokens is not None:
            await self._purse.settle(day, tokens - reckoned)
        opinion = opinion_of(text)
        if not isinstance(opinion, NoOpinion):
            await self._purse.keep(key, text)
        return opinion

    async def _answered(
        self, post: Callable[[], Awaitable[bytes | NoOpinion]]
    ) -> bytes | NoOpinion:
        try:
            with anyio.fail_after(self._terms.timeout.total_seconds()):
                return await post()
        except TimeoutError:
            limit = self._terms.timeout.total_seconds()
            return NoOpinion(why=f"no answer within {limit:g} s")
        except httpx.LocalProtocolError:  # its words may hold the key
            return NoOpinion(why="the request cannot be sent: look at the key")
        except (AddressRefused, NameUnknown) as error:
            return NoOpinion(why=str(error))
        except FOREIGN as error:
            return NoOpinion(why=words(error))

    async def _posted(self, asked: Prompt) -> bytes | NoOpinion:
        """Return the body of a good answer."""
        async with self._client.stream(
            "POST",
            self._terms.url.rstrip("/") + PATH,
            headers=self._headers(),
            content=json.dumps(self._request(asked)).encode(),
            follow_redirects=False,
        ) as response:
            if response.status_code != HTTPStatus.OK:
                return NoOpinion(why=f"the endpoint answered HTTP {response.status_code}")
            if response.headers.get("content-encoding", "identity") != "identity":
                return NoOpinion(why="the answer is packed, though that was not asked for")
            body = b""
            async for chunk in response.aiter_raw():
                body += chunk
                if len(body) > MOST_READ:
                    return NoOpinion(why=f"the answer is longer than {MOST_READ} bytes")
            return body

    def _headers(self) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "User-Agent": self._agent,
        }
        if self._terms.key is not None:
            headers["Authorization"] = f"Bearer {self._terms.key}"
        return headers

    def _request(self, asked: Prompt) -> dict[str, object]:
        return {
            "model": self._terms.model,
            "temperature": 0,
            "max_tokens": MOST_ANSWERED,
            "response_format": {"type": "json_object"},
            "messages": [
                {"role": "system", "content": asked.task},
                {"role": "user", "content": asked.asked},
            ],
        }


def _reckoned(asked: Prompt) -> int:
    """Return the tokens that a question and its answer cost at most."""
    return len(_bytes("".join(asked))) // BYTES_A_TOKEN + MOST_ANSWERED


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")  # pages may hold halves of characters
