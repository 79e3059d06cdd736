"""`monitor receivers test`: a marked sample, and what came back."""

from pathlib import Path
from typing import assert_never

import anyio
import rich_click as click

from monitor.alert.delivery import MOST_LASTING
from monitor.alert.render.harmless import line
from monitor.app.cli.base import AS_JSON, FOLDER, complain, configuration, print_json
from monitor.app.cli.receivers_naming import receiver_of
from monitor.app.cli.receivers_printing import way_words
from monitor.app.telemetry.redaction import redacted
from monitor.app.trying import Tried, tried
from monitor.model.alert import Accepted, Partly, Refused
from monitor.model.moment import rfc3339
from monitor.model.watchlist import EmailTarget, Receiver

_LONGEST = 400


@click.command("test")
@click.argument("name")
@FOLDER
@AS_JSON
@click.pass_context
def try_receiver(context: click.Context, name: str, folder: Path | None, as_json: bool) -> None:
    """Send the receiver NAME one marked sample, now, and say what came back.

    The sample is an invented alert whose summary and subject begin with "Test:". It goes the real
    way, signed or logged in as configured, but past digest, quiet hours, throttle and silences; it
    is sent once and not kept. Neither a daemon nor its store is needed. Exit code 1 if the receiver
    did not take it, or not for all recipients.
    """
    settings = configuration(folder)
    receiver = receiver_of(settings, name)
    if not as_json:
        complain(f"sending a test to {name} ({way_words(receiver.target)}) …")
    answer = anyio.run(tried, settings, receiver)
    if as_json:
        print_json([tried_record(receiver, answer)])
    else:
        for told in tried_lines(receiver, answer):
            click.echo(told)
    if not isinstance(answer.response, Accepted):
        context.exit(1)


def tried_record(receiver: Receiver, answer: Tried) -> dict[str, object]:
    """Return what came back as a record."""
    response = answer.response
    refused = _refusal(answer)
    wish = refused.retry_after if refused is not None else None
    return {
        "receiver": receiver.name,
        "alert": answer.alert.id,
        "answer": _word(answer),
        "detail": _detail(answer),
        "seconds": round(answer.took.total_seconds(), 3),
        "lasting": refused.lasting if refused is not None else None,
        "gone": refused.gone if refused is not None else None,
        "retry_after": rfc3339(wish) if wish is not None else None,
        "reached": list(response.reached) if isinstance(response, Partly) else None,
        "recipients": [
            {"address": address, "accepted": accepted}
            for address, accepted in recipients(receiver, answer)
        ],
    }


def tried_lines(receiver: Receiver, answer: Tried) -> list[str]:
    """Return what came back, in words."""
    took = f"{answer.took.total_seconds():.2f} s"
    told = [f"{receiver.name}: {_word(answer)} after {took}: {_detail(answer)}"]
    for address, accepted in recipients(receiver, answer):
        told.append(f"  {'accepted' if accepted else 'refused':9} {address}")
    after = _afterwards(answer)
    return [*told, f"  {after}"] if after else told


def recipients(receiver: Receiver, answer: Tried) -> list[tuple[str, bool]]:
    """Return each mail address, and whether the server took the mail for it."""
    if not isinstance(receiver.target, EmailTarget):
        return []
    addresses = [line(address, _LONGEST) for address in receiver.target.to]
    match answer.response:
        case Accepted():
            return [(address, True) for address in addresses]
        case Partly(reached=reached):
            return [(address, address in reached) for address in addresses]
        case Refused():
            return [(address, False) for address in addresses]
        case _:
            assert_never(answer.response)


def _refusal(answer: Tried) -> Refused | None:
    match answer.response:
        case Accepted():
            return None
        case Partly(rest=rest):
            return rest
        case Refused() as refused:
            return refused
        case _:
            assert_never(answer.response)


def _word(answer: Tried) -> str:
    match answer.response:
        case Accepted():
            return "accepted"
        case Partly():
            return "partly accepted"
        case Refused():
            return "refused"
        case _:
            assert_never(answer.response)


def _detail(answer: Tried) -> str:
    match answer.response:
        case Accepted(detail=detail) | Refused(detail=detail) | Partly(rest=Refused(detail=detail)):
            return redacted(line(detail, _LONGEST))
        case _:
            assert_never(answer.response)


def _afterwards(answer: Tried) -> str:
    """Return what the daemon would do with an alert that is refused so."""
    refused = _refusal(answer)
    if refused is None:
        return ""
    if refused.gone:
        return "an alert would be dead at once, and the receiver paused"
    if refused.lasting:
        return f"an alert would be tried {MOST_LASTING} times in all, then be dead"
    return "an alert would be tried again, as often as `retry` of the receiver says"
