"""The small pages behind the links of mails: what is about to be said, and what came of it."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from html import escape

from starlette.responses import HTMLResponse

_STYLE = """
:root{color-scheme:light dark;--page:#fff;--ink:#16181b;--soft:#555a61;--box:#f3f4f6;--go:#0b57d0;
--on:#fff;--line:#b4bac2}
@media (prefers-color-scheme:dark){:root{--page:#15181c;--ink:#e8eaed;--soft:#a9b0ba;--box:#23282f;
--go:#8ab4f8;--on:#15181c;--line:#5b636d}}
*{box-sizing:border-box}
body{margin:0;background:var(--page);color:var(--ink);
font:16px/1.5 Helvetica,Arial,sans-serif;overflow-wrap:anywhere}
main{max-width:600px;margin:0 auto;padding:24px 16px 48px}
h1{font:bold 22px/1.3 Georgia,'Times New Roman',serif;margin:0 0 16px}
.told{background:var(--box);border-left:3px solid var(--line);padding:10px 12px;margin:0 0 16px}
.told p{margin:0}
.told blockquote{margin:8px 0 0;color:var(--soft);font:15px/1.5 Georgia,'Times New Roman',serif}
label{display:block;margin:16px 0 4px}
input,textarea{width:100%;font:inherit;color:inherit;background:var(--page);
border:1px solid var(--line);border-radius:4px;padding:8px}
textarea{min-height:5em;resize:vertical}
button{font:inherit;font-weight:bold;color:var(--on);background:var(--go);border:0;
border-radius:4px;padding:12px 20px;margin:20px 0 0;min-height:44px;cursor:pointer}
a{color:var(--go)}
:focus-visible{outline:3px solid var(--go);outline-offset:2px}
.soft{color:var(--soft);font-size:14px}
@media (max-width:480px){button{width:100%}}
"""
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src "
    f"'sha256-{b64encode(sha256(_STYLE.encode()).digest()).decode()}'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says: the alert that it is about (its `told`, in a sentence), and either a form
    whose button says `go`, or an address that undoes it.
    """

    heading: str
    text: str
    told: str = ""
    sentence: str = ""
    go: str = ""
    undo: tuple[str, str] = ("", "")


def page(content: Page, status: int = 200) -> HTMLResponse:
    """Return the page, which loads nothing, is kept by nobody and tells no other site of itself."""
    parts = (
        f"<h1>{escape(content.heading)}</h1>",
        _told(content),
        f"<p>{escape(content.text)}</p>",
        _form(content.go) if content.go else "",
        _undo(*content.undo),
    )
    html = (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(content.heading)}</title><style>{_STYLE}</style></head>\n"
        f"<body><main>{''.join(parts)}</main></body></html>\n"
    )
    headers = {"content-security-policy": _POLICY, "x-robots-tag": "noindex"}
    return HTMLResponse(html.encode(errors="replace"), status, headers)


def _told(content: Page) -> str:
    if not content.told:
        return ""
    quote = f"<blockquote>{escape(content.sentence)}</blockquote>" if content.sentence else ""
    return f'<div class="told"><p>{escape(content.told)}</p>{quote}</div>'


def _form(go: str) -> str:
    """Return the form; it is sent to the address of the page, which holds all else."""
    return (
        '<form method="post">'
        '<label for="comment">Why? <span class="soft">(may be left empty)</span></label>'
        '<textarea id="comment" name="comment" maxlength="1000"></textarea>'
        '<label for="author">Your name <span class="soft">(may be left empty)</span></label>'
        '<input id="author" name="author" maxlength="100" autocomplete="name">'
        f'<button type="submit">{escape(go)}</button></form>'
    )


def _undo(words: str, address: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(words)}</a></p>' if address else ""
