import pytest

from monitor.app.cli.base import reader
from tests.fakes.calling import call
from tests.fakes.daemon import Settings


def test_a_right_configuration_is_told_in_a_sentence(config):
    called = call("check", "--config", str(config))

    assert called.code == 0
    assert called.out.startswith(f"{config}: right. 1 source, 62 actors, watchlists: aid; ")
    assert "receivers: none" in called.out
    where = f"{config}/watchlists/aid.yaml:5:9"
    assert f'{where}: warning: the watchlist "aid" notifies nobody' in called.err


def test_a_fault_is_shown_at_its_line_and_column(config):
    (config / "sources.yaml").write_text("sources:\n  - {id: a, feeed: http://x.example/f}\n")
    called = call("check", "--config", str(config))

    assert called.code == 78
    assert called.err.startswith(f"{config}/sources.yaml:2:")
    assert "feed" in called.err


def test_a_fault_below_the_current_folder_is_named_from_there(config, monkeypatch):
    monkeypatch.chdir(config.parent)
    (config / "sources.yaml").write_text("sources:\n  - {id: a, feeed: http://x.example/f}\n")
    assert call("check").err.startswith("config/sources.yaml:2:")


def test_faults_come_as_records_too(config):
    (config / "sources.yaml").write_text("sources:\n  - {id: a, feeed: http://x.example/f}\n")
    called = call("check", "--config", str(config), "--json")

    assert called.code == 78
    assert called.records[1] == {
        "file": f"{config}/sources.yaml",
        "line": 2,
        "column": 13,
        "message": "sources[0].feeed: unknown key",
        "suggestion": "feed",
        "severity": "error",
        "end_column": 18,
        "source": "  - {id: a, feeed: http://x.example/f}",
        "hint": None,
        "consequence": "it would be passed over, and feed stay unset",
    }


def test_a_fault_outside_of_files_keeps_its_name(config, monkeypatch):
    monkeypatch.setenv("MONITOR_REDDIS", "embedded")
    (fault,) = call("check", "--config", str(config), "--json").records
    assert (fault["file"], fault["line"]) == ("MONITOR_REDDIS", None)


