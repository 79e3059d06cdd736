"""The user's browser, asked to open a page."""

import os
import shutil
import sys
from collections.abc import Mapping

_SCREENS = ("DISPLAY", "WAYLAND_DISPLAY")


def opener(environment: Mapping[str, str]) -> str | None:
    """Return the program that opens a page in the user's browser; None where there is none, or no
    screen to show it on.
    """
    if sys.platform == "darwin":
        return shutil.which("open", path=environment.get("PATH"))
    if not any(environment.get(name) for name in _SCREENS):
        return None
    return shutil.which("xdg-open", path=environment.get("PATH"))


def open_page(program: str, url: str, environment: Mapping[str, str]) -> bool:
    """Have the program open the page, without waiting for it; return whether it could be started.

    `url` must be one of a web page (`alert.render.harmless.link`): it is given as it is.
    """
    nowhere = [(os.POSIX_SPAWN_OPEN, stream, os.devnull, os.O_RDWR, 0) for stream in range(3)]
    try:
        os.posix_spawn(
            program, [program, url], dict(environment), file_actions=nowhere, setpgroup=0
        )
    except OSError:
        return False
    return True
