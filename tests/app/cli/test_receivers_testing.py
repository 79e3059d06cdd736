"""`monitor receivers test`, against real receivers on loopback."""

import pytest

from tests.fakes.calling import call
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.standing import mails, with_receivers

NO_STORE = "redis://127.0.0.1:9/0"


@pytest.fixture
def taken():
    with desk() as receiver:
        yield receiver


@pytest.fixture
def post():
    with mails() as server:
        yield server


@pytest.fixture
def config(tmp_path, taken, post):
    settings = Settings(feeds={"a": "http://127.0.0.1:9/"}, desk=taken.url, redis=NO_STORE)
    mail = (
        "{name: mail, email: {to: [editor@mail.example, night@mail.example], "
        f'from: monitor@mail.example, smtp: "smtp://127.0.0.1:{post.port}", '
        'digest: {at: "07:00"}}}'
    )
    return str(with_receivers(settings.write(tmp_path), mail))


def test_a_webhook_gets_one_marked_sample_and_its_answer_is_told(config, taken):
    called = call("receivers", "--config", config, "test", "desk")

    (sample,) = taken.alerts.values()
    assert (called.code, sum(taken.tried.values())) == (0, 1)
    assert called.out.startswith("desk: accepted after 0.")
    assert called.out.endswith(" s: HTTP 204 No Content\n")
    assert called.err.startswith("sending a test to desk (webhook 127.0.0.1:")
    assert "canary" not in called.out + called.err
    assert sample["summary"].startswith("Test: ")
    assert (sample["kind"], sample["development"]["type"]) == ("new", "aid_pledge")
    assert sample["evidence"][0]["sentence"].endswith("invented to try out a receiver.")


def test_each_test_has_an_id_of_its_own(config, taken):
    ids = [
        call("receivers", "test", "desk", "--json", "--config", config).records[0]["alert"]
        for _ in range(2)
    ]
    assert list(taken.alerts) == ids
    assert len(set(ids)) == 2


def test_what_came_back_is_a_record(config, taken):
    called = call("receivers", "test", "desk", "--json", "--config", config)
    (told,) = called.records
    assert called.err == ""
    assert 0 < told.pop("seconds") < 5
    assert told == {
        "receiver": "desk",
        "alert": next(iter(taken.alerts)),
        "answer": "accepted",
        "detail": "HTTP 204 No Content",
        "lasting": None,
        "gone": None,
        "retry_after": None,
        "reached": None,
        "recipients": [],
    }


@pytest.mark.parametrize(
    ("status", "afterwards"),
    [
        (503, "an alert would be tried again, as often as `retry` of the receiver says"),
        (404, "an alert would be tried 3 times in all, then be dead"),
        (410, "an alert would be dead at once, and the receiver paused"),
    ],
)
def test_a_refusal_ends_with_1_and_says_what_would_become_of_an_alert(
    config, taken, status, afterwards
):
    taken.status = lambda _: (status, False)
    called = call("receivers", "test", "desk", "--config", config)

    assert called.code == 1
    assert called.out.startswith("desk: refused after ")
    assert f": HTTP {status} " in called.out
    assert called.out.endswith(f"\n  {afterwards}\n")
    assert sum(taken.tried.values()) == 1


def test_nobody_who_listens_is_a_refusal(tmp_path):
    settings = Settings(feeds={}, desk="http://127.0.0.1:9/hook", redis=NO_STORE)
    called = call("receivers", "test", "desk", "--json", "--config", str(settings.write(tmp_path)))
    (told,) = called.records
    assert (called.code, told["answer"], told["lasting"]) == (1, "refused", False)
    assert told["detail"] == "the connection was refused or failed"


def test_no_store_is_started_for_a_test(tmp_path, taken):
    config = Settings(feeds={"a": "http://127.0.0.1:9/"}, desk=taken.url).write(tmp_path)
    assert call("receivers", "test", "desk", "--config", str(config)).code == 0
    assert not (tmp_path / "state").exists()


def test_a_mail_is_sent_at_once_though_the_receiver_has_a_digest(config, post):
    called = call("receivers", "test", "mail", "--config", config)

    assert called.code == 0
    lines = called.out.splitlines()
    assert lines[0].startswith("mail: accepted after ")
    assert lines[1:] == [
        "  accepted  editor@mail.example",
        "  accepted  night@mail.example",
    ]
    recipients = sorted(address for one in post.handed for address in one.recipients)
    assert recipients == ["editor@mail.example", "night@mail.example"]
    assert {one.parsed["Subject"] for one in post.handed} == {
        "Test: Harbour Isles → Lake Province: aid"
    }


def test_a_mail_that_is_refused_for_one_recipient_is_no_success(config, post):
    post.says["night@mail.example"] = "550 no such desk"
    called = call("receivers", "test", "mail", "--config", config)
    (told,) = call("receivers", "test", "mail", "--json", "--config", config).records

    assert called.code == 1
    assert called.out.startswith("mail: partly accepted after ")
    assert "550 no such desk" in called.out
    assert "  refused   night@mail.example\n" in called.out
    assert told["recipients"] == [
        {"address": "editor@mail.example", "accepted": True},
        {"address": "night@mail.example", "accepted": False},
    ]
    assert told["reached"] == ["editor@mail.example"]


def test_a_mail_that_is_refused_for_all_is_refused_for_each(config, post):
    post.says["MAIL"] = "451 later"
    (told,) = call("receivers", "test", "mail", "--json", "--config", config).records
    assert [one["accepted"] for one in told["recipients"]] == [False, False]
    assert (told["answer"], told["lasting"]) == ("refused", False)


def test_who_is_not_configured_cannot_be_tried(config):
    called = call("receivers", "test", "mial", "--config", config)
    assert called.code == 2
    assert 'there is no receiver "mial"; did you mean "mail"?' in called.err
