"""Hold the branch coverage of the last test run against its floors; exit 1 where one is missed."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

PURE = (
    "schedule/",
    "discover/",
    "fetch/",
    "extract/",
    "dedupe/",
    "detect/",
    "judge/",
    "alert/",
    "model/",
    "pipeline/",
)
PURE_FLOOR = 100.0
WHOLE_FLOOR = 95.0


def measured() -> dict[str, dict[str, float]]:
    """Return coverage's summary of each file, by its path below `monitor/`."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        subprocess.run(
            (sys.executable, "-m", "coverage", "json", "-q", "-o", str(report)), check=True
        )
        files = json.loads(report.read_text())["files"]
    return {name.removeprefix("monitor/"): file["summary"] for name, file in files.items()}


def percent(summaries: list[dict[str, float]]) -> float:
    """Return covered lines and branches as a share of all, in per cent."""
    covered = sum(s["covered_lines"] + s["covered_branches"] for s in summaries)
    every = sum(s["num_statements"] + s["num_branches"] for s in summaries)
    return 100.0 * covered / every if every else 100.0


def main() -> int:
    """Print what falls short; return the exit code."""
    files = measured()
    short = [
        f"monitor/{name}: {percent([summary]):.1f} % (stages, model and pipeline: {PURE_FLOOR} %)"
        for name, summary in sorted(files.items())
        if name.startswith(PURE) and percent([summary]) < PURE_FLOOR
    ]
    whole = percent(list(files.values()))
    if whole < WHOLE_FLOOR:
        short.append(f"monitor: {whole:.1f} % (floor {WHOLE_FLOOR} %)")
    print("\n".join(short) or f"coverage: {whole:.1f} % in all, {PURE_FLOOR} % of pure rooms")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
