"""Train the verifier on labelled news, and write its weights into the package.

    train_verifier.py DATA [--unchecked]

DATA is a folder with `evaluation/` and `data/`. Windows d1-d4, streams s01-s06 and all that we
labelled, marked or wrote ourselves (`labels/`, `marks/`, `written/`, `streams/` beside this file)
are read. The program prints how well weights trained without a part of them judge that part, then
writes the weights of all; `--unchecked` spares the minutes of judging. The same data and program
give the same weights. It needs the packages of the `train` extra.
"""

import json
import sys
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.neural_network import MLPClassifier

from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.detect.verifier import Bounds
from tests.evaluation.own_marks import join_marks
from tests.evaluation.own_streams import compile_all
from tests.evaluation.own_windows import join_all
from tests.evaluation.training_rows import (
    NEWS,
    TYPES,
    Lessons,
    Pair,
    Row,
    Taker,
    labelled,
    scorer,
)
from tests.evaluation.written_news import compile_written

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "monitor" / "detect" / "weights" / "en.json"
WINDOWS = [f"gold/dev/d{number}.json" for number in range(1, 5)]
STREAMS = [f"streams/dev/s{number:02d}.json" for number in range(1, 7)]
WORDED = ("w=", "b=", "s=", "-1=", "-2=", "+1=", "+2=", "head=")
LEAST_GROUPS = 2
ROUNDS = 1_000
STEP, BATCH, STARTS = 1e-3, 64, 3
PARTS = 4
CODED, TIGHT, DIGITS = "utf-8", (",", ":"), 2
Lesson = Row | Pair | Taker


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one regression is trained: its penalties, the features it may use and the articles that
    each must occur in, and the weight from which one is kept. `balanced`: an article counts by the
    root of its rows. `passes`: how often stochastic descent sees all rows before it is stopped; it
    needs no penalties then.
    """

    rules: float = 1.0
    words: float = 1.0
    passes: int | None = None
    articles: int = 3
    allowed: Callable[[str], bool] = lambda _: True
    smallest: float = 0.01
    balanced: bool = False


def _plain(name: str) -> bool:
    return ":" not in name


def _short(name: str) -> bool:
    return ":" not in name and not name.startswith(("s=", "b="))


MENTION = Setting(passes=4, articles=12, smallest=0.03)
"""A penalty that spares it from learning articles by heart keeps too little of its many rare words;
descent that is stopped early does not.
"""
FRESH = Setting(rules=20, words=40, allowed=_plain, smallest=0.035)
STATUS = Setting(rules=15, words=40, allowed=_short, smallest=0.05)
SAME = Setting(rules=20, words=20, balanced=True)
PARTY = Setting(rules=50, words=50, smallest=0.02)
EVEN = 0.5
BOUNDS = asdict(Bounds())


@dataclass(frozen=True, slots=True)
class Trained:
    """A regression: its features, the log odds that each adds (a line of them for each class, or
    one for yes and no) and the biases.
    """

    features: tuple[str, ...]
    classes: np.ndarray
    odds: np.ndarray
    biases: np.ndarray

    def probabilities(self, some: Sequence[Lesson]) -> np.ndarray:
        """Return the probability of yes for each row."""
        return 1 / (1 + np.exp(-self.totals(some)[:, 0]))

    def totals(self, some: Sequence[Lesson]) -> np.ndarray:
        """Return the log odds of each row, a column for each class, or one for yes and no."""
        return _matrix(some, self.features, np.ones(len(self.features))) @ self.odds.T + self.biases


def vocabulary(some: Sequence[Lesson], setting: Setting) -> tuple[str, ...]:
    """Return the features that occur in several articles of several groups."""
    articles, groups = defaultdict(set), defaultdict(set)
    for row in some:
        for name in row.features:
            articles[name].add(row.article)
            groups[name].add(row.group)
    return tuple(
        name
        for name in sorted(articles)
        if setting.allowed(name)
        and len(articles[name]) >= setting.articles
        and len(groups[name]) >= LEAST_GROUPS
    )


def _matrix(some: Sequence[Lesson], names: Sequence[str], scale: np.ndarray) -> csr_matrix:
    columns = {name: number for number, name in enumerate(names)}
    cells = [
        (line, columns[name])
        for line, row in enumerate(some)
        for name in row.features
        if name in columns
    ]
    lines, places = np.array(cells).T
    return csr_matrix((scale[places], (lines, places)), shape=(len(some), len(names)))


def trained(some: Sequence[Lesson], answers: Sequence[bool | str], setting: Setting) -> Trained:
    """Return the logistic regression of the answers."""
    names = vocabulary(some, setting)
    learn = _descended if setting.passes is not None else _penalised
    return learn(some, np.array(answers), setting, names)


def _penalised(
    some: Sequence[Lesson], answers: np.ndarray, setting: Setting, names: tuple[str, ...]
) -> Trained:
    """Return the penalised regression; features are scaled by their penalty."""
    wordy = np.array([name.split(":", 1)[-1].startswith(WORDED) for name in names])
    scale = 1 / np.sqrt(np.where(wordy, setting.words, setting.rules))
    model = LogisticRegression(C=1.0, max_iter=ROUNDS)
    counts = _weights(some) if setting.balanced else None
    model.fit(_matrix(some, names, scale), answers, sample_weight=counts)
    return Trained(names, model.classes_, model.coef_ * scale, model.intercept_)


def _descended(
    some: Sequence[Lesson], answers: np.ndarray, setting: Setting, names: tuple[str, ...]
) -> Trained:
    """Return the mean of some regressions by stochastic descent that is stopped early."""
    rows = _matrix(some, names, np.ones(len(names)))
    models = [
        MLPClassifier(
            hidden_layer_sizes=(),
            alpha=0.0,
            batch_size=BATCH,
            learning_rate_init=STEP,
            max_iter=setting.passes,
            random_state=start,
        )
        for start in range(STARTS)
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        for model in models:
            model.fit(rows, answers)
    odds = np.mean([model.coefs_[0].T for model in models], axis=0)
    biases = np.mean([model.intercepts_[0] for model in models], axis=0)
    return Trained(names, models[0].classes_, odds, biases)


def _weights(some: Sequence[Lesson]) -> np.ndarray:
    """Return what each row counts, so that an article of many rows does not outvote all others."""
    sizes: dict[str, int] = defaultdict(int)
    for row in some:
        sizes[row.article] += 1
    counts = np.array([1 / np.sqrt(sizes[row.article]) for row in some])
    return counts / counts.mean()


def asked(some: Sequence[Lesson], what: str) -> tuple[list, list]:
    """Return the rows that the labels answer, and the answers."""
    known = [(row, getattr(row, what)) for row in some if getattr(row, what) is not None]
    return [row for row, _ in known], [answer for _, answer in known]


def checked(some: Sequence[Lesson], what: str, setting: Setting) -> str:
    """Return how weights trained without a part of the groups judge that part, over all parts."""
    groups = sorted({row.group for row in some})
    hits = said = wanted = right = total = 0
    for part in range(PARTS):
        out = set(groups[part::PARTS])
        inside, answers = asked([r for r in some if r.group in out], what)
        learnt = trained(*asked([r for r in some if r.group not in out], what), setting)
        yes = learnt.probabilities(inside) >= EVEN
        truth = np.array(answers)
        hits += int((yes & truth).sum())
        said, wanted = said + int(yes.sum()), wanted + int(truth.sum())
        right, total = right + int((yes == truth).sum()), total + len(truth)
    found = {"precision": hits / said, "recall": hits / wanted, "right": right / total}
    return ", ".join(f"{name} {figure:.3f}" for name, figure in found.items())


def checked_statuses(some: Sequence[Row]) -> str:
    """Return the share of statuses that weights trained without a part tell rightly."""
    groups = sorted({row.group for row in some})
    right = total = 0
    for part in range(PARTS):
        out = set(groups[part::PARTS])
        inside, answers = asked([r for r in some if r.group in out], "status")
        learnt = trained(*asked([r for r in some if r.group not in out], "status"), STATUS)
        told = learnt.classes[learnt.totals(inside).argmax(axis=1)]
        right, total = right + int((told == np.array(answers)).sum()), total + len(answers)
    return f"right {right / total:.3f}"


def document(learnt: Trained, smallest: float, line: int = 0) -> dict[str, object]:
    """Return a regression as the verifier reads it; weights near zero are left out."""
    found: dict[str, object] = {"bias": round(float(learnt.biases[line]), 3)}
    odds: dict[str, float] = {}
    typed: dict[str, dict[str, float]] = {}
    for name, weight in zip(learnt.features, learnt.odds[line], strict=True):
        if abs(weight) >= smallest:
            kind, colon, rest = name.partition(":")
            place = typed.setdefault(kind, {}) if colon else odds
            place[rest if colon else name] = round(float(weight), DIGITS)
    found["odds"] = odds
    return found | ({"typed": typed} if typed else {})


def _all_statuses(some: Sequence[Row], *, judged: bool) -> dict[str, object]:
    found = {}
    for kind in TYPES:
        mine = [row for row in some if row.kind == kind]
        if judged:
            print(f"  statuses of {kind}: {checked_statuses(mine)}", flush=True)
        learnt = trained(*asked(mine, "status"), STATUS)
        found[kind] = {
            str(status): document(learnt, STATUS.smallest, line)
            for line, status in enumerate(learnt.classes)
        }
    return found


def files_in(root: Path, folder: Path) -> list[Path]:
    """Return all labelled files, ours written below the folder."""
    news = folder / NEWS
    files = [root / "evaluation" / name for name in WINDOWS + STREAMS]
    files += join_all(root, news) + join_marks(root, news)
    return files + compile_all(folder / "streams") + compile_written(folder / "written")


def main(root: Path, *, judged: bool) -> None:
    """Train, check and write; the old weights go first, whatever their shape."""
    if not (root / "evaluation").is_dir():
        sys.exit(f"{root} holds no evaluation data; the weights stay as they are")
    WEIGHTS.unlink(missing_ok=True)
    config = load(
        ROOT / "config",
        types=known_types(),
        watchlist_files=(root / "evaluation" / "everything.yaml",),
        environment={},
    )
    tools, score, lessons = rules_of(config).tools, scorer(root), Lessons()
    with tempfile.TemporaryDirectory() as folder:
        for file in files_in(root, Path(folder)):
            labelled(file, tools, score, lessons)
    rows, pairs, takers = lessons.rows, lessons.pairs, lessons.takers
    print(f"{len(rows)} candidates, {len(pairs)} pairs, {len(takers)} possible parties;")
    print("each part judged by weights of the others:")
    found: dict[str, object] = {"types": list(TYPES), "bounds": BOUNDS}
    for name, some, what, setting in (
        ("mention", rows, "states", MENTION),
        ("fresh", rows, "new", FRESH),
        ("same", pairs, "same", SAME),
        ("party", takers, "takes", PARTY),
        ("acting", takers, "acts", PARTY),
    ):
        if judged:
            print(f"  {what}: {checked(some, what, setting)}", flush=True)
        found[name] = document(trained(*asked(some, what), setting), setting.smallest)
    found["statuses"] = _all_statuses(rows, judged=judged)
    WEIGHTS.parent.mkdir(exist_ok=True)
    text = json.dumps(found, indent=0, ensure_ascii=False, separators=TIGHT)
    WEIGHTS.write_text(text + "\n", encoding=CODED)
    print(f"wrote {WEIGHTS.relative_to(ROOT)}, {WEIGHTS.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]), judged="--unchecked" not in sys.argv[2:])
