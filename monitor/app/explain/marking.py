"""The words of a sentence that tell a mention, found again by the lexicon of today."""

from collections.abc import Callable, Iterable

from monitor.alert.summary import statement
from monitor.app.config.settings import Configuration
from monitor.app.rules import tools_by_language
from monitor.detect.detection import Tools
from monitor.detect.explaining import Mark, explained
from monitor.detect.lexicon.language import USUAL, code_of
from monitor.model.development import Development, DevelopmentId, Mention
from monitor.model.nature import Natures
from monitor.model.verdict import Trace

Marks = tuple[tuple[Mark, ...], ...]
"""The marks of each mention of a trace, in their order; none where the lexicon of today finds
another.
"""
ToolsIn = Callable[[str], Tools | None]


def tools_in(configuration: Configuration) -> ToolsIn:
    """Return what gives the tools of a language; they are built when they are first asked for."""
    return tools_by_language(configuration)


def marks_of(trace: Trace, tools_of: ToolsIn) -> Marks:
    """Return the marks of each mention in the trace."""
    if not trace.decisions:
        return ()
    tools = tools_of(code_of(trace.article.language))
    if tools is None:
        return tuple(() for _ in trace.decisions)
    accounts, _ = explained(trace.article, tools=tools)
    found = {_key(account.mention): account.marks for account in accounts}
    return tuple(found.get(_key(decision.mention), ()) for decision in trace.decisions)


def _key(mention: Mention) -> tuple[object, ...]:
    return mention.type, mention.start, mention.end, mention.status, mention.parties


def words_of(developments: Iterable[Development], tools_of: ToolsIn) -> dict[DevelopmentId, str]:
    """Return what each development tells, in a clause."""
    known = tuple(developments)
    tools = tools_of(USUAL) if known else None
    natures = tools.lexicon.natures if tools is not None else Natures({})
    return {one.id: statement(one, natures.of(one.type)) for one in known}
