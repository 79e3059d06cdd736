"""Mentions of an article whose own date is unknown: no date is guessed from words like "Friday"."""

from dataclasses import replace

from monitor.model.development import Mention


def without_guesses(mention: Mention, sentence: str) -> Mention:
    """Return the mention with its date only if the sentence itself names the year of it."""
    if mention.when is None or str(mention.when.year) in sentence:
        return mention
    why = "the article's date is unknown, so its days are too"
    return replace(mention, when=None, why=(*mention.why, why))
