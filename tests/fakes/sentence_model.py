"""A sentence model small enough to be written down: an ONNX file of one table of word vectors."""

import json
import struct
from pathlib import Path

WORDS = ("[UNK]", "gave", "pledged", "money", "history", "novel", "about")
TABLE = (
    (0.1, 0.1),
    (1.0, 0.0),
    (1.0, 0.1),
    (0.9, 0.0),
    (0.0, 1.0),
    (0.1, 1.0),
    (0.0, 0.9),
)
INT64, FLOAT = 7, 1


def tokenizer() -> str:
    """Return a tokenizer of whole words."""
    return json.dumps(
        {
            "version": "1.0",
            "added_tokens": [],
            "normalizer": {"type": "Lowercase"},
            "pre_tokenizer": {"type": "Whitespace"},
            "model": {
                "type": "WordLevel",
                "vocab": {word: number for number, word in enumerate(WORDS)},
                "unk_token": "[UNK]",
            },
        }
    )


def model(*, pooled: bool = False) -> bytes:
    """Return an ONNX model: `input_ids` to the vector of each word, or (pooled) to their mean."""
    values = b"".join(struct.pack("<f", x) for row in TABLE for x in row)
    table = _number(1, len(TABLE)) + _number(1, 2) + _number(2, FLOAT)
    table += _bytes(8, b"table") + _bytes(9, values)
    nodes = _node("Gather", ("table", "input_ids"), "words")
    out, rank = "words", 3
    if pooled:
        axes = _bytes(1, b"axes") + _number(8, 1) + _number(20, 7)
        keep = _bytes(1, b"keepdims") + _number(3, 0) + _number(20, 2)
        nodes += _node("ReduceMean", ("words",), "mean", axes, keep)
        out, rank = "mean", 2
    graph = nodes + _bytes(2, b"words") + _bytes(5, table)
    graph += _bytes(11, _value("input_ids", INT64, 2)) + _bytes(12, _value(out, FLOAT, rank))
    return _number(1, 7) + _bytes(7, graph) + _bytes(8, _number(2, 13))


def written(folder: Path, *, pooled: bool = False) -> tuple[Path, Path]:
    """Write the model and its tokenizer and return their paths."""
    paths = folder / "model.onnx", folder / "tokenizer.json"
    paths[0].write_bytes(model(pooled=pooled))
    paths[1].write_text(tokenizer())
    return paths


def _node(kind: str, inputs: tuple[str, ...], output: str, *attributes: bytes) -> bytes:
    told = b"".join(_bytes(1, name.encode()) for name in inputs)
    told += _bytes(2, output.encode()) + _bytes(4, kind.encode())
    return _bytes(1, told + b"".join(_bytes(5, one) for one in attributes))


def _value(name: str, kind: int, rank: int) -> bytes:
    """Return the description of an input or output whose sizes are all open."""
    shape = b"".join(_bytes(1, _bytes(2, f"{name}{n}".encode())) for n in range(rank))
    tensor = _number(1, kind) + _bytes(2, shape)
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*parts, value))
