"""Train the verifier on labelled windows and streams, and write its weights into the package.

    train_verifier.py DATA

DATA is a folder with `evaluation/` and `data/`. Windows d1-d4, streams s01-s06 and all that we
labelled or wrote ourselves (`labels/`, `streams/` beside this file) are read. The program prints
how well weights trained without a part of them judge that part, then writes the weights of all.
The same data and program give the same weights. It needs the packages of the `train` extra.
"""

import importlib.util
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.dedupe.url import canonical
from monitor.detect.detection import Tools, detect
from monitor.detect.draft import Draft
from monitor.detect.sight import Sight
from monitor.detect.verifier import Bounds
from monitor.detect.verifier_features import Scene, features
from monitor.extract.record import from_record
from tests.evaluation.own_streams import compile_all
from tests.evaluation.own_windows import join_all

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "monitor" / "detect" / "weights" / "en.json"
TYPES = ("aid_pledge", "meeting", "agreement", "sanction")
WINDOWS = [f"gold/dev/d{number}.json" for number in range(1, 5)]
STREAMS = [f"streams/dev/s{number:02d}.json" for number in range(1, 7)]
WORDED = ("w=", "b=", "s=", "-1=", "-2=", "+1=", "+2=", "head=")
LEAST_ARTICLES, LEAST_FILES = 3, 2
SMALLEST = 0.01
ROUNDS = 1_000
PARTS = 8
CODED = "utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How one regression is trained: its penalties, and the features it may use."""

    rules: float
    words: float
    allowed: Callable[[str], bool]


