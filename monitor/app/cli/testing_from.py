"""`monitor test --from`: a rule test made of an alert, or of articles at hand."""

from pathlib import Path

from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.inputs import Records
from monitor.app.cli.looking import View, look
from monitor.app.config.settings import Configuration
from monitor.app.rules import rules_of
from monitor.app.ruletests.drafting import drafted
from monitor.errors import UsageError
from monitor.model.alert import Alert
from monitor.model.article import Article

MOST = 50
"""A case that is read by people has no more articles."""


def draft(settings: Configuration, given: str) -> tuple[str, bool]:
    """Return a file of one case, of the articles of a file or of those that an alert quotes, and
    whether every line of the file could be read.

    Raises `UsageError` if there are none, or too many.
    """
    records = Records((given,) if Path(given).is_file() else ())
    if Path(given).is_file():
        articles = tuple(article for article in records if article.text.strip())
    else:
        articles = look(settings, lambda view: _quoted(view, given))
    if not 1 <= len(articles) <= MOST:
        raise UsageError(f"{given}: has {len(articles)} articles; a case is made of 1 to {MOST}")
    return drafted(articles, rules_of(settings), settings.watchlists), not records.broken


async def _quoted(view: View, given: str) -> tuple[Article, ...]:
    """Return the articles that the alert quotes and that are still kept."""
    alert = await message_of(view, given)
    evidence = alert.evidence if isinstance(alert, Alert) else ()
    ids = dict.fromkeys(one.article for one in evidence)
    traces = [await view.memory.trace(id_) for id_ in ids]
    found = tuple(trace.article for trace in traces if trace is not None)
    if not found:
        raise UsageError(f"{given}: none of its articles is kept any more")
    return found
