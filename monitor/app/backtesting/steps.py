"""What a replay finds that does not depend on the watchlists: its steps, one an article or an end
of a wait.
"""

from dataclasses import dataclass
from datetime import datetime

from monitor.alert.match import Reading
from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId
from monitor.model.verdict import Judged


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A judged mention, before any watchlist was asked; `reading` is what they look at, None where
    nobody can be told.
    """

    judged: Judged
    reading: Reading | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An article with all that was judged of it, or a development (`released`) whose hold or wait
    ended; `at` is the virtual moment. `likeness`: original, copy or revision.
    """

    at: datetime
    article: ArticleId | None = None
    released: DevelopmentId | None = None
    likeness: str = ""
    tellings: tuple[Telling, ...] = ()
