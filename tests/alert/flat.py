"""The flat keys of a watchlist, asked one after the other in the plainest way: what `wants` has to
say for any watchlist that has no others.
"""

from monitor.alert.match import Unwanted, Wanted
from monitor.alert.reading import Reading, parties_upward
from monitor.alert.words import composed
from monitor.alert.words import keyword as found_by
from monitor.model.condition import Within
from monitor.model.development import Development
from monitor.model.watchlist import Watchlist


def plainly(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    """Return what the flat keys say, without any short cut."""
    why: list[str] = []
    for check in (_types, _actors, _keywords):
        found = check(watchlist, development, reading)
        if isinstance(found, Unwanted):
            return found
        why += found
    return Wanted(tuple(why))


def _types(watchlist, development, _):
    if watchlist.developments is None or development.type in watchlist.developments:
        return []
    return Unwanted(f"developments: {development.type} is not among them")


def _actors(watchlist, development, reading):
    condition = watchlist.actors
    present = parties_upward(development, reading.registry, reading.day)
    for actor in condition.none:
        if actor in present:
            return Unwanted(f"actors.none: {actor} takes part")
    for actor in condition.all:
        if actor not in present:
            return Unwanted(f"actors.all: {actor} does not take part")
    if not condition.any:
        return []
    for actor in condition.any:
        if actor in present:
            return [f"actors.any: {actor} takes part"]
    return Unwanted("actors.any: none of them takes part")


def _keywords(watchlist, _, reading):
    condition = watchlist.keywords
    where = f"in the {condition.within}"

    def has(asked, within):
        narrow = within is Within.PASSAGE and reading.passage is not None
        texts = (reading.title, reading.passage if narrow else reading.text)
        pattern = found_by(asked).pattern
        return any(pattern.search(composed(text)) for text in texts)

    unwished = [k for k in condition.none if has(k, Within.ARTICLE)]
    if unwished:
        return Unwanted(f"keywords.none: “{unwished[0]}” is in the article")
    missing = [k for k in condition.all if not has(k, condition.within)]
    if missing:
        return Unwanted(f"keywords.all: “{missing[0]}” is not {where}")
    if not condition.any:
        return []
    for keyword in condition.any:
        if has(keyword, condition.within):
            return [f"keywords.any: “{keyword}” is {where}"]
    return Unwanted(f"keywords.any: none of them is {where}")
