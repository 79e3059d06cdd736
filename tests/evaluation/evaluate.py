"""Score detection and extraction on labelled data, print the table, and hold it against the floors.

    evaluate.py DATA

DATA is a folder with `evaluation/` (windows, streams, the scorer) and `data/extraction`. Windows
d1-d4 and streams s01-s06 are what was tuned on, the others what is checked; each file is replayed
by itself and the outputs are joined for one score over a part. Exit 1 where a floor is missed.
"""

import json
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
PARTS = {
    "windows tuned on": ("gold/dev", ("d1", "d2", "d3", "d4")),
    "windows checked": ("gold/dev", ("d5", "d6", "d7")),
    "streams tuned on": ("streams/dev", ("s01", "s02", "s03", "s04", "s05", "s06")),
    "streams checked": ("streams/dev", ("s07", "s08", "s09", "s10", "s11", "s12")),
}
AT_ONCE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """Where the evaluation data and its scorers are."""

    root: Path

    @property
    def scorer(self) -> Path:
        """Return the scorer of decisions and alerts."""
        return self.root / "evaluation" / "score.py"

    def files(self, part: str) -> list[Path]:
        """Return the labelled files of a part."""
        folder, names = PARTS[part]
        return [self.root / "evaluation" / folder / f"{name}.json" for name in names]


def run(*command: object, into: Path | None = None) -> str:
    """Run a command and return what it wrote (to the file `into`, where one is named)."""
    told = subprocess.run([str(c) for c in command], check=True, capture_output=True, text=True)
    if into is not None:
        into.write_text(told.stdout)
    return told.stdout


def replayed(kit: Kit, file: Path, folder: Path) -> None:
    """Replay one labelled file by itself; decisions and alerts go to the folder."""
    articles = folder / f"{file.stem}.articles"
    run(sys.executable, kit.scorer, file, "--articles", into=articles)
    replay = (sys.executable, "-m", "monitor", "backtest", "--config", HERE.parents[1] / "config")
    replay += ("--watchlist", kit.root / "evaluation" / "everything.yaml")
    run(*replay, "--decisions", articles, into=folder / f"{file.stem}.decisions")
    run(*replay, articles, into=folder / f"{file.stem}.alerts")


def scored(kit: Kit, part: str, folder: Path) -> dict[str, float | None]:
    """Return the figures of a part, by their names in the table."""
    files = kit.files(part)
    found: dict[str, dict[str, object]] = {}
    for kind in ("decisions", "alerts"):
        joined = folder / f"{part.replace(' ', '-')}.{kind}"
        joined.write_text("".join((folder / f"{f.stem}.{kind}").read_text() for f in files))
        said = run(sys.executable, kit.scorer, *files, f"--{kind}", joined, "--json")
        found[kind] = json.loads(said)
    return _figures(found["decisions"], found["alerts"])


def _figures(decisions: dict, alerts: dict) -> dict[str, float | None]:
    figures = {
        "mentions precision": decisions["all"]["precision"],
        "mentions recall": decisions["all"]["recall"],
        "new precision": decisions["all"]["new_precision"],
        "new recall": decisions["all"]["new_recall"],
        "amount right": decisions["slots"]["amount"],
        "status right": decisions["slots"]["status"],
        "identity B-cubed F1": decisions["identity_b_cubed"].get("f1"),
        "alerts precision": alerts["precision"],
        "alerts recall": alerts["recall"],
        "new alerts per told development": alerts["new_alerts_per_told_development"],
        "spurious updates per told development": alerts["spurious_updates_per_told_development"],
    }
    streams = alerts.get("streams")
    if streams:
        counts = streams["counts"]
        asked = counts.get("field asked")
        figures["expected alerts precision"] = streams["precision"]
        figures["expected alerts recall"] = streams["recall"]
        figures["field of a told change right"] = (
            round(counts.get("field right", 0) / asked, 3) if asked else None
        )
    return figures


def extraction(kit: Kit) -> list[str]:
    """Return one line a set of pages: our extraction beside trafilatura's default."""
    lines = []
    for name in ("zyte-aeb", "fundus"):
        folder = kit.root / "data" / "extraction" / name
        pages = sorted((folder / "html").glob("*.gz")) or sorted(folder.rglob("*.html.gz"))
        with tempfile.TemporaryDirectory() as scratch:
            records = Path(scratch) / "records.jsonl"
            with records.open("w") as out:
                subprocess.run(
                    [sys.executable, "-m", "monitor", "extract", *map(str, pages)],
                    stdout=out,
                    check=False,
                )
            scorer = kit.root / "evaluation" / "score_extraction.py"
            told = subprocess.run(
                [sys.executable, scorer, folder / "gold.jsonl", records],
                capture_output=True,
                text=True,
                check=False,
            )
        verdict = "holds" if told.returncode == 0 else "BELOW trafilatura's default"
        lines.append(f"extraction {name}: {told.stdout.strip()} ({verdict})")
    return lines


def table(scores: dict[str, dict[str, float | None]]) -> str:
    """Return the scores as a table, parts side by side."""
    names = list(dict.fromkeys(name for figures in scores.values() for name in figures))
    width = max(map(len, names))
    head = " " * width + "".join(f"  {part:>17}" for part in scores)
    rows = [
        f"{name:<{width}}" + "".join(f"  {_cell(part.get(name)):>17}" for part in scores.values())
        for name in names
    ]
    return "\n".join((head, *rows))


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def missed(scores: dict[str, dict[str, float | None]]) -> list[str]:
    """Return a line for each floor that a part misses; floors.json tells why each is so."""
    lines = []
    for part, floors in json.loads(FLOORS.read_text())["floors"].items():
        for name, (bound, limit) in floors.items():
            value = scores[part].get(name)
            well = value is not None and (value >= limit if bound == "least" else value <= limit)
            if not well:
                lines.append(f"{part}: {name} is {_cell(value)}, {bound} {limit}")
    return lines


def main(root: Path) -> int:
    """Print the table and the extraction lines; return the exit code."""
    kit = Kit(root=root)
    files = [file for part in PARTS for file in kit.files(part)]
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(AT_ONCE) as pool:
        folder = Path(scratch)
        for _ in pool.map(lambda file: replayed(kit, file, folder), files):
            pass
        scores = {part: scored(kit, part, folder) for part in PARTS}
    print(table(scores))
    lines = extraction(kit)
    print("\n".join(lines))
    short = missed(scores) + [line for line in lines if "BELOW" in line]
    print("\n".join(f"MISSED {line}" for line in short) or "all floors hold")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
