"""`monitor feedback same`, `different`, `mute` and `undo`: what people say of developments."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import rich_click as click

from monitor.adapters.person import login_name
from monitor.app.backtest import Silence
from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, examples, print_json
from monitor.app.cli.feedback_alerts import AUTHOR, COMMENT, LONGEST_COMMENT
from monitor.app.cli.looking import View, look
from monitor.app.config.settings import Configuration
from monitor.app.labels import label_record
from monitor.app.lexicon import natures_of
from monitor.errors import UsageError
from monitor.model.development import DevelopmentId
from monitor.model.feedback import Label
from monitor.model.restraint import Bundle
from monitor.pipeline.opining import Meant, Opining, Voice

MOST_NAMED = 5

Step = Callable[[Opining, tuple[Meant, ...], Voice], Awaitable[Label | None]]
Command = Callable[..., None]


def _of_two(command: Command) -> Command:
    """Return the command with what is given to those that are about two developments."""
    for given in (AS_JSON, FOLDER, AUTHOR, COMMENT, click.argument("other"), click.argument("one")):
        command = given(command)
    return command


@click.command(epilog=examples("monitor feedback same 3f2a91 77c0d2 --comment 'one loan'"))
@_of_two
def same(**given: object) -> None:
    """Make one development of two that were told as two.

    ONE and OTHER are ids of alerts or of developments, or their first letters. What comes next of
    either updates the one that lives on. Nobody is told anything of this itself.
    """
    label = _given(given, lambda opining, meant, voice: opining.same(meant[0], meant[1], voice))
    _say(given, label, "they are one from now on", "they are one already")


@click.command(epilog=examples("monitor feedback different 3f2a91 77c0d2"))
@_of_two
def different(**given: object) -> None:
    """Keep two developments apart, or part what was taken for one.

    ONE and OTHER are ids of alerts or of developments, or their first letters. Two alerts of one
    development: what the later one told becomes a development of its own. Nobody is told anything
    of this itself.
    """
    label = _given(
        given, lambda opining, meant, voice: opining.different(meant[0], meant[1], voice)
    )
    _say(given, label, "they are two from now on", "they are kept apart already")


@click.command(epilog=examples("monitor feedback mute 3f2a91 --comment 'we have it'"))
@click.argument("one", metavar="DEVELOPMENT")
@COMMENT
@AUTHOR
@FOLDER
@AS_JSON
def mute(**given: object) -> None:
    """Tell nobody anything more of a development.

    DEVELOPMENT is its id, or that of an alert of it, or the first letters. What would have been
    told is kept: `monitor deliveries --state withdrawn` lists it.
    """
    label = _given(given, lambda opining, meant, voice: opining.mute(meant[0], voice))
    _say(given, label, "nothing more is told of it", "it is muted already")


@click.command(epilog=examples("monitor feedback list", "monitor feedback undo 5d0c"))
@click.argument("label")
@FOLDER
@AS_JSON
def undo(label: str, folder: Path | None, as_json: bool) -> None:
    """Take back what was said by `same`, `different` or `mute`.

    LABEL is its id, or its first letters. `right` undoes `wrong`.
    """
    settings = configuration(folder)
    opining = _opining(settings)

    async def take_back(view: View) -> Label:
        return await opining(view).undo(label)

    undone = look(settings, take_back)
    if as_json:
        print_json([{**label_record(undone), "undone": True}])
    else:
        click.echo(f"{undone.id} is undone: {undone.opinion}, {_names(undone)}")


def _given(given: dict[str, object], step: Step) -> Label | None:
    """Return the label as it was kept; None if nothing follows from it."""
    folder, author, comment = given["folder"], given["author"], str(given["comment"])
    assert folder is None or isinstance(folder, Path)
    settings = configuration(folder)
    opining = _opining(settings)

    async def say(view: View) -> Label | None:
        names = [str(given[name]) for name in ("one", "other") if name in given]
        meant = tuple([await _meant(view, name) for name in names])
        voice = Voice(
            author=str(author) if author else login_name(),
            comment=" ".join(comment.split())[:LONGEST_COMMENT],
            at=view.clock.now(),
        )
        return await step(opining(view), meant, voice)

    return look(settings, say)


def _opining(settings: Configuration) -> Callable[[View], Opining]:
    """Return what obeys people on the store that is looked into."""
    natures = natures_of(settings.folder)

    def of(view: View) -> Opining:
        return Opining(
            registry=settings.registry,
            natures=natures,
            memory=view.memory,
            labels=view.labels,
            ledger=view.ledger,
            journal=Silence(),
        )

    return of


async def _meant(view: View, name: str) -> Meant:
    """Return the development that is meant by an id, or by its first letters.

    Raises `UsageError` if there is none, or several.
    """
    ids = await view.labels.beginning(name, limit=MOST_NAMED + 1)
    if len(ids) > 1:
        told = ", ".join(ids[:MOST_NAMED])
        raise UsageError(f"several developments begin with {name}: {told}; write more of it")
    if ids:
        return Meant(development=DevelopmentId(ids[0]))
    known = await message_of(view, name)
    if isinstance(known, Bundle):
        raise UsageError(f"{known.id} tells several alerts at once: name the one that you mean")
    if known.development is None:
        raise UsageError(f"{known.id} tells of no development")
    return Meant(development=known.development.id, alert=known)


def _say(given: dict[str, object], label: Label | None, done: str, before: str) -> None:
    if given["as_json"]:
        print_json([label_record(label)] if label is not None else [{"changed": False}])
    elif label is None:
        click.echo(before)
    else:
        click.echo(f"{_names(label)}: {done}. To undo it: monitor feedback undo {label.id}")


def _names(label: Label) -> str:
    return " and ".join(side.development for side in label.sides)
