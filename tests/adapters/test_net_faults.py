import httpx
import pytest

from monitor.adapters.net import AddressRefused
from monitor.adapters.net_faults import words


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (AddressRefused("a.example is at 10.0.0.1"), "a.example is at 10.0.0.1"),
        (httpx.ConnectError("All connection attempts failed"), "no connection"),
        (httpx.ReadTimeout(""), "no answer in time"),
        (
            httpx.ConnectError("[SSL: CERTIFICATE_VERIFY_FAILED] it has expired (_ssl.c:1007)"),
            "no connection: it has expired",
        ),
        (httpx.LocalProtocolError("Illegal header value b'secret'"), "the request cannot be sent"),
        (
            httpx.RemoteProtocolError("illegal header line: bytearray(b'X: secret')"),
            "the answer is no HTTP: illegal header line",
        ),
        (OSError("[Errno 5] Input/output error"), "Input/output error"),
        (ValueError(), "the exchange failed"),
    ],
)
def test_an_error_is_told_in_words_without_names_of_classes_and_numbers(error, told):
    assert words(error) == told