MENTION = Setting(rules=30, words=60, allowed=lambda _: True)
FRESH = Setting(rules=20, words=40, allowed=lambda name: ":" not in name)
EVEN = 0.5
BOUNDS = asdict(Bounds())


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A draft as the frames left it, and what the labels say of it (None: nothing)."""

    file: str
    article: str
    features: tuple[str, ...]
    states: bool | None
    new: bool | None


@dataclass(slots=True)
class Recorder:
    """Stands in for a verifier: writes down what it would weigh, and lets nothing pass."""

    seen: list[tuple[Draft, tuple[str, ...]]] = field(default_factory=list)

    def verified(
        self, drafts: Sequence[Draft], sights: Mapping[int, Sight], scene: Scene
    ) -> list[Draft]:
        """Write down the drafts with their features."""
        self.seen += [(d, features(d, sights[d.sentence], scene)) for d in drafts]
        return []


def scorer(root: Path):
    """Return the module that scores detections, for its rule of what a span states."""
    path = root / "evaluation" / "score.py"
    spec = importlib.util.spec_from_file_location("score", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(file: Path, tools: Tools, score) -> Iterator[Row]:
    """Yield the drafts of one labelled file, and print how many labelled mentions have one."""
    labelled, _, _ = score.load_gold([file])
    name = file.stem
    met, told = set(), set()
    for gold in labelled.values():
        record = {k: gold[k] for k in ("id", "url", "outlet", "title", "text") if gold.get(k)}
        record |= {"published": gold["date"], "language": gold["lang"]}
        article = from_record(record, canonical=canonical)
        recorder = Recorder()
        detect(article, tools=replace(tools, verifier=recorder))
        told |= {(gold["id"], m["dev"]) for m in gold["mentions"] if not m.get("doubt")}
        for draft, names in recorder.seen:
            if draft.event.id not in TYPES:
                continue
            span = article.sentences[draft.sentence]
            sure, doubtful = score.candidates(gold, draft.event.id, span.start, span.end)
            met |= {(gold["id"], m["dev"]) for m in sure}
            yield Row(
                file=name,
                article=gold["id"],
                features=names,
                states=bool(sure) if sure or not doubtful else None,
                new=_newness(draft, sure, score),
            )
    print(f"{name}: {len(met)} of {len(told)} mentions have a candidate")


def _newness(draft: Draft, sure: list, score) -> bool | None:
    """Return whether the labelled mention that the draft most likely means is new."""
    if not sure:
        return None
    parties = [{"name": p.name, "text": p.text} for p in draft.parties]
    money = draft.amount and {"value": draft.amount.value, "currency": draft.amount.currency}

    def likeness(mention: dict) -> tuple[bool, int]:
        stated = mention.get("amount")
        alike = score.same_money(stated, money) or not (stated or money)
        shared = score.names_score(mention["actors"] + mention["counterparts"], parties)
        return alike, shared[0] + shared[2]

    return max(sure, key=likeness)["freshness"] == "new"


@dataclass(frozen=True, slots=True)
class Trained:
    """A regression: its features, the scale of each, and what it learnt."""

    features: tuple[str, ...]
    scale: np.ndarray
    model: LogisticRegression

    def probabilities(self, some: Sequence[Row]) -> np.ndarray:
        """Return the probability of yes for each row."""
        return self.model.predict_proba(_matrix(some, self.features, self.scale))[:, 1]


def vocabulary(some: Sequence[Row], allowed: Callable[[str], bool]) -> tuple[str, ...]:
    """Return the features that occur in several articles of several files."""
    articles, files = defaultdict(set), defaultdict(set)
    for row in some:
        for name in row.features:
            articles[name].add(row.article)
            files[name].add(row.file)
    return tuple(
        name
        for name in sorted(articles)
        if allowed(name)
        and len(articles[name]) >= LEAST_ARTICLES
        and len(files[name]) >= LEAST_FILES
    )


def _matrix(some: Sequence[Row], names: Sequence[str], scale: np.ndarray) -> csr_matrix:
    columns = {name: number for number, name in enumerate(names)}
    cells = [
        (line, columns[name])
        for line, row in enumerate(some)
        for name in row.features
        if name in columns
    ]
    lines, places = np.array(cells).T
    return csr_matrix((scale[places], (lines, places)), shape=(len(some), len(names)))


def trained(some: Sequence[Row], answers: Sequence[bool], setting: Setting) -> Trained:
    """Return the penalised logistic regression; features are scaled by their penalty."""
    names = vocabulary(some, setting.allowed)
    wordy = np.array([name.split(":", 1)[-1].startswith(WORDED) for name in names])
    scale = 1 / np.sqrt(np.where(wordy, setting.words, setting.rules))
    model = LogisticRegression(C=1.0, max_iter=ROUNDS)
    model.fit(_matrix(some, names, scale), np.array(answers))
    return Trained(names, scale, model)


def asked(some: Sequence[Row], what: str) -> tuple[list[Row], list[bool]]:
    """Return the rows that the labels answer, and the answers."""
    known = [(row, getattr(row, what)) for row in some if getattr(row, what) is not None]
    return [row for row, _ in known], [answer for _, answer in known]


def checked(some: Sequence[Row], what: str, setting: Setting) -> str:
    """Return how weights trained without a part of the files judge that part, over all parts."""
    files = sorted({row.file for row in some})
    hits = said = wanted = right = total = 0
    for part in range(PARTS):
        out = set(files[part::PARTS])
        inside, answers = asked([r for r in some if r.file in out], what)
        learnt = trained(*asked([r for r in some if r.file not in out], what), setting)
        yes = learnt.probabilities(inside) >= EVEN
        truth = np.array(answers)
        hits += int((yes & truth).sum())
        said, wanted = said + int(yes.sum()), wanted + int(truth.sum())
        right, total = right + int((yes == truth).sum()), total + len(truth)
    found = {"precision": hits / said, "recall": hits / wanted, "right": right / total}
    return ", ".join(f"{name} {figure:.3f}" for name, figure in found.items())


def document(learnt: Trained) -> dict[str, object]:
    """Return a regression as the verifier reads it; weights near zero are left out."""
    weighed = zip(learnt.features, learnt.scale * learnt.model.coef_[0], strict=True)
    odds = {name: round(float(w), 3) for name, w in weighed if abs(w) >= SMALLEST}
    return {"bias": round(float(learnt.model.intercept_[0]), 3), "odds": odds}


def main(root: Path) -> None:
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
    tools, score = rules_of(config).tools, scorer(root)
    with tempfile.TemporaryDirectory() as folder:
        files = [root / "evaluation" / name for name in WINDOWS + STREAMS]
        files += join_all(root, Path(folder) / "windows") + compile_all(Path(folder) / "streams")
        some = [row for file in files for row in rows(file, tools, score)]
    print(f"{len(some)} candidates; each file judged by weights trained without it:")
    found: dict[str, object] = {"types": list(TYPES), "bounds": BOUNDS}
    for name, what, setting in (("mention", "states", MENTION), ("fresh", "new", FRESH)):
        print(f"  {what}: {checked(some, what, setting)}")
        found[name] = document(trained(*asked(some, what), setting))
    WEIGHTS.parent.mkdir(exist_ok=True)
    WEIGHTS.write_text(json.dumps(found, indent=0, ensure_ascii=False) + "\n", encoding=CODED)
    print(f"wrote {WEIGHTS.relative_to(ROOT)}, {WEIGHTS.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
