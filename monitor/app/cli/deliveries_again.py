"""`monitor deliveries retry` and `replay`: try again what waits, or what was given up."""

import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict, Unpack

import rich_click as click

from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.base import (
    AS_JSON,
    FOLDER,
    complain,
    configuration,
    counted,
    examples,
    print_json,
)
from monitor.app.cli.looking import View, look
from monitor.app.cli.progress import counting
from monitor.app.cli.receivers_naming import doubt_receiver
from monitor.app.config.settings import Configuration
from monitor.errors import UsageError
from monitor.model.alert import AlertId, Delivery
from monitor.model.restraint import Reception

MANY = 10
"""More than these are not sent again before a person agrees."""
_AT_ONCE = 2000
_NOT_MANY = "say --yes, or agree on a terminal"

YES = click.option("--yes", is_flag=True, help=f"Do not ask, though they are more than {MANY}.")


class All(TypedDict):
    """Whether all of a receiver is meant, and nobody is to be asked."""

    whole: str | None
    every: bool
    yes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One alert, whether it was queued, and whether its receiver is paused."""

    alert: AlertId
    queued: bool
    paused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """What is to be done with all of a receiver: how it is called, which of its deliveries are
    meant (with how many there are), and the step for each.
    """

    name: str
    count: Callable[[Reception], int]
    some: Callable[[View, int], Awaitable[tuple[Delivery, ...]]]
    step: Callable[[View, AlertId], Awaitable[bool]]


@click.command(
    epilog=examples(
        "monitor deliveries retry 3f2a91 desk",
        "monitor deliveries retry --receiver desk",
    )
)
@click.argument("alert", required=False)
@click.argument("receiver", required=False)
@click.option("--receiver", "whole", metavar="NAME", help="All that waits at this receiver.")
@YES
@FOLDER
@AS_JSON
def retry(
    alert: str | None,
    receiver: str | None,
    whole: str | None,
    yes: bool,
    folder: Path | None,
    as_json: bool,
) -> None:
    """Try now what waits to be tried again, or is held: ALERT at RECEIVER, or all of a receiver.

    What is still to be held (by a silence, quiet hours, a digest, a pause) is held again.
    """
    settings = configuration(folder)
    if whole is not None:
        _refuse(alert, receiver)
        _all(settings, whole, _retrying(whole), yes=yes, as_json=as_json)
        return
    name, at = _one(alert, receiver, "--receiver NAME")

    step = _again(settings, name, at, _retrying(at))
    if not step.queued:
        raise UsageError(f"{step.alert} does not wait by itself at {at}; {_told(step.alert)}")
    _say(step, at, "now", as_json=as_json)


@click.command(
    epilog=examples(
        "monitor deliveries replay 3f2a91 desk",
        "monitor deliveries replay --receiver desk --all",
    )
)
@click.argument("alert", required=False)
@click.argument("receiver", required=False)
@click.option("--receiver", "whole", metavar="NAME", help="With --all: whose dead ones.")
@click.option("--all", "every", is_flag=True, help="All that is dead at the receiver.")
@YES
@FOLDER
@AS_JSON
def replay(
    alert: str | None,
    receiver: str | None,
    folder: Path | None,
    as_json: bool,
    **asked: Unpack[All],
) -> None:
    """Queue a dead delivery of ALERT to RECEIVER again, under the same id, or all of a receiver.

    A bundle takes the alerts in it along; each of them can be replayed by itself too.
    """
    settings = configuration(folder)
    whole = asked["whole"]
    if whole is not None or asked["every"]:
        _refuse(alert, receiver)
        if whole is None or not asked["every"]:
            raise UsageError("say --receiver NAME --all, or ALERT and RECEIVER")
        _all(settings, whole, _replaying(whole), yes=asked["yes"], as_json=as_json)
        return
    name, at = _one(alert, receiver, "--receiver NAME --all")

    step = _again(settings, name, at, _replaying(at))
    if not step.queued:
        raise UsageError(f"there is no dead delivery of {step.alert} to {at}; {_told(step.alert)}")
    _say(step, at, "again", as_json=as_json)


def _told(alert: AlertId) -> str:
    return f"`monitor deliveries show {alert}` says what became of it"


def _refuse(alert: str | None, receiver: str | None) -> None:
    if alert is not None or receiver is not None:
        raise UsageError("say either ALERT and RECEIVER, or --receiver NAME")


def _one(alert: str | None, receiver: str | None, otherwise: str) -> tuple[str, str]:
    if alert is None or receiver is None:
        raise UsageError(f"say ALERT and RECEIVER, or {otherwise}")
    return alert, receiver


def _say(step: Step, receiver: str, how: str, *, as_json: bool) -> None:
    if as_json:
        print_json([{"alert": step.alert, "receiver": receiver, "queued": True}])
    else:
        click.echo(f"{step.alert} is queued for {receiver} {how}")
    _warn(receiver, paused=step.paused)


def _again(settings: Configuration, name: str, receiver: str, again: Again) -> Step:
    """Do it to the alert whose id begins so, and return what came of it."""
    doubt_receiver(settings, receiver)

    async def step(view: View) -> Step:
        message = await message_of(view, name)
        queued = await again.step(view, message.id)
        paused = (await view.ledger.reception(receiver)).paused is not None
        return Step(alert=message.id, queued=queued, paused=paused)

    return look(settings, step)


def _warn(receiver: str, *, paused: bool) -> None:
    """Say of a paused receiver what is still to be done."""
    if paused:
        complain(f"warning: {receiver} is paused; `monitor receivers enable {receiver}` ends that")


def _retrying(receiver: str) -> Again:
    async def some(view: View, limit: int) -> tuple[Delivery, ...]:
        ask = view.ledger.deliveries
        waiting = [
            await ask(limit=limit, receiver=receiver, state=state) for state in ("retry", "held")
        ]
        return tuple(d for found in waiting for d in found if d.bundle is None)

    return Again(
        name="retry",
        count=lambda stand: stand.retrying + sum(number for _, number in stand.held),
        some=some,
        step=lambda view, alert: view.ledger.retry(alert, receiver),
    )


def _replaying(receiver: str) -> Again:
    return Again(
        name="replay",
        count=lambda stand: stand.dead,
        some=lambda view, limit: view.ledger.dead(limit=limit, receiver=receiver),
        step=lambda view, alert: view.ledger.replay(alert, receiver),
    )


def _all(settings: Configuration, receiver: str, again: Again, *, yes: bool, as_json: bool) -> None:
    """Do it to all of the receiver, after a person agreed where they are many."""
    doubt_receiver(settings, receiver)

    async def stands(view: View) -> Reception:
        return await view.ledger.reception(receiver)

    stand = look(settings, stands)
    total = again.count(stand)
    if total > MANY and not yes:
        ask(f"{again.name.capitalize()} {total} deliveries to {receiver}?")

    async def do(view: View) -> int:
        queued = 0
        with counting(f"{again.name} {receiver}", total=total) as step:
            async for alert in _each(view, again):
                queued += await again.step(view, alert)
                step()
        return queued

    queued = look(settings, do) if total else 0
    if as_json:
        print_json([{"receiver": receiver, "queued": queued}])
    else:
        click.echo(f"{counted(queued, 'delivery', 'deliveries')} queued for {receiver}")
    _warn(receiver, paused=stand.paused is not None and queued > 0)


def ask(question: str) -> None:
    """Have a person agree; raises `UsageError` where nobody can be asked."""
    if not sys.stdin.isatty():
        raise UsageError(f"{question} {_NOT_MANY}")
    click.confirm(question, abort=True, err=True)


async def _each(view: View, again: Again) -> AsyncIterator[AlertId]:
    """Give each alert that is meant once, some at a time, of these the oldest first: what fails
    again meanwhile is not given again.
    """
    given = set[AlertId]()
    while True:
        fresh = [
            d.alert for d in await again.some(view, _AT_ONCE + len(given)) if d.alert not in given
        ]
        if not fresh:
            return
        for alert in reversed(fresh):
            given.add(alert)
            yield alert
