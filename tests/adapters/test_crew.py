import os
import signal

import pytest

from monitor.adapters.crew import FEW, in_order, processors


def squared(number: int) -> int:
    if number == -1:
        os.kill(os.getpid(), signal.SIGKILL) if os.getpid() != PARENT else None
    return number * number


PARENT = os.getpid()


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 5, FEW, 5 * FEW + 3])
def test_each_item_comes_with_its_result_in_the_order_given(workers, count):
    items = list(range(count))
    assert list(in_order(squared, iter(items), workers=workers)) == [(n, n * n) for n in items]


def test_the_work_is_done_elsewhere_and_no_more_is_taken_than_is_under_way():
    taken = 0

    def coming():
        nonlocal taken
        for number in range(100 * FEW):
            taken = number
            yield number

    found = in_order(lambda _: os.getpid(), coming(), workers=2)
    _, where = next(found)
    assert where != os.getpid()
    assert taken < 3 * FEW
    found.close()


def test_an_error_of_the_work_is_raised_at_its_item():
    with pytest.raises(ZeroDivisionError):
        list(in_order(lambda n: 1 // (n - FEW), range(2 * FEW), workers=2))


def test_the_rest_is_done_here_when_a_child_is_killed():
    items = [*range(FEW), -1, *range(FEW)]
    assert list(in_order(squared, items, workers=2)) == [(n, n * n) for n in items]


def test_there_is_a_processor():
    assert processors() >= 1
