"""Who uses the machine's account."""

import getpass

NOBODY = "unknown"


def login_name() -> str:
    """Return the login name of who runs the program, `unknown` for an account without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return NOBODY
