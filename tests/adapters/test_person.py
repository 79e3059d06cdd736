import pytest

from monitor.adapters.person import login_name

ASKED = ("LOGNAME", "USER", "LNAME", "USERNAME")


@pytest.fixture
def unnamed(monkeypatch):
    for name in ASKED:
        monkeypatch.delenv(name, raising=False)


def test_who_runs_the_program_is_named_as_logged_in(unnamed, monkeypatch):
    monkeypatch.setenv("LOGNAME", "kim")
    assert login_name() == "kim"


def test_an_account_without_a_name_is_unknown(unnamed, monkeypatch):
    monkeypatch.setattr("os.getuid", lambda: 2**31 - 7)
    assert login_name() == "unknown"
