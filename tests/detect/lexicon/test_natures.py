import pytest

from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.natures import nature_of
from monitor.model.nature import Labels, Sameness, Sides

STRIKE = {
    "type": "strike",
    "plover": "PROTEST",
    "sides": "against",
    "same": "occasion",
    "statuses": ["called", "held", "averted"],
    "against": ["averted"],
    "ahead": ["called"],
    "slots": ["place"],
    "window": 3,
    "lasting": True,
    "labels": {"general": ["pay"]},
    "noun": "walkout",
    "summary": {"held": ["{actors} down(s|) {tools}"], "tools": ["{things}", "tools"]},
}


def test_a_nature_is_read_from_plain_data():
    found = nature_of(STRIKE, "strike")
    assert (found.plover, found.sides, found.sameness) == (
        "PROTEST",
        Sides.AGAINST,
        Sameness.OCCASION,
    )
    assert (found.line, found.ahead, found.slots) == (("called", "held"), {"called"}, {"place"})
    assert (found.window, found.lasting, found.named, found.noun) == (3, True, False, "walkout")
    assert found.labels == Labels(general=frozenset({"pay"}))
    assert found.summary["tools"] == ("{things}", "tools")


def test_a_nature_has_defaults():
    found = nature_of({"type": "rail_strike", "statuses": ["held"]}, "rail_strike")
    assert (found.plover, found.sides, found.window) == (None, Sides.MUTUAL, 7)
    assert found.noun == "rail strike"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"sides": "round"}, "strike: sides: 'round' is none of"),
        ({"same": []}, r"strike: same: \[\] is none of"),
        ({"against": ["gone"]}, r"strike: against\[1\]: 'gone' is none of averted, called, held"),
        ({"slots": ["hat"]}, r"strike: slots\[1\]: 'hat' is none of"),
        ({"window": 0}, "strike: window: a number of days is needed"),
        ({"window": True}, "strike: window: a number of days is needed"),
        ({"lasting": "yes"}, "strike: lasting: true or false is needed"),
        ({"labels": {"grand": []}}, "strike: labels: unknown field grand"),
        ({"noun": 3}, "strike: noun: a word is needed"),
        ({"summary": {"held": ["{hat}"]}}, r"strike: summary.held\[1\]: nothing is known as {hat}"),
    ],
)
def test_a_fault_names_the_field(change, fault):
    with pytest.raises(LexiconError, match=fault):
        nature_of(STRIKE | change, "strike")
