"""Screenshots of mails in a mail program and alone: `python -m tests.mail_client.shots FOLDER`."""

import asyncio
import sys
from pathlib import Path

from tests.mail_client.browser import opened
from tests.mail_client.client import body, client_page, parsed
from tests.mail_client.letters import LETTERS, SIGNER, received

SCHEMES = ("light", "dark")
CLIENTS = {"narrow": 390, "wide": 1180}
PAGES = {"narrow": 320, "wide": 800}
_THREAD = ("new", "update", "contested")


def main() -> None:
    """Write the pictures into the folder."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    mails = dict(zip(LETTERS, asyncio.run(received(*LETTERS.values(), signer=SIGNER)), strict=True))
    thread = [mails[name] for name in (*_THREAD, "digest", "source")]
    with opened() as browser:
        for scheme in SCHEMES:
            for width, pixels in CLIENTS.items():
                for place, name in enumerate(_THREAD):
                    page = browser.page(client_page(thread, chosen=place), pixels, scheme)
                    page.screenshot(
                        path=folder / f"thread-{name}-{width}-{scheme}.png", full_page=True
                    )
            for width, pixels in PAGES.items():
                for name, mail in mails.items():
                    page = browser.page(body(parsed(mail), "html"), pixels, scheme)
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)


if __name__ == "__main__":
    main()
