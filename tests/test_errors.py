import pytest

from monitor import errors
from monitor.errors import MonitorError


def every(kind: type[MonitorError]) -> list[type[MonitorError]]:
    return [kind, *(one for below in kind.__subclasses__() for one in every(below))]


@pytest.mark.parametrize("kind", every(MonitorError))
def test_every_error_has_an_exit_code_that_is_promised(kind):
    assert kind.exit_code in {1, 2, 69, 75, 78}


def test_what_may_be_tried_later_says_so():
    assert {errors.StoreFull.exit_code, errors.StoreUnreachable.exit_code} == {75}
    assert errors.DependencyUnavailable.exit_code == 69
    assert errors.ConfigError.exit_code == 78
    assert errors.UsageError.exit_code == 2
