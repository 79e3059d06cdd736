"""What receivers of mails say of alerts by signed links. Programs that scan mails open links: to
open one shows what is about to be said and changes nothing; only its button does, and what is so
already it does not do again.
"""

from collections import deque
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import anyio
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.alert.links import PATH, Link, Refusal, Signer, link_of
from monitor.alert.render.harmless import line
from monitor.alert.render.letter import quoted
from monitor.app.web.said_page import Page, page
from monitor.app.web.silences import taken_of
from monitor.model.alert import Alert
from monitor.model.development import Development
from monitor.model.feedback import Feedback, Opinion
from monitor.pipeline.opining import Meant, Opining, Voice
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Clock, Ledger, Memory

A_MINUTE = 60.0
MOST_A_MINUTE = 120
"""So many of these pages are answered in a minute: far more than people open."""
LONGEST_COMMENT = 1_000
MOST_FIELDS = 9
LONGEST_AUTHOR = 100
Words = tuple[str, str]
"""The heading and the text of a page."""
_ASKED = {
    Opinion.WRONG: (
        "Take this back as wrong?",
        "Everybody who got it is sent a correction, and it stays untold.",
        "Yes, it is wrong",
    ),
    Opinion.MUTE: (
        "Tell nothing more of this?",
        "Nobody is told anything more of this development; what was told stays as it is.",
        "Yes, tell no more of it",
    ),
    Opinion.RIGHT: (
        "Is this right after all?",
        "It is told again, as new, to everybody who wants it.",
        "Yes, it is right",
    ),
}
_DONE = {
    Opinion.WRONG: ("It is taken back", "Everybody who got it is sent a correction."),
    Opinion.MUTE: ("Nothing more is told of it", "To undo it: monitor feedback undo {label}"),
    Opinion.RIGHT: ("It stands again", "It is told again, as new, to everybody who wants it."),
}
_BEFORE = {
    Opinion.WRONG: ("It was taken back before", "There is nothing left to do."),
    Opinion.MUTE: ("Nothing more is told of it already", "There is nothing left to do."),
    Opinion.RIGHT: ("It was not taken back", "It stands as it was told: nothing is left to do."),
}


@dataclass(slots=True)
class Turnstile:
    """Lets so many through in a minute, whoever they are."""

    most: int = MOST_A_MINUTE
    _times: deque[float] = field(default_factory=deque)

    def passes(self, now: float) -> bool:
        """Return whether one more may pass at that second."""
        while self._times and self._times[0] <= now - A_MINUTE:
            self._times.popleft()
        if len(self._times) >= self.most:
            return False
        self._times.append(now)
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What the pages read and do. `body_within`: seconds that a form may take to come."""

    signer: Signer
    clock: Clock
    ledger: Ledger
    memory: Memory
    withdrawing: Withdrawing
    opining: Opining
    turnstile: Turnstile
    body_within: float

    async def say(self, link: Link, alert: Alert, known: Development, voice: Voice) -> Words:
        """Do what the link says; return what is told of it, or that it is so already."""
        before, (heading, text) = _BEFORE[link.opinion], _DONE[link.opinion]
        if link.opinion is Opinion.MUTE:
            label = await self.opining.mute(Meant(development=known.id, alert=alert), voice)
            return before if label is None else (heading, text.format(label=label.id))
        if (known.withdrawn is None) is (link.opinion is Opinion.RIGHT):
            return before
        said = Feedback(
            opinion=link.opinion,
            alert=alert.id,
            development=known.id,
            author=voice.author,
            comment=voice.comment,
            at=voice.at,
        )
        return before if await self.withdrawing.give(said) is None else (heading, text)


def said_routes(saying: Saying | None) -> tuple[Route, ...]:
    """Return the routes of signed links; None: mails carry none, and none is good."""

    async def asked(request: Request) -> Response:
        if saying is None:
            return _refused("Links in mails are turned off here: say it by `monitor feedback`.")
        if not saying.turnstile.passes(anyio.current_time()):
            busy = Page(heading="Too much at once", text="Please try again in a minute.")
            answer = page(busy, 429)
            answer.headers["retry-after"] = str(int(A_MINUTE))
            return answer
        return await _followed(saying, request)

    return (Route(f"{PATH}/{{opinion}}/{{alert}}", asked, methods=["GET", "POST"]),)


async def _followed(saying: Saying, request: Request) -> Response:
    path, now = request.path_params, saying.clock.now()
    link = link_of(saying.signer.key, path["opinion"], path["alert"], request.query_params, now)
    if isinstance(link, Refusal):
        return _refused(link.why)
    alert = await saying.ledger.alert(link.alert)
    known = alert.development if alert is not None else None
    stored = await saying.memory.development(known.id) if known is not None else None
    if alert is None or stored is None:
        gone = "What it is about is no longer stored: it is too old."
        return page(Page(heading="There is nothing left of it", text=gone), 404)
    if request.method != "POST":
        heading, text, go = _ASKED[link.opinion]
        return page(_about(alert, heading, text, go=go))
    voice = await _voice(saying, request, link)
    heading, text = await saying.say(link, alert, stored, voice)
    undo = ("", "")
    if link.opinion is Opinion.WRONG:
        again = saying.signer.relative(Link(
            opinion=Opinion.RIGHT, alert=link.alert, receiver=link.receiver, until=link.until
        ))  # fmt: skip
        undo = ("That was a mistake: it is right", again)
    return page(_about(alert, heading, text, undo=undo))


async def _voice(saying: Saying, request: Request, link: Link) -> Voice:
    """Return who says it, and why, as the form tells; else the receiver whose mail it was."""
    body = await taken_of(request, saying.body_within)
    try:
        given = parse_qs(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(400, "the form has two fields") from None
    author, comment = (given.get(name, [""])[0] for name in ("author", "comment"))
    whose = line(author, LONGEST_AUTHOR).strip() or f"a reader of {link.receiver}"
    return Voice(
        author=whose, comment=line(comment, LONGEST_COMMENT).strip(), at=saying.clock.now()
    )


def _about(
    alert: Alert, heading: str, text: str, *, go: str = "", undo: tuple[str, str] = ("", "")
) -> Page:
    sentence = quoted(alert.evidence[0], "").said if alert.evidence else ""
    told = line(alert.summary, LONGEST_COMMENT)
    return Page(heading=heading, text=text, told=told, sentence=sentence, go=go, undo=undo)


def _refused(why: str) -> Response:
    return page(Page(heading="This link does nothing", text=why), 403)