def test_a_fault_in_the_users_lexicon_is_named_by_its_path(config):
    path = config / "lexicon" / "en" / "meeting.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("type: [")
    called = call("check", "--config", str(config))
    assert called.code == 78
    assert called.err.startswith(f"{path}:1:")


def test_a_folder_without_sources_actors_or_watchlists_is_doubted(tmp_path):
    (tmp_path / "monitor.yaml").write_text("version: 1\n")
    called = call("check", "--config", str(tmp_path))
    assert called.code == 0
    assert f"{tmp_path}: warning: there are no sources" in called.err
    assert f"{tmp_path}: warning: there are no actors" in called.err
    assert f"{tmp_path}: warning: there are no watchlists\n  = then: nothing is told" in called.err
    assert "enabled" not in called.err


def test_a_folder_of_which_no_source_is_asked_is_doubted(config):
    path = config / "sources.yaml"
    path.write_text("sources: [{id: a, feed: https://a.example/rss, outlet: A, enabled: false}]\n")
    called = call("check", "--config", str(config))
    assert called.code == 0
    assert "warning: no source is enabled\n  = then: nothing is asked" in called.err


def test_a_watchlist_may_name_a_type_of_the_folder_s_own(config):
    path = config / "watchlists" / "aid.yaml"
    path.write_text(path.read_text().replace("[aid_pledge]", "[aid_pledge, strike]"))
    assert call("check", "--config", str(config)).code == 78
    (config / "lexicon").mkdir()
    (config / "lexicon" / "strike.yaml").write_text("type: strike\nstatuses: [held]\n")
    assert call("check", "--config", str(config)).code == 0


def test_a_fault_of_a_type_is_shown_at_its_line_and_column(config):
    path = config / "lexicon" / "strike.yaml"
    path.parent.mkdir()
    path.write_text("type: strike\nstatuses: [held]\nstatus:\n  done: gone\n")
    called = call("check", "--config", str(config))
    assert called.code == 78
    assert called.err.startswith(f"{path}:4:9: error: status.done: 'gone' is no status of the type")


def test_the_facts_come_as_a_record(config):
    (facts,) = call("check", "--config", str(config), "--json").records

    assert (facts["sources"], facts["enabled"], facts["actors"]) == (1, 1, 62)
    assert (facts["watchlists"], facts["receivers"]) == (["aid"], [])
    assert facts["warnings"]


def test_online_shows_what_each_source_lists_and_fails_where_one_cannot_be_read(tmp_path, news):
    news.other["/empty/feed"] = (200, "application/rss+xml", b"<rss><channel/></rss>")
    news.other["/odd/feed"] = (200, "application/rss+xml", b"\x00\x01 no feed at all")
    undated = (
        "<rss><channel><item><title>A</title><link>http://a.example/</link></item></channel></rss>"
    )
    news.other["/undated/feed"] = (200, "application/rss+xml", undated.encode())
    names = ("harbour", "undated", "empty", "odd", "absent")
    settings = Settings(feeds={name: news.feed(name) for name in names})
    called = call("check", "--config", str(settings.write(tmp_path)), "--online")

    told = dict(line.split(": ", 1) for line in called.out.splitlines()[1:])
    assert told["harbour"].startswith("2 entries, newest 20")
    assert told["undated"].startswith("1 entry, no dates, feed, robots.txt allowed, ")
    assert "it lists nothing" in told["empty"]
    assert told["odd"].startswith(("unreadable: ", "it lists nothing"))
    assert told["absent"].startswith("not_found")
    assert called.code == 1


def test_online_is_content_where_all_can_be_read(reading):
    called = call("check", "--config", str(reading), "--online", "--json")

    assert called.code == 0
    _, sample = called.records
    assert (sample["source"], sample["entries"], sample["problem"]) == ("harbour", 2, None)
    assert (sample["kind"], sample["robots"]) == ("feed", "allowed")
    assert sample["age"] > 0
    assert 0 < sample["seconds"] < 5


def test_online_is_a_table_for_a_reader_in_the_order_of_the_file(tmp_path, news):
    settings = Settings(feeds={name: news.feed(name) for name in ("harbour", "absent")})
    called = call("check", "--config", str(settings.write(tmp_path)), "--online", terminal=True)

    title, header, *rows = called.out.splitlines()[1:]
    assert "1 of 2 sources can be read" in title
    assert [word in header for word in ("entries", "newest", "robots", "time")] == [True] * 4
    assert ["harbour" in rows[0], "hours" in rows[0] or "minutes" in rows[0]] == [True, True]
    assert ["absent" in rows[1], "not_found" in "".join(rows[1:])] == [True, True]
    assert called.code == 1


def test_faults_are_coloured_for_a_reader_only(config, monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    (config / "sources.yaml").write_text("sources:\n  - {id: a, feeed: http://x.example/f}\n")
    assert "\x1b[" in call("check", "--config", str(config), watched=True).err
    assert "\x1b[" not in call("check", "--config", str(config)).err


def test_other_commands_show_a_fault_on_its_line_too(config):
    (config / "sources.yaml").write_text("sources:\n  - {id: a, feeed: http://x.example/f}\n")
    called = call("once", "--config", str(config))
    assert called.code == 78
    assert "\n2 |   - {id: a, feeed: http://x.example/f}\n  |             ^^^^^\n" in called.err
    assert '  = help: did you mean "feed"?' in called.err


def test_a_source_in_a_language_without_a_lexicon_is_doubted(config):
    with (config / "sources.yaml").open("a") as sources:
        sources.write("  - {id: quai, feed: http://127.0.0.1:9/q, outlet: Q, language: fr}\n")
    called = call("check", "--config", str(config))
    told = "there is no lexicon for the language 'fr': story-level only, nothing is detected"
    assert f"source quai: warning: {told}" in called.err
    assert "detected in: de, en, uk, story-level in other languages" in called.out
    assert called.code == 0


def test_a_fault_in_words_of_another_language_is_named_by_its_path(config):
    path = config / "lexicon" / "de" / "meeting.yaml"
    path.parent.mkdir(parents=True)
    path.write_text("type: meeting\nnouns: 3\n")
    called = call("check", "--config", str(config))
    assert called.code == 78
    assert called.err.startswith(f"{path}:2:8: error: nouns: fields are needed here")


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
def test_an_address_that_apprise_does_not_know_is_told_by_its_number(config):
    (config / "chat.urls").write_text("json://a.example\nunheard-of://canary-token\n")
    (config / "monitor.yaml").write_text(
        "receivers: [{name: chat, apprise: {urls_file: chat.urls}}]\n"
    )
    called = call("check", "--config", str(config))
    assert called.code == 0
    assert "receiver chat: warning: apprise does not know address 2\n" in called.err
    assert "address 1" not in called.err
    assert "canary" not in called.out + called.err


def test_sources_in_languages_without_a_lexicon_are_doubted_together(config):
    with (config / "sources.yaml").open("a") as sources:
        sources.write("  - {id: quai, feed: http://127.0.0.1:9/q, outlet: Q, language: fr}\n")
        sources.write("  - {id: porto, feed: http://127.0.0.1:9/p, outlet: P, language: pt-BR}\n")
    called = call("check", "--config", str(config))
    assert "sources quai (fr), porto (pt-BR): warning: there is no lexicon" in called.err


def test_actors_of_ones_own_that_no_watchlist_asks_for_are_doubted_those_shipped_are_not(config):
    with (config / "actors.yaml").open("a") as actors:
        actors.write("  - {id: norland, name: Norland, kind: state}\n")
    called = call("check", "--config", str(config))
    assert f"{config}/actors.yaml: warning: no watchlist asks for norland\n" in called.err


def test_faults_of_rule_tests_are_warnings_at_their_line(config):
    (config / "tests").mkdir()
    file = config / "tests" / "desk.test.yaml"
    (config / "tests" / "calm.yaml").write_text("cases: []\n")
    case = "cases:\n  - {name: calm, watchlist: [%s], articles: [The sea is calm.], alerts: none}\n"
    file.write_text(case % "ait, storms")
    shown = call("check", "--config", str(config))
    assert shown.code == 0
    assert f'{file}:2:30: warning: cases[0].watchlist: there is no watchlist "ait"' in shown.err
    assert 'help: did you mean "aid"?' in shown.err
    assert "help: there are aid" in shown.err
    assert "then: `monitor test` runs none of the folder's tests" in shown.err
    assert f"{config}/tests/calm.yaml: warning: not read, for its name" in shown.err

    watchlist = str(config / "watchlists" / "aid.yaml")
    other = call("check", "--config", str(config), "--watchlist", watchlist)
    assert "storms" not in other.err
    file.write_text("cases: [\n")
    assert f"{file}:" in call("check", "--config", str(config)).err
    file.write_text(case % "aid")
    assert str(file) not in call("check", "--config", str(config)).err


def test_a_daemon_that_reads_its_folder_again_is_not_stopped_by_rule_tests(config):
    reads = reader(config)
    before = reads.read()
    (config / "tests").mkdir()
    (config / "tests" / "desk.test.yaml").write_text("cases: [")
    assert not any(reads.has_changed() for _ in range(3))
    assert reads.read() == before
