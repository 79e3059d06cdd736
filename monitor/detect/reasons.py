"""The reasons that detection gives, as plain sentences: what told the act, and how real it is."""

from monitor.detect.head import Head
from monitor.detect.lexicon.entries import Mode
from monitor.detect.sight import Hit, Sight

_AS = {
    Mode.DONE: "as done",
    Mode.GOING: "as going on",
    Mode.FUTURE: "as still to come",
    Mode.PLANNED: "as planned",
    Mode.POSSIBLE: "as possible",
    Mode.WEIGHED: "as being weighed",
    Mode.REFUSED: "as refused or not so",
}


def trigger(seen: Sight, head: Head, mode: Mode) -> str:
    """Return which words of the sentence tell the act, and how real they tell it to be."""
    if head.verb is None:
        what = f"the noun “{words_of(seen, head.hit)}” tells it"
    elif head.verb is head.hit:
        what = f"the verb “{words_of(seen, head.verb)}” tells it"
    elif not head.hit.entry.words:
        what = f"the verb “{words_of(seen, head.verb)}” tells it of a sum"
    else:
        verb, noun = words_of(seen, head.verb), words_of(seen, head.hit)
        what = f"the verb “{verb}” tells it with the noun “{noun}”"
    return f"{what}, {_AS[mode]}"


def words_of(seen: Sight, hit: Hit) -> str:
    """Return the words of a hit as they stand in the sentence."""
    last = min(hit.end, len(seen.words)) - 1
    return seen.text[seen.starts[hit.at] : seen.ends[last]]
