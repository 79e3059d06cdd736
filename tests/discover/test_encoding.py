import pytest

from monitor.discover.encoding import spoken_for

KOREAN = "<rss><title>여객선 두 척이 항구를 다시 엽니다. 선원들이 기다립니다.</title></rss>"
RUSSIAN = "<rss><title>Порт снова открыт, и паромы ходят как прежде, по расписанию.</title></rss>"
FRENCH = "<rss><title>Le port est rouvert après la grève générale</title></rss>"


def declared(text, name):
    return f'<?xml version="1.0" encoding="{name}"?>{text}'


@pytest.mark.parametrize(
    ("body", "charset", "encoding"),
    [
        (RUSSIAN.encode(), None, "utf-8"),
        (declared(RUSSIAN, "iso-8859-1").encode(), "koi8-r", "utf-8"),
        (declared(RUSSIAN, "windows-1251").encode("windows-1251"), "koi8-r", None),
        (declared(RUSSIAN, "utf-8").encode("windows-1251"), "windows-1251", "windows-1251"),
        (declared(RUSSIAN, "nonsense").encode("windows-1251"), "windows-1251", "windows-1251"),
        (RUSSIAN.encode("windows-1251"), "windows-1251", "windows-1251"),
        (RUSSIAN.encode("utf-16"), "koi8-r", None),
        (RUSSIAN.encode("utf-16-le"), "koi8-r", None),
        ("<rss>あ</rss>".encode("iso2022_jp"), None, None),
        (b"<rss/>", "utf-8", "utf-8"),
        (b"<rss/>", None, None),
        (FRENCH.encode("latin-1"), None, None),
    ],
)
def test_bytes_are_read_by_what_they_are_then_by_feed_then_by_server(body, charset, encoding):
    assert spoken_for(body, charset) == encoding


@pytest.mark.parametrize(
    ("text", "encoding"), [(KOREAN, "euc_kr"), (RUSSIAN, "koi8_r"), (RUSSIAN, "cp1251")]
)
def test_an_encoding_that_nobody_tells_is_told_by_its_bytes(text, encoding):
    body = text.encode(encoding)
    found = spoken_for(body, None)
    assert found is not None
    assert body.decode(found) == text


def test_bytes_that_look_like_nothing_are_left_to_the_parser():
    assert spoken_for(bytes(range(128, 256)) * 40, None) is None
