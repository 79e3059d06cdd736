"""What moves on a page by itself: ages, clocks, counters, calls to share, slots for advertisements.

They are told as changes by tools that compare pages as they stand.
"""

import re

from monitor.model.months import month_of

_SHORT = (
    r"s|sec|seconds?|m|mins?|minutes?|h|hrs?|hours?|sekunden?|minuten?|stunden?|secondes?|heures?"
    r"|segundos?|minutos?|horas?|second[oi]|minut[oi]|or[ae]|uur|godzin\w*|minut\w*"
    r"|секунд\w*|хвилин\w*|минут\w*|годин\w*|час\w*"
)
_LONG = (
    r"d|days?|w|weeks?|months?|years?|tag(?:en)?|wochen?|monat(?:en)?|jours?|semaines?|mois"
    r"|d[ií]as?|semanas?|mes(?:es)?|giorn[oi]|settiman[ae]|dagen|weken|dni"
    r"|дн\w*|ден\w*|тижн\w*|недел\w*"
)


def _age(unit: str) -> str:
    number = r"(?:\d+|an?|one|eine[rmn]?|une?|una?)"
    return (
        rf"\b(?:about |almost |over )?{number}\s?(?:{unit})\.?(?:[ ,]+(?:and )?\d+\s?(?:{unit}))?"
        r"\s+(?:ago|fa|geleden|temu|тому|назад)\b"
        rf"|\b(?:vor|il y a|hace|há) (?:etwa |environ )?{number} (?:{unit})\b"
    )


_AGE = re.compile(
    _age(_SHORT) + r"|\bjust now\b|\ba moment ago\b|\bgerade eben\b|\bà l[’']instant\b",
    re.IGNORECASE,
)
"""Ages that change while the page is looked at; days are left, for they say when something was."""
_OLD = re.compile(_age(_LONG), re.IGNORECASE)
_CLOCK = (
    r"(?:\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:[ap]\.?m\.?|uhr|h)?"
    r"(?:\s*\(?(?:[A-Z]{1,5}|[+-]\d{2}:?\d{2})\)?)?)"
)
_TOLD_WHEN = re.compile(
    r"(?:last |page |first )?(?:updated?|modified|refreshed|checked|published|posted|reloaded"
    r"|as of|stand|(?:zuletzt )?aktualisiert|letzte aktualisierung|(?:dernière )?mis(?:e)? à jour"
    r"|actualizado|última actualización|aggiornato|ultimo aggiornamento|atualizado|bijgewerkt"
    r"|laatste update|zaktualizowano|оновлено|обновлено)\b(?P<when>[^!?]*\d[^!?]*)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
_BESIDE = """
am pm a p m at on by the of um uhr den der le la el il de à las h z t st nd rd th от в о об
gmt utc est edt cst cdt mst mdt pst pdt cet cest bst eet eest msk ist jst
mon tue tues wed thu thur thurs fri sat sun
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonntag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
"""
_BESIDE_DATES = frozenset(_BESIDE.split())
_DATE_WORDS = (
    r"(?:[^\W\d_]{2,12}\.?,?\s+){0,2}\d{1,4}(?:[./-]\d{1,2}[./-]\d{2,4}"
    r"|\.?\s+[^\W\d_]{3,12}\.?,?(?:\s+\d{4})?|,\s+\d{4})?"
)
_BARE_TIME = re.compile(
    rf"(?:{_DATE_WORDS}[,\s|–-]*)?{_CLOCK}(?:[,\s|–-]*{_DATE_WORDS})?", re.IGNORECASE
)
_COUNT = r"[\d.,\u00a0\u202f ]*\d\s?(?:[kmb]|mio|mln|tys|тыс|тис)?\.?\+?"
_COUNTED = (
    r"(?:page ?)?(?:views?|hits|visits?|visitors?|readers?|reads?|shares?|comments?|likes?"
    r"|reactions?|votes?|replies|reply|retweets?|reposts?|followers?|subscribers?|saves?|bookmarks?"
    r"|downloads?|impressions?|claps?"
    r"|people (?:are )?(?:reading|watching|viewing|here)(?: (?:this|now|right now))*"
    r"|(?:users? )?online(?: now)?|aufrufe|kommentare?|leser|geteilt|vues|commentaires?|partages?"
    r"|lecteurs|comentarios?|visitas|lecturas|compartidos|commenti|condivisioni|visualizzazioni"
    r"|reacties|wyświetleń|komentarz\w*|перегляд\w*|коментар\w*|просмотр\w*|комментари\w*|поділ\w*)"
)
_COUNTER = re.compile(
    rf"(?:{_COUNT}\s*{_COUNTED}|{_COUNTED}\s*[:(]?\s*{_COUNT}\)?)(?:\s*[·•|,/–-]\s*(?:{_COUNT}\s*{_COUNTED}|{_COUNTED}\s*[:(]?\s*{_COUNT}\)?))*",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:advertisements?|ads?|sponsored(?: content)?|promoted|anzeige|werbung|publicité|publicidad"
    r"|pubblicità|advertentie|reklama|реклама"
    r"|(?:share|tweet|print|e-?mail|copy link|save|like|follow|subscribe|sign up|log ?in|sign in"
    r"|teilen|drucken|partager|imprimer|compartir|imprimir|condividi|delen|поділитися|поделиться)"
    r"(?: (?:this|on|via|with|by|to|us|now|page|article|story|facebook|twitter|x|linkedin|whatsapp"
    r"|telegram|e-?mail|friends?))*"
    r"|facebook|twitter|linkedin|whatsapp|telegram|reddit|pinterest|instagram|youtube|tiktok)"
    r"(?:\s*[:(]?\s*[\d.,]+\s?[km]?\)?)?[.:!]?",
    re.IGNORECASE,
)
_WORDLESS = re.compile(r"[\W\d_]*")
_STIRRING = (_WORDLESS, _BARE_TIME, _COUNTER, _CALL, _OLD)
_LONGEST_CALL = 100
"""Characters; a longer line says something."""


def without_stir(line: str) -> str:
    """Return the line without ages of up to hours ("5 minutes ago"); "" if all of it moves by
    itself.
    """
    still = " ".join(_AGE.sub(" ", line).split())
    if len(still) <= _LONGEST_CALL and (
        any(form.fullmatch(still) for form in _STIRRING) or _tells_when(still)
    ):
        return ""
    return still


def _tells_when(line: str) -> bool:
    """Return whether the line says no more than when the page was changed."""
    told = _TOLD_WHEN.fullmatch(line)
    return told is not None and all(map(_is_of_a_date, _LETTERS.findall(told["when"].lower())))


def _is_of_a_date(word: str) -> bool:
    if word in _BESIDE_DATES:
        return True
    try:
        month_of(word)
    except ValueError:
        return False
    return True
