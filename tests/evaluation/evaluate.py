"""Score detection and extraction on labelled data, print the tables, and hold the floors.

    evaluate.py DATA [--quick] [--raise "VERSION: REASON"]

DATA is a folder with `evaluation/` (windows, streams, the scorer) and `data/`. What was tuned on
stands beside what is checked; each file is replayed by itself and a part is scored as a whole. Exit
1 where the checking part misses a floor in force. `--quick` leaves out extraction, general news and
the sets of others; `--raise` writes floors that were reached into `floors.json`.
"""

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from monitor.pipeline.rules import Rules
from tests.evaluation import event_types, extraction, floors, loan_story, off_topic
from tests.evaluation.labelled import (
    CHECKED,
    GROUPS,
    TUNED,
    TYPES,
    Group,
    Part,
    part,
    shipped_rules,
)

FEW = 30
"""Gold mentions under which the figures of a single type are noise."""
COST = "cost of everything after extraction, of extraction: `make bench` prints it, per stage"
Scores = dict[str, dict[str, Part]]


def scored(root: Path) -> Scores:
    """Return the score of each group and part; nothing is left behind."""
    everything = root / "evaluation" / "everything.yaml"
    rules = shipped_rules((everything,))
    return {group.name: _parts(root, group, rules) for group in GROUPS}


def _parts(root: Path, group: Group, rules: Rules) -> dict[str, Part]:
    found = {}
    folder = root / "evaluation" / group.folder
    for name, files in ((TUNED, group.tuned), (CHECKED, group.checked)):
        with tempfile.TemporaryDirectory() as scratch:
            paths = [folder / f"{file}.json" for file in files]
            found[name] = asyncio.run(part(root, paths, rules, Path(scratch)))
    return found


def pooled_table(group: Group, parts: dict[str, Part], document: dict) -> str:
    """Return the pooled figures of a group beside floors and goal, and what they reach."""
    known = floors.aims(document)
    force = document["floors"].get(group.name, {})
    head = ("tuned on", "checked", "in force", "first floor", "goal")
    lines = [f"{group.name.upper():<40}" + "".join(f"{h:>12}" for h in head) + "  checked reaches"]
    for name, value in parts[CHECKED].pooled.items():
        aim = known[name]
        cells = (
            _cell(parts[TUNED].pooled.get(name)),
            _cell(value),
            f"{aim.sign} {force[name]:.2f}" if name in force else "–",
            f"{aim.sign} {aim.first:.2f}",
            f"{aim.sign} {aim.goal:.2f}",
        )
        lines.append(f"{name:<40}" + "".join(f"{c:>12}" for c in cells) + f"  {aim.reached(value)}")
    return "\n".join(lines)


def types_table(group: Group, parts: dict[str, Part]) -> str:
    """Return the figures of each type, tuned on / checked; few mentions are marked."""
    columns = ("gold", "precision", "recall", "gold_new", "new_precision", "new_recall")
    names = (*columns, "alerts_recall")
    lines = [
        f"{group.name + ' by type':<24}" + "".join(f"{n.replace('_', ' '):>16}" for n in names)
    ]
    for kind in TYPES:
        sides = [parts[name].types[kind] for name in (TUNED, CHECKED)]
        cells = "".join(f"{' / '.join(_cell(s[n]) for s in sides):>16}" for n in names)
        few = [name for name in (TUNED, CHECKED) if (parts[name].types[kind]["gold"] or 0) < FEW]
        note = f"  fewer than {FEW} mentions: noise ({', '.join(few)})" if few else ""
        lines.append(f"{kind:<24}{cells}{note}")
    return "\n".join(lines)


def _cell(value: float | None) -> str:
    if value is None:
        return "–"
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def others(root: Path, document: dict, say: Callable[[str], None]) -> dict[str, float | None]:
    """Print what other data tells; return the figures of general news that have a floor."""
    with ProcessPoolExecutor(1) as pool:
        general = pool.submit(off_topic.run, root)
        say(event_types.report(root))
        say(str(asyncio.run(loan_story.replay(root))))
        told = general.result()
    say("\n".join((*told.lines, str(told))))
    name = "false alerts per 1,000 pages"
    aim = floors.aims(document)[name]
    value = told.false_per_thousand
    say(
        f"{name} off the topic: {value} (first floor {aim.sign} {aim.first:g}, "
        f"goal {aim.sign} {aim.goal:g}): reaches {aim.reached(value)}"
    )
    return {name: value}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Score detection and hold the floors.")
    parser.add_argument("data", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--raise", dest="reason", default=None, metavar="VERSION: REASON")
    return parser.parse_args()


def main() -> int:
    """Print all tables; return the exit code."""
    options = _options()
    document = floors.read()
    scores = scored(options.data)
    figures = {name: parts[CHECKED].pooled for name, parts in scores.items()}
    for group in GROUPS:
        print(pooled_table(group, scores[group.name], document), end="\n\n")
        print(types_table(group, scores[group.name]), end="\n\n")
    short: list[str] = []
    if not options.quick:
        figures["general news"] = others(options.data, document, lambda text: print(text + "\n"))
        short = extraction.report(options.data, lambda text: print(text + "\n"))
        print(COST)
    if options.reason:
        document = floors.raised(figures, document, options.reason)
        floors.FILE.write_text(floors.written(document), encoding="utf-8")
    short += floors.missed(figures, document)
    print("\n".join(f"MISSED {line}" for line in short) or "all floors in force hold")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
