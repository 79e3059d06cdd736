"""The sentences behind a development: which one told which field, so that a change can be shown
beside the sentence that it changes.
"""

from dataclasses import replace

from monitor.model.article import Article
from monitor.model.development import Development, Evidence, Mention

MOST_EVIDENCE = 12
FIELDS = {
    "status": ("status",),
    "amount": ("amount",),
    "count": ("count",),
    "casualties": ("casualties",),
    "when": ("when",),
    "place": ("place",),
    "parties": ("actors", "counterparts"),
}
"""The fields of `changes`, and the slots that they are about."""


def evidence_of(mention: Mention, article: Article, told: tuple[str, ...] = ()) -> Evidence:
    """Return the sentence behind the mention, where it stands, and the fields that it told."""
    return Evidence(
        article=article.id,
        url=article.url,
        outlet=article.outlet,
        published=article.published,
        sentence=article.text[mention.start : mention.end].strip(),
        start=mention.start,
        end=mention.end,
        told=told,
    )


def told_fields(told: Mention | Development) -> tuple[str, ...]:
    """Return the fields of `changes` of which something is told."""
    return tuple(f for f, slots in FIELDS.items() if any(getattr(told, slot) for slot in slots))


def sourced(
    development: Development, mention: Mention, article: Article, told: tuple[str, ...]
) -> Development:
    """Return the development with the sentence that told these fields; the first sentence and the
    latest ones are kept.
    """
    evidence = (*development.evidence, evidence_of(mention, article, told))
    kept = (*evidence[:1], *evidence[1:][-(MOST_EVIDENCE - 1) :])
    return replace(development, evidence=kept)


def behind(development: Development, field: str) -> Evidence:
    """Return the sentence that told the field as it stands: the latest of those that told it, else
    the latest of all.
    """
    told = (e for e in reversed(development.evidence) if field in e.told)
    return next(told, development.evidence[-1])
