"""Bounds of what is read in one article: what hostile pages pile up must not hold up all others.

Detection costs in the square of a sentence's length and of the number of acts; no news comes near
these bounds.
"""

from dataclasses import replace

from monitor.model.article import Article, Sentence

MOST_READ = 100_000
"""Characters of an article that are read, from its start on."""
LONGEST_SENTENCE = 1_500
"""Characters of a sentence; what is longer is a list, or was cut wrongly."""
MOST_DRAFTS = 300
"""After so many acts no further sentence is read."""


def affordable(article: Article) -> Article:
    """Return the article as far as it is read; its sentences keep their numbers and places."""
    if len(article.text) <= MOST_READ:
        return article
    read = tuple(sentence for sentence in article.sentences if sentence.end <= MOST_READ)
    return replace(article, text=article.text[:MOST_READ], sentences=read)


def is_readable(sentence: Sentence) -> bool:
    """Return whether the sentence is short enough to be one."""
    return sentence.end - sentence.start <= LONGEST_SENTENCE
