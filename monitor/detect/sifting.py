"""What an article says happened, and how much of it was worth reading for that."""

from monitor.detect.detection import Tools, found_in, mentions_of, told_in
from monitor.model.article import Article
from monitor.model.development import Mention
from monitor.model.verdict import Sifted


def sifted(article: Article, *, tools: Tools) -> tuple[tuple[Mention, ...], Sifted]:
    """Return the mentions of the article as `detect` does, and what they were sifted from."""
    found = found_in(article, tools=tools)
    if found is None:
        return (), Sifted(language=article.language, sentences=0)
    mentions = mentions_of(article, told_in(found, tools=tools))
    drafts = len(found.drafts)
    return mentions, Sifted(language=article.language, sentences=len(found.sights), drafts=drafts)
