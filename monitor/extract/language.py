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

_RAREST = 25  # one common word in so many
_FEWEST = 40  # words of a text that must show some that its language cannot do without
_COMMON = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in a is that for on was it with as",
        "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine",
        "fr": "de la le et les des en un du une que est pour qui dans a par plus sur",
        "es": "de la que el en y a los se del las un por con no una su para",
        "it": "di e il la che in a per un del è una con i le si da non",
        "pt": "de a o que e do da em um para com não uma os no se na por",
        "nl": "de van het een en in is dat op te zijn met voor niet die",
        "sv": "och i att det som en på är av för med den till inte har",
        "pl": "w i na z się do nie że to o jest po za jak od",
        "uk": "в у і та на з що до не за як це від про для й",
        "ru": "в и на не что с по о из за к как от это для",
    }.items()
}


def language_of(text: str, declared: tuple[str | None, ...]) -> str | None:
    """Return the ISO 639 code: the first declared that fits the text, else a guess if long.

    It fits if it is written in the text's script, and some of its commonest words are there.
    """
    script = _script(text)
    for one in declared:
        match = _CODE.match(one or "")
        language = match[1].lower() if match else ""
        if match and _fits(language, script) and _is_spoken(language, text):
            return language
    if len(text) < SHORTEST:
        return None
    return str(classify(text[:_SAMPLE])[0])


def _is_spoken(language: str, text: str) -> bool:
    """Return whether some of the language's commonest words are there, where they are known."""
    common = _COMMON.get(language)
    if common is None:
        return True
    words = text[:_SAMPLE].casefold().split()
    return len(words) < _FEWEST or sum(word in common for word in words) * _RAREST >= len(words)


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
