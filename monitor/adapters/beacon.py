"""A call to an address outside while all is well: who misses it knows that the daemon is dead."""

import asyncio

import httpx

from monitor.adapters.net import AddressRefused, NameUnknown

LIMIT = 10.0
"""Seconds that a call may take."""


class Beacon:
    """Calls one address by GET. It holds a secret as a rule: no fault names more of it
    than its host.

    `client` dials, guarded as webhooks are; `limit` is in seconds.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        url: str,
        *,
        agent: str = "monitor",
        limit: float = LIMIT,
    ) -> None:
        self._client = client
        self._url = url
        self._agent = agent
        self._limit = limit

    async def call(self) -> str | None:
        """Call once and return why it did not arrive; None if it did (only 2xx is that)."""
        headers = {"User-Agent": self._agent}
        try:
            async with (
                asyncio.timeout(self._limit),
                self._client.stream(
                    "GET", self._url, headers=headers, follow_redirects=False
                ) as answer,
            ):
                return None if answer.is_success else f"HTTP {answer.status_code}"
        except TimeoutError:
            return f"no answer within {self._limit:g} s"
        except (AddressRefused, NameUnknown) as error:
            return str(error)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return type(error).__name__
