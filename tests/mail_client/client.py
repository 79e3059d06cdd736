"""A small mail program: a list of threads and a reading pane, made of mails as received."""

from collections.abc import Sequence
from email import message_from_bytes, policy
from email.message import EmailMessage
from html import escape

_SHEET = """
:root { color-scheme: light dark }
body { margin: 0; font: 14px/1.4 Helvetica, Arial, sans-serif; background: #e9ebee; color: #222 }
main { display: flex; height: 100vh }
nav { width: 340px; overflow: auto; background: #fff; border-right: 1px solid #ccd }
nav section { border-bottom: 1px solid #ccd; padding: 8px 0 }
nav article { padding: 6px 14px }
nav article + article { padding-left: 28px }
nav .chosen { background: #dce8fb }
nav b, nav p { margin: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
nav b { display: block }
nav p { color: #667 }
.pane { flex: 1; display: flex; flex-direction: column; background: #fff; min-width: 0 }
header { padding: 12px 16px; border-bottom: 1px solid #ccd; overflow-wrap: anywhere }
header h1 { font-size: 17px; margin: 0 0 4px }
iframe { flex: 1; border: 0; width: 100% }
@media (max-width: 700px) { main { display: block; height: auto } nav { width: auto; border: 0 }
  iframe { flex: none; height: 1300px } }
@media (prefers-color-scheme: dark) { body, nav, .pane { background: #1b1e23; color: #ddd }
  nav .chosen { background: #2c3a52 } nav p { color: #9aa } }
"""


def parsed(mail: bytes) -> EmailMessage:
    """Return the mail as a mail program reads it."""
    return message_from_bytes(mail, policy=policy.default)


def body(mail: EmailMessage, kind: str) -> str:
    """Return the `plain` or `html` part."""
    part = mail.get_body((kind,))
    assert part is not None
    return part.get_content()


def threads(mails: Sequence[EmailMessage]) -> list[list[EmailMessage]]:
    """Return the mails by the first id that they refer to, or else their own, in order."""
    found: dict[str, list[EmailMessage]] = {}
    for mail in mails:
        refers = (mail["References"] or mail["In-Reply-To"] or mail["Message-ID"]).split()
        found.setdefault(refers[0], []).append(mail)
    return list(found.values())


def client_page(received: Sequence[bytes], *, chosen: int) -> str:
    """Return the page of the program with one of the mails open."""
    mails = [parsed(mail) for mail in received]
    shown = mails[chosen]
    listed = "".join(
        f"<section>{''.join(_row(mail, chosen=mail is shown) for mail in thread)}</section>"
        for thread in threads(mails)
    )
    head = (
        f"<h1>{escape(shown['Subject'])}</h1>"
        f"{escape(shown['From'])} → {escape(shown['To'])}<br>{shown['Date'].datetime:%d %b %H:%M}"
    )
    frame = f'<iframe sandbox srcdoc="{escape(body(shown, "html"))}"></iframe>'
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Mail</title>'
        '<meta name="viewport" content="width=device-width">'
        f"<style>{_SHEET}</style></head><body><main><nav>{listed}</nav>"
        f'<div class="pane"><header>{head}</header>{frame}</div></main></body></html>'
    )


def _row(mail: EmailMessage, *, chosen: bool) -> str:
    snippet = " ".join(body(mail, "plain").split())[:120]
    return (
        f'<article class="{"chosen" if chosen else ""}"><b>{escape(mail["Subject"])}</b>'
        f"<p>{escape(snippet)}</p></article>"
    )
