import gc

import pytest

from monitor.app.daemon.heap import THOROUGH, Heap


@pytest.fixture(autouse=True)
def _thaw():
    yield
    gc.unfreeze()
    assert gc.isenabled()


def test_what_the_block_makes_is_passed_over_afterwards_and_freed_when_nobody_wants_it():
    with Heap().steady():
        assert not gc.isenabled()
        made = [[number] for number in range(10_000)]
    frozen = gc.get_freeze_count()
    assert frozen > 10_000
    del made
    assert gc.get_freeze_count() < frozen - 9_000


def test_what_is_made_in_vain_is_not_passed_over():
    before = gc.get_freeze_count()
    with pytest.raises(ValueError, match="odd"), Heap(rounds=1).steady():
        raise ValueError("odd")
    assert gc.get_freeze_count() <= before


def test_circles_are_found_once_in_a_while():
    heap = Heap(rounds=1)
    for number in range(THOROUGH):
        with heap.steady():
            circle: list[object] = []
            circle.append([circle] * 5_000)
            del circle
        if number == 0:
            known = gc.get_freeze_count()
    assert gc.get_freeze_count() <= known + THOROUGH
