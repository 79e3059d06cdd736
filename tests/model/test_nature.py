from monitor.model.development import TypeId
from monitor.model.nature import Nature, Natures, Sides

STRIKE = Nature(
    id=TypeId("strike"), statuses=("called", "held", "averted"), against=frozenset({"averted"}),
    noun="strike",
)  # fmt: skip


def test_a_line_leaves_out_what_stands_against_it():
    assert STRIKE.line == ("called", "held")


def test_types_are_found_by_their_word():
    assert Natures.build([STRIKE]).of(TypeId("strike")) is STRIKE


def test_a_type_no_longer_in_use_has_a_plain_nature():
    gone = Natures.build([STRIKE]).of(TypeId("troop_move"))
    assert (gone.noun, gone.sides, gone.mutual, gone.line) == (
        "troop move",
        Sides.AGAINST,
        False,
        (),
    )
