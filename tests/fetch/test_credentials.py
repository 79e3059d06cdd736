import pytest

from monitor.fetch.credentials import refused_header


@pytest.mark.parametrize("name", ["Host", "accept-encoding", "Content-Length", "If-None-Match"])
def test_a_source_may_not_set_what_a_request_is_framed_by(name):
    assert refused_header(name)


@pytest.mark.parametrize("name", ["Cookie", "Authorization", "User-Agent", "X-Api-Key", "Accept"])
def test_a_source_may_set_what_it_is_asked_with(name):
    assert refused_header(name) is None
