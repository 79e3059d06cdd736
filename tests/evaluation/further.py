"""Score the shipped configuration on real news of which nothing was learnt.

    further.py DATA

`further/` beside this file holds labels of 84 more windows, in the form of `labels/`. No weights
were trained with them, for they taught them nothing more; but excerpts of most of their articles
are among our marks, with which the verifier was trained. Those articles are left out here.
"""

import asyncio
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.evaluation.labelled import part, shipped_rules
from tests.evaluation.own_marks import MARKS
from tests.evaluation.own_windows import join_all

FURTHER = Path(__file__).parent / "further"
FEWEST = 3
"""A window of fewer articles tells nothing of what is told twice."""


def marked() -> frozenset[str]:
    """Return the ids of all articles of which we marked an excerpt."""
    lines = (line for file in MARKS.glob("*.jsonl") for line in file.read_text().splitlines())
    return frozenset(json.loads(line)["article"] for line in lines)


def unseen(window: dict[str, Any], seen: frozenset[str]) -> dict[str, Any]:
    """Return a window in the form of the scorer without the articles that were seen."""
    articles = [one for one in window["articles"] if one["id"] not in seen]
    left = {one["id"] for one in articles}
    mentions = {id_: some for id_, some in window["mentions"].items() if id_ in left}
    return window | {"articles": articles, "mentions": mentions}


def main(root: Path) -> None:
    """Print the figures, pooled over all windows."""
    rules = shipped_rules([root / "evaluation" / "everything.yaml"])
    seen = marked()
    files, articles, mentions = [], 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for file in join_all(root, Path(folder) / "windows", FURTHER):
            window = unseen(json.loads(file.read_text(encoding="utf-8")), seen)
            if len(window["articles"]) >= FEWEST:
                file.write_text(json.dumps(window, ensure_ascii=False), encoding="utf-8")
                files.append(file)
                articles += len(window["articles"])
                mentions += sum(map(len, window["mentions"].values()))
        print(f"{len(files)} windows, {articles} articles, {mentions} mentions", flush=True)
        found = asyncio.run(part(root, files, rules, Path(folder)))
    for name, value in found.pooled.items():
        print(f"  {name}: {value}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
