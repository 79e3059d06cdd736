"""Identifiers made from content, so that the same thing has the same id on every node and day."""

from hashlib import sha256

from monitor.model.article import ArticleId


def article_id(canonical_url: str | None, text: str) -> ArticleId:
    """Return 16 hex digits: a hash of the canonical URL, or of the text where there is none."""
    source = f"url:{canonical_url}" if canonical_url else f"text:{text}"
    return ArticleId(sha256(source.encode("utf-8", "replace")).hexdigest()[:16])
