from pathlib import Path

import pytest

from tests.evaluation.training_rows import _group


@pytest.mark.parametrize(
    ("file", "day", "group"),
    [
        ("gold/dev/d1.json", "2026-03-04T10:00:00Z", "2026 week 10"),
        ("x/news/u1.json", "2026-03-08", "2026 week 10"),
        ("x/news/u1.json", "2026-03-09", "2026 week 11"),
        ("x/news/u1.json", "", "u1"),
        ("streams/dev/s01.json", "2026-03-04", "s01"),
        ("x/written/wa.json", "2026-03-04", "wa"),
    ],
)
def test_real_news_of_one_week_stays_together(file, day, group):
    assert _group(Path(file), day) == group
