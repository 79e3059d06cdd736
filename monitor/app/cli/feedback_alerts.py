"""`monitor feedback wrong` and `right`: what an alert told was wrong, and who got it is told."""

from pathlib import Path

import rich_click as click

from monitor.adapters.person import login_name
from monitor.app.backtest import Silence
from monitor.app.cli.alerts_finding import message_of
from monitor.app.cli.base import AS_JSON, FOLDER, configuration, examples, print_json
from monitor.app.cli.looking import View, look
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import natures_of
from monitor.errors import UsageError
from monitor.model.feedback import Feedback, Opinion
from monitor.model.restraint import Bundle
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Withdrawn

COMMENT = click.option("--comment", default="", help="Why, in a sentence: it stands in the mail.")
AUTHOR = click.option("--author", metavar="NAME", help="Who says so. Default: your login name.")
LONGEST_COMMENT = 1_000


@click.command(
    epilog=examples(
        "monitor feedback wrong 3f2a91 --comment 'it was an exercise'",
        "monitor feedback right 3f2a91",
    )
)
@click.argument("alert")
@COMMENT
@AUTHOR
@FOLDER
@AS_JSON
def wrong(alert: str, comment: str, author: str | None, folder: Path | None, as_json: bool) -> None:
    """Take back what ALERT told: all who got it are sent a correction, and it stays untold.

    The first letters of its id suffice where no other begins so.
    """
    said, done = _given(configuration(folder), Opinion.WRONG, alert, comment, author)
    if as_json:
        print_json([_record(said, done)])
    elif done is None:
        click.echo(f"{said.alert} was taken back as wrong before: nobody is told again")
    else:
        click.echo(f"{said.alert} is taken back: {_told(done)}")


@click.command()
@click.argument("alert")
@COMMENT
@AUTHOR
@FOLDER
@AS_JSON
def right(alert: str, comment: str, author: str | None, folder: Path | None, as_json: bool) -> None:
    """Undo `wrong`: what ALERT told is told again, as new, to all who want it."""
    said, done = _given(configuration(folder), Opinion.RIGHT, alert, comment, author)
    if done is None:
        raise UsageError(f"{said.alert} is not taken back: there is nothing to undo")
    if as_json:
        print_json([_record(said, done)])
    else:
        click.echo(f"{said.alert} stands again: the daemon tells it as new")


def _given(
    settings: Configuration, opinion: Opinion, alert: str, comment: str, author: str | None
) -> tuple[Feedback, Withdrawn | None]:
    """Return the feedback as it was kept, and what followed from it.

    Raises `UsageError` if the alert is not known, or tells nothing that can be right or wrong.
    """
    natures = natures_of(settings.folder)

    async def give(view: View) -> tuple[Feedback, Withdrawn | None]:
        known = await message_of(view, alert)
        if isinstance(known, Bundle):
            raise UsageError(f"{known.id} tells several alerts at once: name the one that you mean")
        if known.development is None:
            raise UsageError(f"{known.id} tells of no development: there is nothing to take back")
        if await view.memory.development(known.development.id) is None:
            raise UsageError(f"what {known.id} told is no longer stored: it is too old")
        said = Feedback(
            opinion=opinion,
            alert=known.id,
            development=known.development.id,
            author=author or login_name(),
            comment=" ".join(comment.split())[:LONGEST_COMMENT],
            at=view.clock.now(),
        )
        withdrawing = Withdrawing(
            natures=natures,
            memory=view.memory,
            withdrawals=view.withdrawals,
            journal=Silence(),
        )
        return said, await withdrawing.give(said)

    return look(settings, give)


def _told(done: Withdrawn) -> str:
    owed = f"a correction goes to {', '.join(done.owed)}" if done.owed else "nobody was told of it"
    spared = f"; not sent any more to {', '.join(done.spared)}" if done.spared else ""
    return owed + spared


def _record(said: Feedback, done: Withdrawn | None) -> dict[str, object]:
    """Return the feedback as a record; `changed`: whether anything followed from it."""
    return {
        "opinion": str(said.opinion),
        "alert": said.alert,
        "development": said.development,
        "author": said.author,
        "comment": said.comment,
        "changed": done is not None,
        "corrected": list(done.owed) if done is not None else [],
        "unsent": list(done.spared) if done is not None else [],
    }
