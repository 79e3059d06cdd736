"""What an outlet prints: a piece as it is written, and the same as it stands on a page."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An article as written. `ago` and `edited` are hours before the demo began; `{pledge}` and the
    like in the texts stand for weekdays.
    """

    outlet: str
    slug: str
    section: str
    title: str
    ago: float
    byline: str
    text: str
    edited: float | None = None

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Return the paragraphs; blank lines part them, other white space counts as one blank."""
        return tuple(" ".join(p.split()) for p in self.text.strip().split("\n\n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """An article as it stands on a page of its outlet; `updated` None: never edited."""

    outlet: str
    path: str
    section: str
    title: str
    byline: str
    published: datetime
    updated: datetime | None
    paragraphs: tuple[str, ...]


def reprint(
    piece: Piece, *, outlet: str, slug: str, title: str, ago: float, dateline: str
) -> Piece:
    """Return the piece as another outlet prints it: under its own headline, with the credit in its
    dateline.
    """
    return replace(
        piece,
        outlet=outlet,
        slug=slug,
        title=title,
        ago=ago,
        edited=None,
        byline="",
        text=f"{dateline} — {piece.text.strip()}",
    )


def shortened(piece: Piece, *, keep: int) -> Piece:
    """Return the piece with its first paragraphs only."""
    return replace(piece, text="\n\n".join(piece.paragraphs[:keep]))


def edited(piece: Piece, *, ago: float, added: str) -> Piece:
    """Return the same page after an edit that adds a paragraph at its end."""
    return replace(piece, edited=ago, text=f"{piece.text.strip()}\n\n{added}")


def printed(piece: Piece, *, now: datetime, days: dict[str, float]) -> Printed:
    """Return the piece as printed; `days` gives the hours before `now` of each event whose weekday
    the texts name.
    """
    weekdays = {name: f"{now - timedelta(hours=ago):%A}" for name, ago in days.items()}
    published = _before(now, piece.ago)
    return Printed(
        outlet=piece.outlet,
        path=f"/{piece.section}/{piece.slug}",
        section=piece.section,
        title=piece.title.format(**weekdays),
        byline=piece.byline,
        published=published,
        updated=_before(now, piece.edited) if piece.edited is not None else None,
        paragraphs=tuple(p.format(**weekdays) for p in piece.paragraphs),
    )


def _before(now: datetime, hours: float) -> datetime:
    return (now - timedelta(hours=hours)).replace(second=0, microsecond=0)
