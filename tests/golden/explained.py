"""What `monitor explain` says of every end, from one run through the parts of a daemon.

`python -m tests.golden.explained` writes the texts anew and shows what changed.
"""

import asyncio
import json
import re
import sys
import tempfile
from collections.abc import Iterator
from difflib import unified_diff
from io import StringIO
from pathlib import Path

from rich.console import Console

from monitor.adapters.store import open_store
from monitor.app.cli.explain_lines import road_lines
from monitor.app.cli.explain_printing import print_lines
from monitor.app.explain.facts import Road
from monitor.app.explain.record import road_record
from tests.conftest import running_server
from tests.fakes.desk import desk
from tests.fakes.explained import Run, all_ends, written
from tests.fakes.newsroom import newsroom

FOLDER = Path(__file__).parent / "explain"
_BY_THE_SERVER = re.compile(r'(next poll +at |"due": ")[^"\n]+')
"""When a source is due is told by the server's clock, which does not stand."""


def told() -> dict[str, Road]:
    """Return the road of every end, by its name."""
    return asyncio.run(_told())


async def _told() -> dict[str, Road]:
    with (
        tempfile.TemporaryDirectory() as folder,
        running_server() as url,
        desk() as taken,
        newsroom() as room,
    ):
        store = await open_store(url)
        run = Run(store, written(Path(folder), taken), room, taken)
        try:
            targets = await all_ends(run)
            explaining = run.explaining()
            return {name: await explaining.road(target) for name, target in targets.items()}
        finally:
            await run.close()
            await store.close()


def text(road: Road) -> str:
    """Return the road as it is printed where nobody watches."""
    out = StringIO()
    print_lines(road_lines(road, coloured=False), Console(file=out, highlight=False, width=100))
    return _BY_THE_SERVER.sub(r"\g<1>…", out.getvalue())


def document(road: Road) -> str:
    """Return the road as JSON that a person can read."""
    shown = json.dumps(road_record(road), ensure_ascii=False, indent=1) + "\n"
    return _BY_THE_SERVER.sub(r"\g<1>…", shown)


def files(roads: dict[str, Road]) -> Iterator[tuple[Path, str]]:
    """Give each golden file with what is to stand in it."""
    for name, road in roads.items():
        yield FOLDER / f"{name}.txt", text(road)
        yield FOLDER / f"{name}.json", document(road)


def main() -> None:
    """Write the files anew."""
    FOLDER.mkdir(exist_ok=True)
    for path, now in files(told()):
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        names = (str(path.name), "now")
        changed = unified_diff(before.splitlines(), now.splitlines(), *names, lineterm="")
        sys.stdout.write("".join(f"{line}\n" for line in changed))
        path.write_text(now, encoding="utf-8")


if __name__ == "__main__":
    main()
