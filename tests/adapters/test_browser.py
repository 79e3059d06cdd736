"""The user's browser: found where there is a screen, and asked for a page."""

import sys

import pytest

from monitor.adapters.browser import open_page, opener

pytestmark = pytest.mark.skipif(sys.platform == "darwin", reason="another program opens pages")


@pytest.fixture
def program(tmp_path):
    path = tmp_path / "xdg-open"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o700)
    return path


@pytest.mark.parametrize("screen", ["DISPLAY", "WAYLAND_DISPLAY"])
def test_a_browser_is_there_only_where_there_is_a_screen(program, screen):
    path = {"PATH": str(program.parent)}
    assert opener(path | {screen: ":0"}) == str(program)
    assert opener(path | {screen: ""}) is None
    assert opener({"PATH": "/nowhere", screen: ":0"}) is None


def test_a_program_that_cannot_be_started_is_told(program):
    assert open_page(str(program), "https://a.example/", {})
    assert not open_page(str(program.parent / "gone"), "https://a.example/", {})
