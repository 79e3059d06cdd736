import pytest

from monitor.app.config.shapes_monitor import MonitorShape
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.app.config.unknown_keys import unknown_key

WHERE = ("where", "any", 0)


@pytest.mark.parametrize(
    ("shape", "path", "suggestion", "hint"),
    [
        (WatchlistShape, ("languge",), "language", "language belongs under where"),
        (WatchlistShape, ("severty",), "severity", None),
        (WatchlistShape, ("recievers",), "receivers", "receivers stand in monitor.yaml"),
        (
            WatchlistShape,
            (*WHERE, "keywrods"),
            "keywords",
            "keywords belongs at the left edge; here it is called phrase",
        ),
        (WatchlistShape, ("zzz",), None, None),
        (MonitorShape, ("smpt",), "smtp", "smtp belongs under mail or under receivers[].email"),
        (MonitorShape, ("colour",), None, None),
    ],
)
def test_a_misspelt_key_is_known_where_it_belongs(shape, path, suggestion, hint):
    found = unknown_key(path, shape)
    assert (found.suggestion, found.hint) == (suggestion, hint)
    assert found.message.startswith("unknown key")


@pytest.mark.parametrize("word", ["status", "phrase"])
def test_a_key_that_is_right_elsewhere_is_not_called_misspelt(word):
    found = unknown_key((word,), WatchlistShape)
    assert (found.message, found.suggestion) == ("unknown key here", None)
    assert found.hint == f"{word} belongs under where"
