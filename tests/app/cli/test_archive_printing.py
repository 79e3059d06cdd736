import csv
import io
import json
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.adapters.archive.rows import from_row, to_row
from monitor.app.cli.archive_printing import COLUMNS, kept_record, write_csv, written
from monitor.dedupe.url import canonical
from monitor.extract.record import from_record
from monitor.model.article import Original
from monitor.ports import Archived
from tests.fakes.archive import NOON

WORDS = st.text(st.characters(), max_size=40)
RECORDS = st.fixed_dictionaries(
    {"text": WORDS},
    optional={
        "id": WORDS,
        "url": WORDS | st.just("https://harbour.example.org/news/1?utm_source=x"),
        "outlet": WORDS,
        "family": WORDS,
        "credit": WORDS,
        "authors": st.lists(WORDS, max_size=3),
        "published": st.sampled_from(["2025-12-20", "2025-12-20T09:30:00.5+02:00", None]),
        "updated": st.sampled_from(["2025-12-21T00:00:00Z", "2025-12-21"]),
        "title": WORDS,
        "language": st.sampled_from(["en", "uk-UA", None]),
    },
)


def kept(article):
    """Return the article as the archive gives it back."""
    archived = Archived(article=article, likeness=Original(), page=None, source=None, read_at=NOON)
    row = to_row(archived)
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    columns = ", ".join(f":{name} AS {name}" for name in row)
    try:
        return from_row(connection.execute(f"SELECT {columns}", row).fetchone())
    finally:
        connection.close()


@given(RECORDS)
def test_what_was_archived_and_exported_is_read_as_the_same_article(record):
    article = from_record(record, canonical=canonical)
    exported = json.loads(json.dumps(kept_record(kept(article))))
    assert from_record(exported, canonical=canonical) == article


@given(RECORDS)
def test_no_cell_of_a_table_begins_as_a_formula(tmp_path_factory, record):
    out = tmp_path_factory.mktemp("table") / "all.csv"
    write_csv([kept(from_record(record, canonical=canonical))], out)
    header, row = csv.reader(io.StringIO(out.read_text("utf-8"), newline=""))
    assert tuple(header) == COLUMNS
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


def test_a_file_that_breaks_off_leaves_nothing_behind(tmp_path):
    def broken():
        yield kept(from_record({"text": "A ferry."}, canonical=canonical))
        raise ValueError("the disk")

    with pytest.raises(ValueError, match="the disk"):
        write_csv(broken(), tmp_path / "all.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("size", "expected"),
    [(12, "12 bytes"), (1500, "1.5 kB"), (10**10, "10.0 GB"), (2 * 10**12, "2.0 TB")],
)
def test_sizes_are_written_in_the_largest_unit_that_fits(size, expected):
    assert written(size) == expected
