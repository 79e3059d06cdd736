"""Whether a sentence denies the act that it tells of, as a claim of others."""

from monitor.detect.head import Head
from monitor.detect.sight import Hit, Sight


def denied(seen: Sight, head: Head) -> bool:
    """Return whether the act is said not to be so: by a word of denial in the sentence, or as what
    somebody else is said to claim ("disputed reports that it had …").
    """
    for mark in seen.marks("denied"):
        if not (_before_it(seen, head, mark) or _beside_it(seen, head, mark)):
            return True
    return seen.language.shapes.claimed.search(seen.text[: seen.starts[head.at]]) is not None


def _before_it(seen: Sight, head: Head, mark: Hit) -> bool:
    """Return whether the denial came before the act, and was overtaken by it ("offered rice, days
    after it had called that untrue").
    """
    later = mark.at > head.at and seen.clauses[mark.at] != seen.clauses[head.at]
    return later and any("had" in seen.kinds[j] for j in range(max(0, mark.at - 6), mark.at))


def _beside_it(seen: Sight, head: Head, mark: Hit) -> bool:
    """Return whether "and" joins the act to a denial of something else ("dismissed reports of
    delays and pledged").
    """
    return 0 < mark.at < head.at and "conjunction" in seen.kinds[head.at - 1]
