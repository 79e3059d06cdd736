import pytest

from monitor.model.watchlist import Severity, WebhookTarget


@pytest.mark.parametrize("word", ["low", "normal", "high", "critical"])
def test_a_severity_is_called_as_in_the_configuration(word):
    assert str(Severity[word.upper()]) == word


def test_severities_rise():
    assert max(Severity) is Severity.CRITICAL


def test_a_target_shows_no_secret():
    target = WebhookTarget(url="https://hook.example/canary", secrets=("whsec_canary",))
    assert "canary" not in repr(target)
