from io import BytesIO, TextIOWrapper

import pytest

from monitor.app.cli.main import COMMANDS, main
from tests.fakes.calling import call


def test_help_names_every_command_and_the_exit_codes():
    called = call("--help")
    assert called.code == 0
    assert all(name in called.out for name in COMMANDS)
    assert "69 a server" in called.out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name):
    called = call(name, "--help")
    assert (called.code, "Usage" in called.out) == (0, True)


def test_a_command_that_is_not_there_is_wrong_usage():
    called = call("watchh")
    assert called.code == 2
    assert "watchh" in called.err


def test_every_script_can_be_printed_whatever_the_locale(tmp_path, monkeypatch):
    path = tmp_path / "feed.xml"
    path.write_text(
        "<rss><channel><item><title>Новини</title><link>http://a.example/</link></item></channel></rss>"
    )
    out = TextIOWrapper(BytesIO(), encoding="ascii")
    monkeypatch.setattr("sys.argv", ["monitor", "discover", str(path)])
    monkeypatch.setattr("sys.stdout", out)
    with pytest.raises(SystemExit):
        main()
    assert "Новини" in out.buffer.getvalue().decode()
