"""Join our own labels of real news with the articles that they label.

    own_windows.py DATA FOLDER

Each `labels/*.json` beside this file says of articles of DATA/data/news where their sentences stand
and what they tell; the texts belong to their publishers and are not kept here. Each becomes one
`FOLDER/*.json` in the form of the scorer.
"""

import gzip
import json
import sys
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "labels"
Object = dict[str, Any]


def joined(labels: Object, texts: dict[str, Object]) -> Object:
    """Return the labels with the texts, as the scorer reads them."""
    return {
        "window": labels["window"],
        "days": labels["days"],
        "articles": [_article(texts[id_], labels["sentences"][id_]) for id_ in labels["sentences"]],
        "mentions": labels["mentions"],
        "developments": labels["developments"],
    }


def _article(text: Object, sentences: list[list[int]]) -> Object:
    kept = {key: text[key] for key in ("id", "url", "date", "title", "text", "lang")}
    return kept | {"outlet": text["source"], "sentences": sentences}


def texts_of(news: Path, wanted: set[str]) -> dict[str, Object]:
    """Return the articles of a news file that are wanted, by their ids."""
    with gzip.open(news, "rt", encoding="utf-8") as lines:
        articles = (json.loads(line) for line in lines)
        return {a["id"]: a for a in articles if a["id"] in wanted}


def join_all(data: Path, folder: Path, labels: Path = LABELS) -> list[Path]:
    """Write every window that is labelled in `labels` below the folder and return the files, in
    order of names.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(labels.glob("*.json")):
        window = json.loads(source.read_text(encoding="utf-8"))
        texts = texts_of(data / "data" / "news" / window["source"], set(window["sentences"]))
        file = folder / source.name
        file.write_text(json.dumps(joined(window, texts), ensure_ascii=False), encoding="utf-8")
        written.append(file)
    return written


if __name__ == "__main__":
    for path in join_all(Path(sys.argv[1]), Path(sys.argv[2])):
        sys.stdout.write(f"{path}\n")
