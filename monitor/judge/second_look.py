"""What a second opinion may do to a verdict: veto what would be told, or release a hold; no more.

It never changes a slot, never makes a mention, and its quote must stand in the article.
"""

from dataclasses import replace
from typing import assert_never

from monitor.judge.blocking import Ground
from monitor.judge.judging import Arrival, telling_of
from monitor.judge.state import after, started
from monitor.model.article import Article
from monitor.model.development import Mention
from monitor.model.opinion import Agrees, NoOpinion, Opinion, Question, Unsure, Vetoes
from monitor.model.verdict import Background, Hold, Judged, New, Update, Verdict

SHORTEST_QUOTE = 8
"""Characters (or the whole sentence, if it is shorter): a word or two prove nothing."""
LONGEST_REASON = 200
"""Characters of a reason that are kept: its words are a stranger's."""


def worth_asking(judged: Judged) -> bool:
    """Return whether a second opinion could change what becomes of the mention."""
    return isinstance(judged.verdict, New | Update | Hold) and not judged.mention.denied


def question(mention: Mention, article: Article) -> Question:
    """Return what is asked about the mention; the sentences of the article must be cut."""
    number = next(
        (n for n, s in enumerate(article.sentences) if s.start <= mention.start < s.end), None
    )
    beside = ("", "")
    if number is not None:
        beside = (_said(article, number - 1), _said(article, number + 1))
    return Question(
        type=mention.type,
        status=mention.status,
        actors=tuple(p.name for p in mention.actors),
        counterparts=tuple(p.name for p in mention.counterparts),
        sentence=_spaced(article.text[mention.start : mention.end]),
        before=beside[0],
        after=beside[1],
        day=article.published.day if article.published is not None else None,
    )


def _said(article: Article, number: int) -> str:
    if not 0 <= number < len(article.sentences):
        return ""
    return _spaced(article.said(article.sentences[number]))


def grounded(opinion: Opinion, mention: Mention, article: Article) -> Opinion:
    """Return the opinion, if the words that it quotes stand in the article; white space is free."""
    match opinion:
        case Agrees(quote=quote) | Vetoes(quote=quote):
            words = _spaced(quote)
            whole = _spaced(article.text[mention.start : mention.end])
            if len(words) < min(SHORTEST_QUOTE, len(whole)):
                return NoOpinion(why="it quotes next to nothing")
            if words not in _spaced(article.text):
                return NoOpinion(why="what it quotes does not stand in the text")
            return replace(opinion, quote=words)
        case Unsure() | NoOpinion():
            return opinion
    assert_never(opinion)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def reconsidered(judged: Judged, opinion: Opinion, arrival: Arrival, ground: Ground) -> Judged:
    """Return what becomes of the mention when this is thought of it.

    The opinion must be `grounded`. A veto makes background of what was never told, and of a change
    something known; agreement tells what was held.
    """
    verdict = _verdict(judged.verdict, opinion)
    if type(verdict) is type(judged.verdict):
        return _with(judged, verdict)
    mention, before = judged.mention, judged.before
    telling = telling_of(mention, arrival)
    base = before if before is not None else started(mention, judged.after.id, telling)
    nature = ground.nature(mention)
    return replace(
        judged,
        verdict=verdict,
        after=after(verdict, mention, base, arrival.article, telling, nature),
        evidence=judged.evidence[:1],
    )


def _with(judged: Judged, verdict: Verdict) -> Judged:
    """Return the mention with a verdict of the same kind, which only says more."""
    if verdict is judged.verdict:
        return judged
    return replace(judged, verdict=verdict, after=replace(judged.after, why=verdict.why))


def _verdict(verdict: Verdict, opinion: Opinion) -> Verdict:
    match opinion:
        case Agrees(quote=quote):
            why = (*verdict.why, f"a second opinion agrees, by the words “{quote}”")
            return New(why=why) if isinstance(verdict, Hold) else replace(verdict, why=why)
        case Vetoes(quote=quote, why=reason):
            short = _spaced(reason)[:LONGEST_REASON] or "no reason given"
            why = (*verdict.why, f"a second opinion vetoes it: {short} (by the words “{quote}”)")
            return Background(why=why)
        case Unsure() | NoOpinion():
            return verdict
    assert_never(opinion)
