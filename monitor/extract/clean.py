"""Texts of strangers made harmless, once, at the border."""

import re

# C0 (but tab and line ends) and C1 controls, and noncharacters.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# Marks that show nothing, or turn the direction of what follows.
_UNSEEN = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BEFORE_LIMIT = 4  # a line is cut before its white space is: a huge one must not cost


def clean_text(text: str) -> str:
    """Return the text with controls and lone surrogates replaced one by one: offsets keep."""
    return _SURROGATES.sub("\ufffd", _CONTROLS.sub(" ", text))


def clean_line(text: str, limit: int) -> str:
    """Return one line of at most `limit` characters bare of controls and unseen marks."""
    line = " ".join(_UNSEEN.sub("", clean_text(text[: limit * _BEFORE_LIMIT])).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def without_unseen(text: str) -> str:
    """Return the text without soft hyphens, zero-width and direction marks; offsets shift."""
    return _UNSEEN.sub("", text)
