"""Train the weights that say which development a mention tells, and write them into the package.

    train_identity.py DATA [--unchecked]

DATA is a folder with `evaluation/` and `data/`. Windows d1-d4, streams s01-s06, and the windows and
streams that we labelled or wrote ourselves (`labels/`, `streams/` beside this file) are replayed
with the shipped verifier, so train that first. The program prints how well weights trained without
a part of the files judge that part; `--unchecked` spares that. The same data and program give the
same weights.
"""

import json
import sys
import tempfile
from pathlib import Path

from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from tests.evaluation.identity_rows import common_words, rows_of
from tests.evaluation.own_marks import join_marks
from tests.evaluation.own_streams import compile_all
from tests.evaluation.own_windows import join_all
from tests.evaluation.train_verifier import (
    CODED,
    ROOT,
    STREAMS,
    WINDOWS,
    Setting,
    asked,
    checked,
    document,
    trained,
)
from tests.evaluation.training_rows import NEWS, TYPES, scorer

WEIGHTS = ROOT / "monitor" / "judge" / "weights" / "en.json"
SAME = Setting(rules=20, words=20, smallest=0.02)
BOUND = 0.26


def files_in(root: Path, folder: Path) -> list[Path]:
    """Return all files that say which mentions of several articles tell one act."""
    files = [root / "evaluation" / name for name in WINDOWS + STREAMS]
    return files + join_all(root, folder / NEWS) + compile_all(folder / "streams")


def main(root: Path, *, judged: bool) -> None:
    """Train, check and write."""
    if not (root / "evaluation").is_dir():
        sys.exit(f"{root} holds no evaluation data; the weights stay as they are")
    config = load(
        ROOT / "config",
        types=known_types(),
        watchlist_files=(root / "evaluation" / "everything.yaml",),
        environment={},
    )
    rules, score = rules_of(config), scorer(root)
    with tempfile.TemporaryDirectory() as folder:
        files = files_in(root, Path(folder))
        common = common_words([*files, *join_marks(root, Path(folder) / NEWS)], score)
        rows = [row for file in files for row in rows_of(file, rules, score, frozenset(common))]
    print(f"{len(rows)} pairs, {sum(row.same for row in rows)} of them one act")
    if judged:
        print(f"  each part by weights of the others: {checked(rows, 'same', SAME)}")
    found = {
        "types": list(TYPES),
        "bound": BOUND,
        "same": document(trained(*asked(rows, "same"), SAME), SAME.smallest),
        "common": list(common),
    }
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", encoding=CODED)
    print(f"wrote {WEIGHTS.relative_to(ROOT)}, {WEIGHTS.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), judged="--unchecked" not in sys.argv[2:])
