"""What makes an act in a sentence: its verb or noun, how real it is, and who is on which side."""

from dataclasses import dataclass

from monitor.detect.lexicon.entries import Group
from monitor.detect.reality import Reality
from monitor.detect.sight import Hit
from monitor.detect.who import Who


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A verb that is an act, a noun with the verb that carries it, or a noun alone."""

    hit: Hit
    verb: Hit | None
    reality: Reality
    nouns: tuple[Hit, ...] = ()
    actors: tuple[Who, ...] = ()
    counterparts: tuple[Who, ...] = ()

    @property
    def group(self) -> Group:
        """Return the group that gives the status: the verb's, unless it yields to a noun that
        settles it ("announced a halt"), else the noun's.
        """
        own = (self.verb or self.hit).entry.group
        if "yields" not in own.flags:
            return own
        settling = (n.entry.group for n in self.nouns if "settles" in n.entry.group.flags)
        return next(settling, own)

    @property
    def at(self) -> int:
        """Return the token of the verb, or of the noun where no verb carries it."""
        return (self.verb or self.hit).at
