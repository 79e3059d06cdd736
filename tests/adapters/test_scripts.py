from importlib.resources import files

import pytest

from monitor.adapters import (
    announcements,
    delivery_scripts,
    labels,
    poll_scripts,
    scripts,
    silences,
    withdrawals,
)
from monitor.adapters.store import Script

MODULES = (
    announcements,
    delivery_scripts,
    labels,
    scripts,
    poll_scripts,
    silences,
    withdrawals,
)
DECLARED = {n: v for module in MODULES for n, v in vars(module).items() if isinstance(v, Script)}


@pytest.mark.parametrize("name", DECLARED)
def test_every_script_says_what_it_is_to_the_server(name):
    assert DECLARED[name].text.startswith("#!lua")


@pytest.mark.parametrize("name", DECLARED)
async def test_every_script_is_understood_by_the_server(name, store):
    assert await store.ask("SCRIPT", "LOAD", DECLARED[name].text) == DECLARED[name].sha.encode()


def test_every_file_is_declared():
    texts = [script.text for script in DECLARED.values()]
    for file in (files("monitor.adapters") / "lua").iterdir():
        assert any(file.read_text(encoding="utf-8") in text for text in texts), file.name


async def test_a_script_that_the_server_forgot_is_sent_again(store):
    assert await poll_scripts.claim(store, limit=1, lease=1, longest=1) == []
    await store.ask("SCRIPT", "FLUSH")
    assert await poll_scripts.claim(store, limit=1, lease=1, longest=1) == []
