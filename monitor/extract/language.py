"""Which language a text is in: as declared, unless its script contradicts that."""

import re

from py3langid import classify

SHORTEST = 100  # characters; a shorter text is not guessed at
_SAMPLE = 2_000

_CODE = re.compile(r"\s*([A-Za-z]{2,3})(?![A-Za-z])")
_SCRIPTS = {
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Arabic": re.compile("[\u0600-\u06ff]"),
    "Hebrew": re.compile("[\u0590-\u05ff]"),
    "Greek": re.compile("[\u0370-\u03ff]"),
    "Devanagari": re.compile("[\u0900-\u097f]"),
    "Japanese": re.compile("[\u3040-\u30ff]"),
    "Han": re.compile("[\u4e00-\u9fff]"),
    "Hangul": re.compile("[\uac00-\ud7af]"),
}
_SCRIPT_OF = {
    "Cyrillic": frozenset({"uk", "ru", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"}),
    "Arabic": frozenset({"ar", "fa", "ur", "ps", "ku", "ckb", "sd", "ug"}),
    "Hebrew": frozenset({"he", "yi"}),
    "Greek": frozenset({"el"}),
    "Devanagari": frozenset({"hi", "mr", "ne"}),
    "Japanese": frozenset({"ja"}),
    "Han": frozenset({"zh", "ja"}),
    "Hangul": frozenset({"ko"}),
}
_OTHER_SCRIPTS = frozenset().union(*_SCRIPT_OF.values()) - {"sr", "ku"}


def language_of(text: str, declared: tuple[str | None, ...]) -> str | None:
    """Return the ISO 639 code: the first declared that fits the script, else a guess if long."""
    script = _script(text)
    for one in declared:
        match = _CODE.match(one or "")
        if match and _fits(match[1].lower(), script):
            return match[1].lower()
    if len(text) < SHORTEST:
        return None
    return str(classify(text[:_SAMPLE])[0])


def _script(text: str) -> str | None:
    """Return the script of most letters of the text's beginning, None where there are none."""
    if text[:_SAMPLE].isascii():
        return "Latin" if _SCRIPTS["Latin"].search(text, 0, _SAMPLE) else None
    counts = {name: len(form.findall(text, 0, _SAMPLE)) for name, form in _SCRIPTS.items()}
    most = max(counts, key=lambda name: counts[name])
    return most if counts[most] else None


def _fits(language: str, script: str | None) -> bool:
    if script is None:
        return True
    if script == "Latin":
        return language not in _OTHER_SCRIPTS
    return language in _SCRIPT_OF[script]
