from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.model.condition import Answer, Joint


def leaf(path: str, *, held: bool, telling: bool = True) -> Answer:
    return Answer(path=path, held=held, why="so it is", telling=telling)


def group(joint: Joint, *parts: Answer) -> Answer:
    held = {Joint.ALL: all, Joint.ANY: any}.get(joint, lambda found: not any(found))
    return Answer(
        path=str(joint), held=held([p.held for p in parts]), why="", joint=joint, parts=parts
    )


def answers():
    return st.recursive(
        st.booleans().map(lambda held: leaf("leaf", held=held)),
        lambda inner: st.builds(
            lambda joint, parts: group(joint, *parts),
            st.sampled_from(Joint),
            st.lists(inner, min_size=1, max_size=3),
        ),
        max_leaves=7,
    )


def leaves(answer: Answer) -> int:
    return sum(map(leaves, answer.parts)) if answer.joint else 1


def turned(answer: Answer, which: set[int], at: int = 0) -> Answer:
    """Return the answer with the single ones of these numbers turned."""
    if answer.joint is None:
        return leaf(answer.path, held=answer.held is not (at in which))
    parts = []
    for part in answer.parts:
        parts.append(turned(part, which, at))
        at += leaves(part)
    return group(answer.joint, *parts)


@settings(deadline=None)
@given(answers())
def test_the_misses_are_the_fewest_single_answers_that_would_have_to_turn(answer):
    numbers = range(leaves(answer))
    fewest = next(
        count
        for count in range(len(numbers) + 1)
        if any(turned(answer, set(some)).held for some in combinations(numbers, count))
    )
    assert answer.misses == fewest


def test_reasons_are_what_held_and_is_worth_telling_but_nothing_that_must_not_be():
    whole = group(
        Joint.ALL,
        leaf("types", held=True, telling=False),
        group(Joint.ANY, leaf("title", held=False), leaf("text", held=True)),
        group(Joint.NONE, leaf("outlet", held=False)),
    )
    assert whole.held
    assert whole.reasons == ("text: so it is",)


def test_what_decided_is_the_first_part_that_failed_unless_all_of_them_did():
    some = group(Joint.ANY, leaf("title", held=False), leaf("text", held=False))
    assert group(Joint.ALL, leaf("types", held=True), some).deciding is some
    unwished = leaf("outlet", held=True)
    assert group(Joint.ALL, group(Joint.NONE, unwished)).deciding is unwished
    assert unwished.deciding is unwished
