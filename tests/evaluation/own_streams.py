"""Compile the streams that we wrote ourselves to the form of the scorer.

    own_streams.py FOLDER

Each `streams/*.yaml` beside this file becomes one `FOLDER/*.json`: articles with the offsets of
their sentences, mentions, developments and the alerts expected, as the scorer reads them.
"""

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

STREAMS = Path(__file__).parent / "streams"
Object = dict[str, Any]


def compiled(stream: Object) -> Object:
    """Return the stream as the scorer reads it."""
    return {
        "window": stream["stream"],
        "story": stream["story"],
        "articles": [_article(article) for article in stream["articles"]],
        "mentions": {a["id"]: a["mentions"] for a in stream["articles"]},
        "developments": stream["developments"],
        "expected": stream["expected"],
    }


def _article(article: Object) -> Object:
    text, sentences = _laid_out(article["text"])
    kept = {key: article[key] for key in ("id", "outlet", "family", "credit", "title")}
    address = f"https://{article['id'].split('-')[0]}.example/{article['id']}"
    return kept | {
        "url": address,
        "date": _iso(article["date"]),
        "text": text,
        "lang": article.get("lang", "en"),
        "sentences": sentences,
    }


def _laid_out(paragraphs: list[list[str]]) -> tuple[str, list[list[int]]]:
    """Return the text with a blank line between paragraphs, and each sentence's start and end."""
    text, spans = "", []
    for number, paragraph in enumerate(paragraphs):
        text += "\n\n" if number else ""
        for place, sentence in enumerate(paragraph):
            text += " " if place else ""
            spans.append([len(text), len(text) + len(sentence)])
            text += sentence
    return text, spans


def _iso(moment: datetime | date | str) -> str:
    return moment if isinstance(moment, str) else moment.isoformat().replace("+00:00", "Z")


def compile_all(folder: Path) -> list[Path]:
    """Write every stream below the folder and return the files, in order of their names."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for source in sorted(STREAMS.glob("*.yaml")):
        stream = compiled(YAML(typ="safe").load(source))
        file = folder / f"{source.stem}.json"
        file.write_text(json.dumps(stream, ensure_ascii=False, default=_iso), encoding="utf-8")
        written.append(file)
    return written


if __name__ == "__main__":
    for path in compile_all(Path(sys.argv[1])):
        sys.stdout.write(f"{path}\n")
