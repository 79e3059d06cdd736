"""Why what was expected did not come: what was read, how it was judged, and who refused it."""

from collections.abc import Iterable, Iterator

from monitor.app.ruletests.replaying import Happened, Mentioned
from monitor.model.verdict import (
    VERDICT_WORDS,
    Background,
    Checked,
    Heard,
    Hearing,
    Known,
)

_SAYS = {
    Heard.WAITS: "waits",
    Heard.NOT_ON: "does not ask for it",
    Heard.UNWANTED: "refuses it",
}


def reasons(happened: Iterable[Happened], kind: str | None = None) -> tuple[str, ...]:
    """Return why no more was told of the articles, a line each; `kind`: of that type only, where
    any of it was found.
    """
    read = [one for one in happened if not one.passes or one.heard]
    typed = any(heard.judged.mention.type == kind for one in read for heard in one.heard)
    return tuple(line for one in read for line in _of(one, kind if typed else None))


def nothing_told(one: Happened) -> str | None:
    """Return why nothing is told of an article that has only background and known things in it:
    no watchlist refused them. None where there is anything else in it, or nothing at all.
    """
    told: dict[str, None] = {}
    for judged in (heard.judged for heard in one.heard):
        verdict, mention = judged.verdict, judged.mention
        if not isinstance(verdict, Background | Known):
            return None
        known = isinstance(verdict, Known)  # the weights that it is come before the last reason
        why = "; ".join(verdict.why[-1:] if known else verdict.why)
        word = VERDICT_WORDS[type(verdict)]
        told[f"{word}, {mention.type} {mention.status}{f' ({why})' if why else ''}"] = None
    return f"{one.article.id} told nothing: {'; '.join(told)}" if told else None


def _of(one: Happened, kind: str | None) -> Iterator[str]:
    read = " and ".join(sorted(one.words & {"copy", "revision"}))
    about = f"{one.article.id}{f' ({read})' if read else ''}"
    if not one.heard:
        yield f"{about}: nothing is detected in it"
    for heard in one.heard:
        mention, verdict = heard.judged.mention, heard.judged.verdict
        if kind not in {None, mention.type}:
            continue
        why = "; ".join(verdict.why) or "; ".join(mention.why)
        word = VERDICT_WORDS[type(verdict)]
        yield f"{about}: {mention.type} {mention.status} is {word}{f': {why}' if why else ''}"
        yield from (f"  {line}" for line in _refusals(heard))


def _refusals(heard: Mentioned) -> Iterator[str]:
    for hearing in heard.hearings:
        failed = _failed(hearing)
        if failed:
            told = "; ".join(f"{checked.path}: {checked.why}" for checked in failed)
            yield f"{hearing.watchlist} {_SAYS[hearing.heard]}: {told}"


def failed_at(one: Happened) -> dict[str, str]:
    """Return the conditions at which watchlists refuse something that the article tells, each with
    the reason.
    """
    return {
        checked.path: checked.why
        for heard in one.heard
        for hearing in heard.hearings
        for checked in _failed(hearing)
    }


def _failed(hearing: Hearing) -> tuple[Checked, ...]:
    """Return the conditions at which the watchlist refuses it; none if it does not."""
    if hearing.heard is Heard.UNWANTED:  # of `none`, those that hold decide
        return hearing.checked
    return tuple(c for c in hearing.checked if hearing.heard in _SAYS and not c.held)
