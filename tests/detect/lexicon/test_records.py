from decimal import Decimal

import pytest

from monitor.detect.lexicon.entries import LexiconError
from monitor.detect.lexicon.grammar import DateShape
from monitor.detect.lexicon.language import Language
from monitor.detect.lexicon.records import record


def test_a_record_is_filled_by_the_types_of_its_fields():
    document = {
        "endings": {"plural": ["s"]},
        "prepositions": {"recipient": {"to": 4}, "unmarked_target": 3, "giver": ["from"]},
        "shapes": {"caption": "(?i)photo"},
        "ordinals": ["first", "second"],
        "numbers": {"fractions": {"half": "0.5"}},
        "dates": {"shapes": {"ago": {"needs": ["ago"], "pattern": "ago"}}},
        "counts": {"goods": {"trucks": ["lorry", "lorries"]}},
    }
    language = record(Language, document, "xx")
    assert language.endings.plural == ("s",)
    assert language.prepositions.recipient == {"to": 4}
    assert language.prepositions.unmarked_target == 3
    assert language.prepositions.giver == {"from"}
    assert language.shapes.caption.search("A Photo") is not None
    assert language.numbers.fractions == {"half": Decimal("0.5")}
    assert language.counts.classes == {"lorry": "trucks", "lorries": "trucks"}
    assert language.dates.shapes[DateShape.AGO].needs == {"ago"}
    assert language.ordinals == ("first", "second")


@pytest.mark.parametrize(
    ("document", "fault"),
    [
        ("words", "xx: fields are needed here"),
        ({"odd": []}, "xx: unknown field odd"),
        ({"cues": {"also": "and"}}, "xx.cues.also: a list of words is needed"),
        ({"cues": {"also": [""]}}, "xx.cues.also\\[1\\]: a word is needed"),
        (
            {"prepositions": {"unmarked_target": "3"}},
            "xx.prepositions.unmarked_target: a whole number is needed",
        ),
        (
            {"numbers": {"fractions": {"half": "x"}}},
            "xx.numbers.fractions.half: a number is needed",
        ),
        ({"counts": {"classes": {}}}, "xx.counts: unknown field classes"),
        ({"dates": {"shapes": {"odd": {}}}}, "xx.dates.shapes: 'odd' is none of iso, "),
        ({"shapes": {"sum": "("}}, "xx.shapes.sum: no pattern: missing"),
    ],
)
def test_a_fault_names_its_place(document, fault):
    with pytest.raises(LexiconError, match=fault):
        record(Language, document, "xx")
