"""What people said that a replay obeys: a file that `monitor feedback export` wrote, or, for the
archive of this machine, what stands in the store beside it.
"""

from pathlib import Path

from monitor.app.cli.base import complain
from monitor.app.cli.looking import look
from monitor.app.config.settings import Configuration
from monitor.app.labels import read_labels
from monitor.app.state import has_store
from monitor.errors import DependencyUnavailable
from monitor.model.feedback import Label

MOST = 100_000


def labels_of(settings: Configuration, file: Path | None, *, archived: bool) -> tuple[Label, ...]:
    """Return the labels; of a store that cannot be had none, which is said."""
    if file is not None:
        return read_labels(file)
    if not archived or not has_store(settings):
        return ()
    try:
        return look(settings, lambda view: view.labels.labels(limit=MOST))
    except DependencyUnavailable as fault:
        complain(f"what people said is not obeyed, for it cannot be read: {fault}")
        return ()
