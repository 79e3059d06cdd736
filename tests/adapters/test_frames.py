import os

import pytest

from monitor.adapters.frames import A_DAY, MARK, Frames, pieces, prune, touch
from monitor.errors import Unreadable


def written(path, *parts):
    with Frames(path) as frames:
        for part in parts:
            frames.put(part)
    return frames


def test_pieces_come_back_in_order(tmp_path):
    path = tmp_path / "new" / "run"
    assert written(path, b"one", b"", b"two" * 1000).fault is None
    assert list(pieces(path)) == [b"one", b"", b"two" * 1000]


def test_what_ends_with_an_error_leaves_nothing(tmp_path):
    with pytest.raises(TypeError), Frames(tmp_path / "run") as frames:
        frames.put(None)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_costs_the_file_and_not_the_work(tmp_path):
    (tmp_path / "file").write_text("")
    frames = written(tmp_path / "file" / "run", b"one")
    assert "file" in frames.fault


def test_a_disk_that_takes_no_more_costs_the_file_and_not_the_work(tmp_path):
    path = tmp_path / "run"
    (tmp_path / f"run.{os.getpid()}.part").symlink_to("/dev/full")
    frames = written(path, os.urandom(100_000))
    assert "No space left" in frames.fault
    assert not path.exists()


@pytest.mark.parametrize("content", [b"", b"something else", MARK, MARK + b"\0\0\0\x09torn", None])
def test_a_file_that_is_not_whole_is_refused(tmp_path, content):
    path = tmp_path / "run"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Unreadable, match=str(path)):
        list(pieces(path))


def test_a_length_beyond_reason_is_refused(tmp_path):
    path = tmp_path / "run"
    path.write_bytes(MARK + b"\xff\xff\xff\xff")
    with pytest.raises(Unreadable, match="torn"):
        list(pieces(path))


def test_what_was_used_longest_ago_goes_first_and_the_latest_stays(tmp_path):
    (tmp_path / "notes.txt").write_bytes(bytes(1000))
    paths = [tmp_path / f"{name}.steps" for name in ("old", "used", "new")]
    for number, path in enumerate(paths):
        path.write_bytes(bytes(100))
        os.utime(path, (number, number))
    touch(paths[0])
    prune(tmp_path, most=250, keep=paths[2])
    assert sorted(p.name for p in tmp_path.glob("*.steps")) == ["new.steps", "old.steps"]
    prune(tmp_path, most=10, keep=paths[2])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["new.steps", "notes.txt"]
    prune(tmp_path / "nowhere", most=10, keep=paths[2])


def test_what_a_dead_process_left_goes_after_a_day(tmp_path):
    for name, used in (("x.steps.1.part", 0), ("x.steps.2.part", A_DAY), ("x.steps", A_DAY + 10)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (used, used))
    prune(tmp_path, most=250, keep=tmp_path / "x.steps")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.steps", "x.steps.2.part"]


def test_a_file_that_somebody_took_away_costs_the_file_and_not_the_work(tmp_path):
    with Frames(tmp_path / "x.steps") as frames:
        frames.put(b"one")
        (tmp_path / f"x.steps.{os.getpid()}.part").unlink()
    assert "No such file" in frames.fault
