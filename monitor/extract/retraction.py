"""What a page says of itself where its publisher took the article back."""

import re

from monitor.model.article import Article

LEAD = 600  # characters of the text that may tell it
_LONGEST = 300
_MOST_SENTENCES = 4

_THEN = r"(?:\s*[:|]|\s[-–—]\s)"
_OR_ENDS = r"(?:\s*[:|]|\s[-–—]\s|\.?$)"
_SHOUTED = re.compile(
    rf"(?:RETRACTED|WITHDRAWN|ZURÜCKGEZOGEN|ВІДКЛИКАНО|ВИДАЛЕНО){_THEN}"
    r"(?=.*[^\W\d_A-ZÄÖÜА-ЯҐЄІЇ])"
)
"""In capitals, before a title that is not: `Withdrawn:` may stand before news, too."""
_MARK = r"(?:article |story )?(?:retracted|withdrawn|zurückgezogen|відкликано|видалено)"
_TITLES = (
    rf"(?:retracted|retraction){_THEN}",
    rf"[\[(]{_MARK}[\])]",
    rf".*\[{_MARK}\]$",
    rf"(?:article|story) (?:retracted|withdrawn|removed){_OR_ENDS}",
    rf"(?:artikel|meldung) (?:zurückgezogen|gelöscht){_OR_ENDS}",
    rf"(?:новину|матеріал|статтю) (?:відкликано|видалено|знято з публікації){_OR_ENDS}",
)
_TITLE = re.compile("|".join(_TITLES), re.IGNORECASE)

_LABEL = r"(?:[^\W\d_][\w’' ]{2,30}:\s*)?"
_ARTICLE = "(?:article|story|report|news item|piece|dispatch)"
_HAS_BEEN = "(?:has (?:now |since )?been|was|is|had to be)"
_BACK = "(?:retracted|withdrawn|removed|deleted|unpublished|taken down)"
_REASONS = (
    "(?:because|after|following|due|pending|as|for|while|since|entirely|in full|in its entirety)"
    r"\b|at the request\b"
)
_EDITORS = "by (?:its |the |our )?(?:editors?|authors?|publishers?|newsroom|editorial)"
_SITE = r"from (?:this|the|our|its) (?:web\s?site|site|publication|pages?|circulation|service)"
_ENDS = rf"(?=\s*(?:[.!;:,–—]|$)|\s(?:{_REASONS}|(?:{_EDITORS}|{_SITE})\b))"
_HERE = "(?:here|on this page|at this address)"
_STOOD = rf"(?:that was )?(?:previously )?published {_HERE}"
_ENGLISH = (
    rf"this (?:{_ARTICLE}|page) {_HAS_BEEN} {_BACK}{_ENDS}",
    rf"(?:we have|we|[\w.&’' ]{{2,40}} has) {_BACK} this {_ARTICLE}{_ENDS}",
    rf"(?:an|the) {_ARTICLE} {_STOOD} {_HAS_BEEN} {_BACK}{_ENDS}",
)
_WHY = "(?:von|wegen|aufgrund|auf|aus|nach|am|inzwischen|mittlerweile|nachträglich|vollständig)"
_FILLER = rf"(?:{_WHY}\b[^,.;]{{0,80}}\s)?"
_DIESEN = "(?:diesen (?:artikel|beitrag|bericht|text)|diese (?:meldung|nachricht))"
_DIESER = "(?:dieser (?:artikel|beitrag|bericht|text)|diese (?:meldung|nachricht))"
_GONE = r"(?:zurückgezogen|gelöscht|entfernt|depubliziert)\b"
_GERMAN = (
    rf"{_DIESER} (?:wurde|ist) {_FILLER}{_GONE}",
    rf"(?:wir haben|die redaktion hat) {_DIESEN} {_FILLER}{_GONE}",
)
_CAUSE = "(?:через|після|на прохання|за рішенням|редакцією|оскільки|у зв)"
_DONE = "(?:відкликан|видален|знят)(?:о|ий|а)(?: з (?:публікації|сайту))?"
_WE_DID = "(?:відкликали|видалили|відкликала|видалила|зняли|зняла)"
_THIS = "(?:цю (?:новину|статтю|публікацію)|цей (?:матеріал|текст|допис))"
_UKRAINIAN = (
    rf"{_THIS} (?:було |був )?{_DONE}(?=\s*(?:[.!;:,–—]|$)|\s{_CAUSE}\b)",
    rf"(?:ми|редакція) {_WE_DID} {_THIS}\b",
)
_NOTICES = "|".join((*_ENGLISH, *_GERMAN, *_UKRAINIAN))
_NOTICE = re.compile(f"{_LABEL}(?:{_NOTICES})", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"licen[cs]|copyright|expired|subscri|pay\s?wall|replaced|temporarily|front page|home ?page"
    r"|lizenz|urheberrecht|abgelaufen|bezahl|startseite|ersetzt|vorübergehend"
    r"|ліцензі|авторськ|замінен|тимчасово|головної",
    re.IGNORECASE,
)
"""What is gone for such a reason was not wrong."""


def retraction(article: Article) -> str | None:
    """Return the words in which the page says that its article was retracted; None where it does
    not say so of itself.

    An article about a retraction is none; nor is one that is no longer offered, was moved or was
    replaced by a corrected one.
    """
    title = (article.title or "").strip()
    if _SHOUTED.match(title) or _TITLE.match(title):
        return title[:_LONGEST]
    opening = [article.said(s).strip() for s in article.sentences[:_MOST_SENTENCES]]
    lines = [title, *(article.text[:LEAD].splitlines()), *opening]
    for said in lines:
        if _NOTICE.match(said) and not _OTHERWISE.search(said):
            return said[:_LONGEST]
    return None
