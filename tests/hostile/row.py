"""One row of the collection: an input that hurts, the guard that meets it, and the words for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.hostile.wire import Behaviour


@dataclass(frozen=True, kw_only=True)
class Row:
    """A hostile input. `said`: what the daemon must say of it, as a pattern of the whole outcome.

    The outcome of a page is `read`, `dropped REASON: DETAIL` or `put off REASON`; of a listing
    `listed N` or `REASON: DETAIL`. `robots` answers for the robots.txt of its host, `kind` and
    `settings` go to its entry in sources.yaml. `opens`: it does not wait to be asked. `tls` names
    the certificate that its host shows.
    """

    name: str
    guard: str
    said: str
    does: Behaviour
    robots: Behaviour | None = None
    kind: str = "page"
    settings: Mapping[str, str] = field(default_factory=dict)
    opens: bool = False
    tls: str | None = None

    def is_said(self, outcome: str) -> bool:
        """Return whether the outcome is what must be said."""
        return re.fullmatch(self.said, outcome, re.DOTALL) is not None
