"""Lines of the text that are furniture: the title again, calls to read on, sign up, share."""

import re

_READ_ON = (
    r"(?:related|read (?:more|also|next|on)|also read|see also|also see|more on this"
    r"|also on\b.{0,25}|watch(?: now)?|recommended|don[’']t miss|more from|more news|most read"
    r"|trending|you may also like|up next|lesen sie auch|mehr zum thema|lire aussi|à lire aussi"
    r"|lea también|leia (?:também|mais)|leggi anche|lees ook|läs (?:också|även|mer)|les også"
    r"|læs også|czytaj też|zobacz też|читайте (?:також|также)|дивіться також|смотрите также)"
    r"\s*(?:[:：|>]|$)"
)
_LEAF_ON = (
    r"(?:(?:go|continue|turn|on) to (?:the )?)?(?:(?:next|previous) page|nächste seite"
    r"|vorherige seite|page suivante|página siguiente|pagina successiva|volgende pagina"
    r"|następna strona|наступна сторінка|попередня сторінка|следующая страница)"
    r"\s*(?:[:：|>»›→]|$)"
)
_CALL = re.compile(
    rf"(?:[-•–*|<«‹←]\s*)?(?:{_READ_ON}|{_LEAF_ON}"
    r"|(?:sign|signing) up\b.*(?:newsletter|email|inbox|:)|subscribe (?:to|now|here|today|for)\b"
    r"|get (?:the|our|all) (?:latest|free|best)\b.*(?:newsletter|inbox|email)"
    r"|click here\b|tell us what|have a (?:news )?tip\?|follow (?:us|him|her|me|the author|@)\b"
    r"|like us on|join our\b|download (?:the|our) .{0,30}app\b"
    r"|(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:\d{4}|the\b)|all rights reserved"
    r"|this copy is for your personal|an error has occurred|advertisement\b|story continues below"
    r"|(?:please )?enable javascript|share this (?:article|story|page)|share on\b|anzeige$"
    r"|publicidade$|(?:image|photo|picture) (?:source|credit|caption)\s*[:,]?|sponsored\b"
    r")",
    re.IGNORECASE,
)
_LONGEST_CALL = 300  # characters
_BARE = re.compile(
    r"[\w.+-]+@[\w.-]+\.\w+|@\w+|\d{4}-\d{2}-\d{2}T[\d:.+-]+Z?"
    r"|\d{1,2}|(?:page|seite|сторінка|страница) \d{1,2} (?:of|/|von|з|із|из) \d{1,2}"
    r"|\d+\s+min(?:ute)?s?\s+read|\d{1,2}:\d{2}(?:\s*[ap]\.?m\.?)?|[\W_]+",
    re.IGNORECASE,
)
_SHOUTED_WORDS = 4
_MOST_LINKS = 6  # headlines of other articles below the text
_ITEM = re.compile(r"[-•–*]\s+\S")
_SENTENCE_END = re.compile(r"[.!?…。！？।؟][\"”’'»)\]]*$")
_NOT_A_WORD = re.compile(r"\W+")


def without_furniture(text: str, title: str | None) -> str:
    """Return the text, a paragraph a line, without the lines that are furniture; offsets shift."""
    lines = [line for line in text.split("\n") if not _furniture(line.strip())]
    while lines and _repeats(lines[0], title):
        del lines[0]
    links = _links_at_end(lines)
    return "\n".join(lines[: len(lines) - links])


def _links_at_end(lines: list[str]) -> int:
    """Return how many items, none a sentence, end the text; 0 if they are too many for links."""
    items = 0
    for line in reversed(lines):
        if not _ITEM.match(line) or _SENTENCE_END.search(line.rstrip()):
            break
        items += 1
    return items if items <= _MOST_LINKS else 0


def _furniture(line: str) -> bool:
    if not line:
        return True
    if len(line) <= _LONGEST_CALL and (_CALL.match(line) or _shouted(line)):
        return True
    return _BARE.fullmatch(line) is not None


def _shouted(line: str) -> bool:
    """Return whether the line is a headline in capitals."""
    words = [word for word in line.split() if word.isupper()]
    return line.isupper() and len(words) >= _SHOUTED_WORDS and not _SENTENCE_END.search(line)


def _repeats(line: str, title: str | None) -> bool:
    """Return whether the line is the title again."""
    return bool(title) and _plain(line) == _plain(title or "")


def _plain(line: str) -> str:
    return _NOT_A_WORD.sub(" ", line).strip().casefold()
