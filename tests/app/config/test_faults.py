import sys
from pathlib import Path

import pytest

from monitor.adapters.apprise import MISSING
from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors

TYPES = ("aid_pledge", "meeting", "agreement", "sanction")

ACTORS = """\
actors:
  - {id: arcadia, name: Arcadia, kind: state}
  - {id: jane-doe, name: Jane Doe, kind: person, of: arcadia}
"""


def written(folder: Path, **files: str) -> Path:
    (folder / "watchlists").mkdir(parents=True, exist_ok=True)
    (folder / "actors.yaml").write_text(ACTORS, encoding="utf-8")
    names = {"watchlist": "watchlists/desk.yaml"}
    for name, text in files.items():
        path = folder / names.get(name, f"{name}.yaml")
        path.write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(ConfigErrors) as caught:
        load(folder, types=TYPES, environment={"HOME": "/nowhere"})
    return str(caught.value).splitlines()


DESK = "receivers: [{name: desk, webhook: {url: 'https://desk.example/'}}]\n"
RECEIVER = "receivers:\n  - {name: a, webhook: {url: 'https://a.example/', secret: c2VjcmV0},"
MAIL = "receivers:\n  - {name: a, email: {to: [a@b.example]"

CASES = {
    "misspelt_key": (
        "watchlist",
        "name: desk\ndevelopmnts: all\n",
        'watchlists/desk.yaml:2:1: developmnts: unknown key; did you mean "developments"?',
    ),
    "key_like_no_other": (
        "watchlist",
        "name: desk\nactors: {zzz: 1}\n",
        "watchlists/desk.yaml:2:10: actors.zzz: unknown key; known here: any, all, none",
    ),
    "misspelt_key_in_a_list": (
        "sources",
        "sources:\n  - id: one\n    feeed: https://one.example/rss\n    outlet: One\n",
        'sources.yaml:3:5: sources[0].feeed: unknown key; did you mean "feed"?',
    ),
    "key_twice": (
        "watchlist",
        "name: desk\non: [new]\nname: other\n",
        'watchlists/desk.yaml:3:1: "name" stands twice, first at 1:1',
    ),
    "name_missing": (
        "watchlist",
        "severity: high\n",
        "watchlists/desk.yaml:1:1: name: this key is missing",
    ),
    "name_is_a_number": (
        "watchlist",
        "name: 2024\n",
        "watchlists/desk.yaml:1:7: name: found a number, expected text (put it in quotes)",
    ),
    "name_with_a_blank": (
        "watchlist",
        "name: my desk\n",
        (
            'watchlists/desk.yaml:1:7: name: found "my desk", '
            "expected a name of letters, digits and . _ -, up to 64 characters"
        ),
    ),
    "unknown_severity": (
        "watchlist",
        "name: desk\nseverity: hihg\n",
        (
            'watchlists/desk.yaml:2:11: severity: found "hihg", '
            'expected one of low, normal, high, critical; did you mean "high"?'
        ),
    ),
    "unknown_kind_of_alert": (
        "watchlist",
        "name: desk\non: [new, updates]\n",
        (
            'watchlists/desk.yaml:2:11: on[1]: found "updates", expected one of '
            'new, update, confirmed, contested, overdue, source; did you mean "update"?'
        ),
    ),
    "unknown_type": (
        "watchlist",
        "name: desk\ndevelopments: [meeting, aid_plege]\n",
        (
            "watchlists/desk.yaml:2:25: developments: there is no development type "
            '"aid_plege"; did you mean "aid_pledge"?'
        ),
    ),
    "types_as_a_word": (
        "watchlist",
        "name: desk\ndevelopments: al\n",
        (
            'watchlists/desk.yaml:2:15: developments: found "al", '
            'expected a list of development types, or all; did you mean "all"?'
        ),
    ),
    "type_twice": (
        "watchlist",
        "name: desk\ndevelopments: [meeting, meeting]\n",
        'watchlists/desk.yaml:2:25: "meeting" stands twice, first at 2:16',
    ),
    "unknown_actor": (
        "watchlist",
        "name: desk\nactors:\n  any:\n    - arkadia\n",
        (
            'watchlists/desk.yaml:4:7: actors.any: there is no actor "arkadia"; '
            'did you mean "arcadia"?'
        ),
    ),
    "unknown_receiver": (
        "watchlist",
        "name: desk\nnotify: [dask]\n",
        'watchlists/desk.yaml:2:10: notify: there is no receiver "dask"',
    ),
    "unknown_currency": (
        "watchlist",
        "name: desk\nmin_amount: 10M EUX\n",
        (
            'watchlists/desk.yaml:2:13: min_amount: found "10M EUX", '
            "expected a currency of ISO 4217 such as EUR or USD"
        ),
    ),
    "sum_without_currency": (
        "watchlist",
        "name: desk\nmin_amount: 10000000\n",
        (
            'watchlists/desk.yaml:2:13: min_amount: found "10000000", '
            "expected a sum such as 10M EUR, 2.5bn USD, 500k GBP or 90000000 EUR"
        ),
    ),
    "no_origins": (
        "watchlist",
        "name: desk\nmin_origins: 0\n",
        'watchlists/desk.yaml:2:14: min_origins: found "0", expected a number of at least 1',
    ),
    "list_instead_of_mapping": (
        "watchlist",
        "- name: desk\n",
        "watchlists/desk.yaml:1:1: found a list, expected a mapping (key: value)",
    ),
    "text_instead_of_list": (
        "watchlist",
        "name: desk\nkeywords: {any: peace}\n",
        "watchlists/desk.yaml:2:17: keywords.any: found text, expected a list",
    ),
    "words_instead_of_truth": (
        "monitor",
        "defaults: {respect_robots: yes}\n",
        (
            "monitor.yaml:1:28: defaults.respect_robots: found text, expected true or false; "
            'did you mean "true"?'
        ),
    ),
    "bad_duration": (
        "monitor",
        "defaults:\n  every: 10 min\n",
        (
            'monitor.yaml:2:10: defaults.every: found "10 min", '
            'expected a duration such as 30s, 5m, 3h or 2d; did you mean "10m"?'
        ),
    ),
    "no_duration": (
        "monitor",
        "retention: {articles: 0d}\n",
        (
            'monitor.yaml:1:23: retention.articles: found "0d", '
            "expected a duration longer than nothing"
        ),
    ),
    "bad_size": (
        "monitor",
        "retention: {archive_size: 10 gigabytes}\n",
        (
            'monitor.yaml:1:27: retention.archive_size: found "10 gigabytes", '
            'expected a size of at least 1MB such as 500MB, 10GB or 2TB; did you mean "10GB"?'
        ),
    ),
    "too_small_a_size": (
        "monitor",
        "retention: {archive_size: 0.5MB}\n",
        (
            'monitor.yaml:1:27: retention.archive_size: found "0.5MB", '
            "expected a size of at least 1MB such as 500MB, 10GB or 2TB"
        ),
    ),
    "bad_network": (
        "monitor",
        "network: {allow: [127.0.0.1/8]}\n",
        (
            'monitor.yaml:1:19: network.allow[0]: found "127.0.0.1/8", '
            'expected a network such as 127.0.0.0/8 (no host bits set); did you mean "127.0.0.0/8"?'
        ),
    ),
    "network_is_a_number": (
        "monitor",
        "network: {allow: [127]}\n",
        'monitor.yaml:1:19: network.allow[0]: found "127", expected a network such as 127.0.0.0/8',
    ),
    "no_ca_file": (
        "monitor",
        "network: {ca_file: missing.pem}\n",
        "monitor.yaml:1:20: ca_file: there is no such file",
    ),
    "bad_address": (
        "monitor",
        "web: {listen: 8765}\n",
        'monitor.yaml:1:15: web.listen: found "8765", expected host:port such as 127.0.0.1:8765',
    ),
    "port_too_high": (
        "monitor",
        'web: {listen: "[::1]:70000"}\n',
        (
            'monitor.yaml:1:15: web.listen: found "[::1]:70000", '
            "expected host:port such as 127.0.0.1:8765"
        ),
    ),
    "bad_redis": (
        "monitor",
        "redis: http://store.example\n",
        (
            "monitor.yaml:1:8: redis: found something else, "
            "expected embedded, or a URL of redis, rediss or unix"
        ),
    ),
    "near_embedded": (
        "monitor",
        "redis: embeded\n",
        (
            "monitor.yaml:1:8: redis: found something else, "
            'expected embedded, or a URL of redis, rediss or unix; did you mean "embedded"?'
        ),
    ),
    "sentinel": (
        "monitor",
        "redis: redis+sentinel://a.example:26379,b.example:26379/service\n",
        ("monitor.yaml:1:8: redis: this version does not connect to Sentinel or Cluster yet"),
    ),
    "cluster": (
        "monitor",
        "redis: redis+cluster://a:1,b:2\n",
        ("monitor.yaml:1:8: redis: this version does not connect to Sentinel or Cluster yet"),
    ),
    "redis_twice": (
        "monitor",
        "redis: embedded\nredis_file: redis.url\n",
        "monitor.yaml:1:1: give only one of redis and redis_file",
    ),
    "unknown_version": (
        "monitor",
        "version: 2\n",
        'monitor.yaml:1:10: version: found "2", expected a number of at most 1',
    ),
    "contact_is_no_address": (
        "monitor",
        "contact: me\n",
        'monitor.yaml:1:10: contact: found "me", expected a mail address or the URL of a page',
    ),
    "line_break_in_a_path": (
        "monitor",
        'state_dir: "a\\nb"\n',
        (
            'monitor.yaml:1:12: state_dir: found "a\\nb", '
            "expected text without line breaks and control characters"
        ),
    ),
    "unknown_zone": (
        "monitor",
        RECEIVER + " timezone: Europe/Kiyv}\n",
        (
            'monitor.yaml:2:81: receivers[0].timezone: found "Europe/Kiyv", '
            'expected a time zone such as Europe/Kyiv; did you mean "Europe/Kyiv"?'
        ),
    ),
    "empty_interval": (
        "monitor",
        'time_intervals:\n  night: {from: "22:00", to: "22:00"}\n',
        (
            "monitor.yaml:2:10: time_intervals.night: "
            "from and to are the same time: the window would be empty, or endless"
        ),
    ),
    "interval_with_a_bad_name": (
        "monitor",
        'time_intervals:\n  my night: {from: "22:00", to: "23:00"}\n',
        (
            'monitor.yaml:2:3: time_intervals.my night: found "my night", '
            "expected a name of letters, digits and . _ -, up to 64 characters"
        ),
    ),
    "no_time_of_day": (
        "monitor",
        'time_intervals:\n  night: {from: "24:00", to: "23:00"}\n',
        (
            'monitor.yaml:2:17: time_intervals.night.from: found "24:00", '
            'expected a time of day such as "07:30"'
        ),
    ),
    "unknown_quiet": (
        "monitor",
        'time_intervals: {nights: {from: "22:00", to: "23:00"}}\n' + RECEIVER + " quiet: night}\n",
        'monitor.yaml:3:78: quiet: there is no time interval "night"; did you mean "nights"?',
    ),
    "unknown_when_dead": (
        "monitor",
        RECEIVER + " when_dead: b}\n",
        'monitor.yaml:2:82: when_dead: there is no receiver "b"',
    ),
    "when_dead_is_itself": (
        "monitor",
        RECEIVER + " when_dead: a}\n",
        "monitor.yaml:2:82: when_dead: a receiver names itself",
    ),
    "receiver_twice": (
        "monitor",
        RECEIVER + "}\n  - {name: a, apprise: {urls: [x]}}\n",
        'monitor.yaml:3:12: the name "a" stands twice, first at 2:12',
    ),
    "receiver_without_a_way": (
        "monitor",
        "receivers: [{name: a}]\n",
        "monitor.yaml:1:13: receivers[0]: give exactly one of webhook, email and apprise",
    ),
    "receiver_with_two_ways": (
        "monitor",
        RECEIVER + " apprise: {urls: [x]}}\n",
        "monitor.yaml:2:5: receivers[0]: give exactly one of webhook, email and apprise",
    ),
    "unknown_format": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'https://a.example/', format: slak}}]\n",
        (
            'monitor.yaml:1:68: receivers[0].webhook.format: found "slak", expected one of '
            'standard, cloudevents, slack, alertmanager; did you mean "slack"?'
        ),
    ),
    "webhook_to_a_file": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'file:///a'}}]\n",
        (
            "monitor.yaml:1:38: receivers[0].webhook.url: found something else, "
            "expected a URL that starts with https:// or http://"
        ),
    ),
    "two_kinds_of_secret": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'https://a/', secret: YQ==, secrets: [YQ==]}}]\n",
        "monitor.yaml:1:32: receivers[0].webhook: give only one of secret, secret_file and secrets",
    ),
    "secret_that_cannot_sign": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'https://a/', secret: 'whsec_no!'}}]\n",
        "monitor.yaml:1:60: secret: a signing secret is whsec_ and base64 after it",
    ),
    "second_secret_that_cannot_sign": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'https://a/', secrets: [YQ==, '?']}}]\n",
        "monitor.yaml:1:68: secrets: a signing secret is whsec_ and base64 after it",
    ),
    "secret_file_missing": (
        "monitor",
        "receivers: [{name: a, webhook: {url: 'https://a/', secret_file: a.key}}]\n",
        "monitor.yaml:1:65: secret_file: a.key cannot be read: No such file or directory",
    ),
    "two_passwords": (
        "monitor",
        "mail: {password: a, password_file: b}\n",
        "monitor.yaml:1:7: mail: give only one of password and password_file",
    ),
    "two_passwords_of_a_receiver": (
        "monitor",
        MAIL + ", password: a, password_file: b}}\n",
        "monitor.yaml:2:22: receivers[0].email: give only one of password and password_file",
    ),
    "two_tokens": (
        "monitor",
        "web: {token: a, token_file: b}\n",
        "monitor.yaml:1:6: web: give only one of token and token_file",
    ),
    "heartbeat_without_address": (
        "monitor",
        "heartbeat: {every: 30s}\n",
        "monitor.yaml:1:12: heartbeat: give exactly one of url and url_file",
    ),
    "mail_without_server": (
        "monitor",
        MAIL + "}}\nmail: {from: a@b.example}\n",
        'monitor.yaml:2:22: an email receiver needs "smtp", here or under mail',
    ),
    "mail_without_sender": (
        "monitor",
        MAIL + "}}\nmail: {smtp: 'smtp://mail.example:25'}\n",
        'monitor.yaml:2:22: an email receiver needs "from", here or under mail',
    ),
    "mail_to_nobody": (
        "monitor",
        "receivers: [{name: a, email: {to: []}}]\n",
        "monitor.yaml:1:35: receivers[0].email.to: found a list, expected a list of at least 1",
    ),
    "mail_to_no_address": (
        "monitor",
        "receivers: [{name: a, email: {to: [desk]}}]\n",
        (
            'monitor.yaml:1:36: receivers[0].email.to[0]: found "desk", '
            "expected a mail address such as desk@example.org"
        ),
    ),
    "sender_with_a_line_break": (
        "monitor",
        'mail: {from: "a@b.example\\nBcc: c@d.example"}\n',
        (
            'monitor.yaml:1:14: mail.from: found "a@b.example\\nBcc: c@d.example", '
            "expected a mail address such as desk@example.org or Desk <desk@example.org>"
        ),
    ),
    "password_in_the_address": (
        "monitor",
        "mail: {smtp: 'smtp://me:hush@mail.example:25'}\n",
        (
            "monitor.yaml:1:14: mail.smtp: "
            "the password must not stand in the address: give password_file"
        ),
    ),
    "smtp_is_no_server": (
        "monitor",
        "mail: {smtp: mail.example}\n",
        (
            "monitor.yaml:1:14: mail.smtp: found something else, "
            "expected smtp://host:port (or user@host:port), smtp+starttls://… or smtps://…"
        ),
    ),
    "smtp_with_a_path": (
        "monitor",
        "mail: {smtp: 'smtps://mail.example/inbox'}\n",
        (
            "monitor.yaml:1:14: mail.smtp: found something else, "
            "expected smtp://host:port (or user@host:port), smtp+starttls://… or smtps://…"
        ),
    ),
    "apprise_without_urls": (
        "monitor",
        "receivers: [{name: a, apprise: {}}]\n",
        "monitor.yaml:1:32: receivers[0].apprise: give exactly one of urls and urls_file",
    ),
    "retry_for_ever": (
        "monitor",
        RECEIVER + f" retry: [{', '.join(['1s'] * 101)}]}}\n",
        "monitor.yaml:2:78: receivers[0].retry: found a list, expected a list of at most 100",
    ),
    "two_places_of_a_source": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', sitemap: 'https://a/'}]\n",
        (
            "sources.yaml:1:11: sources[0]: give exactly one of feed, sitemap, listing, page, api, "
            "mailbox, telegram and archive"
        ),
    ),
    "link_without_listing": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', link: a}]\n",
        'sources.yaml:1:50: sources[0]: only a listing and a mailbox have "link"',
    ),
    "select_without_page": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', select: a}]\n",
        'sources.yaml:1:50: sources[0]: only a page has "select"',
    ),
    "api_without_fields": (
        "sources",
        "sources: [{id: a, outlet: A, api: 'https://a/'}]\n",
        'sources.yaml:1:11: sources[0]: an api needs "fields", and only an api has them',
    ),
    "fields_that_give_no_article": (
        "sources",
        "sources: [{id: a, outlet: A, api: 'https://a/', fields: {title: t}}]\n",
        (
            "sources.yaml:1:57: sources[0].fields: "
            "give url or text: where an item's article is to be read"
        ),
    ),
    "expression_that_is_broken": (
        "sources",
        "sources: [{id: a, outlet: A, api: 'https://a/', fields: {url: 'data['}}]\n",
        "sources.yaml:1:63: url: no JMESPath expression: Incomplete expression",
    ),
    "mailbox_with_its_password": (
        "sources",
        "sources: [{id: a, outlet: A, mailbox: 'imaps://me:hush@mail.example'}]\n",
        (
            "sources.yaml:1:39: sources[0].mailbox: "
            "the password must not stand in the address: give password_file"
        ),
    ),
    "mailbox_of_nobody": (
        "sources",
        "sources: [{id: a, outlet: A, mailbox: 'imaps://mail.example'}]\n",
        (
            "sources.yaml:1:39: sources[0].mailbox: found something else, "
            "expected imaps://user@host[:port][/folder], or imap:// for STARTTLS"
        ),
    ),
    "password_of_a_feed": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', password: b}]\n",
        (
            'sources.yaml:1:11: sources[0]: only a mailbox has "password_file": '
            "give basic or token_file"
        ),
    ),
    "channel_that_cannot_be": (
        "sources",
        "sources: [{id: a, outlet: A, telegram: 'https://t.me/+hidden'}]\n",
        (
            'sources.yaml:1:40: sources[0].telegram: found "https://t.me/+hidden", expected '
            "a public channel such as example, @example or https://t.me/s/example"
        ),
    ),
    "archive_that_is_not_there": (
        "sources",
        "sources: [{id: a, outlet: A, archive: nowhere}]\n",
        "sources.yaml:1:39: archive: there is no such file or folder: nowhere",
    ),
    "header_that_is_ours": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', headers: {Host: b}}]\n",
        (
            "sources.yaml:1:60: sources[0].headers.Host: the header Host cannot be set: "
            "how a request is framed, packed and sent is not left to a source"
        ),
    ),
    "header_of_two_lines": (
        "sources",
        'sources: [{id: a, outlet: A, feed: "https://a/", headers: {X-A: "b\\nc"}}]\n',
        (
            "sources.yaml:1:65: sources[0].headers.X-A: found something else, "
            "expected a header's value: one line of plain letters"
        ),
    ),
    "headers_of_a_mailbox": (
        "sources",
        "sources: [{id: a, outlet: A, mailbox: 'imaps://m@a', headers: {X: b}}]\n",
        (
            "sources.yaml:1:11: sources[0]: "
            "a source of the kind mailbox has no headers, cookies or logins"
        ),
    ),
    "two_logins": (
        "sources",
        (
            "sources: [{id: a, outlet: A, feed: 'https://a/', token: t,"
            " basic: {user: u, password: p}}]\n"
        ),
        (
            "sources.yaml:1:11: sources[0]: "
            "give only one of basic, token_file and an Authorization header"
        ),
    ),
    "cookies_twice": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', cookies: a=b, headers: {Cookie: c}}]\n",
        "sources.yaml:1:11: sources[0]: give only one of cookies_file and a Cookie header",
    ),
    "header_twice": (
        "sources",
        (
            "sources: [{id: a, outlet: A, feed: 'https://a/', headers: {X-Key: b},"
            " header_files: {x-key: c}}]\n"
        ),
        "sources.yaml:1:11: sources[0]: give each header once, in headers or in header_files",
    ),
    "token_twice": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', token: a, token_file: b}]\n",
        "sources.yaml:1:11: sources[0]: give only one of token and token_file",
    ),
    "login_without_password": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', basic: {user: u}}]\n",
        ("sources.yaml:1:57: sources[0].basic: give exactly one of password and password_file"),
    ),
    "cookies_of_two_lines": (
        "sources",
        'sources: [{id: a, outlet: A, feed: "https://a/", cookies: "a=b\\nc=d"}]\n',
        "sources.yaml:1:59: cookies: holds more than one line of plain letters",
    ),
    "rhythm_upside_down": (
        "sources",
        (
            "sources: [{id: a, outlet: A, feed: 'https://a/',"
            " rhythm: {shortest: 2h, longest: 1h}}]\n"
        ),
        "sources.yaml:1:58: sources[0].rhythm: shortest is longer than longest",
    ),
    "source_twice": (
        "sources",
        (
            "sources:\n"
            "  - {id: a, outlet: A, feed: 'https://a/'}\n"
            "  - {id: a, outlet: B, feed: 'https://b/'}\n"
        ),
        'sources.yaml:3:10: the id "a" stands twice, first at 2:10',
    ),
    "source_without_host": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https:///rss'}]\n",
        (
            "sources.yaml:1:36: sources[0].feed: found something else, "
            "expected a URL that starts with https:// or http://"
        ),
    ),
    "source_with_a_wild_port": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a:99999/'}]\n",
        (
            "sources.yaml:1:36: sources[0].feed: found something else, "
            "expected a URL that starts with https:// or http://"
        ),
    ),
    "language_by_name": (
        "sources",
        "sources: [{id: a, outlet: A, feed: 'https://a/', language: English}]\n",
        (
            'sources.yaml:1:60: sources[0].language: found "English", '
            "expected a language such as en or pt-BR"
        ),
    ),
    "outlet_is_empty": (
        "sources",
        "sources: [{id: a, outlet: '', feed: 'https://a/'}]\n",
        'sources.yaml:1:27: sources[0].outlet: found "", expected text that is not empty',
    ),
    "outlet_of_blanks": (
        "sources",
        "sources: [{id: a, outlet: ' ', feed: 'https://a/'}]\n",
        (
            'sources.yaml:1:27: sources[0].outlet: found " ", '
            "expected text without blanks at its ends"
        ),
    ),
    "outlet_is_a_novel": (
        "sources",
        f"sources: [{{id: a, outlet: {'A' * 1001}, feed: 'https://a/'}}]\n",
        (
            f'sources.yaml:1:27: sources[0].outlet: found "{"A" * 60}…", '
            "expected at most 1000 characters"
        ),
    ),
    "outlet_without_value": (
        "sources",
        "sources: [{id: a, outlet: , feed: 'https://a/'}]\n",
        "sources.yaml:1:26: sources[0].outlet: found nothing, expected text",
    ),
    "outlet_is_a_mapping": (
        "sources",
        "sources: [{id: a, outlet: {b: c}, feed: 'https://a/'}]\n",
        "sources.yaml:1:27: sources[0].outlet: found a mapping, expected text",
    ),
    "outlet_is_true": (
        "sources",
        "sources: [{id: a, outlet: true, feed: 'https://a/'}]\n",
        "sources.yaml:1:27: sources[0].outlet: found true, expected text (put it in quotes)",
    ),
    "unknown_kind_of_actor": (
        "actors",
        "actors: [{id: a, name: A, kind: organization}]\n",
        (
            'actors.yaml:1:33: actors[0].kind: found "organization", expected one of person, '
            "state, igo, organisation, armed_group, company, forum, bloc; "
            'did you mean "organisation"?'
        ),
    ),
    "actor_twice": (
        "actors",
        "actors:\n  - {id: a, name: A, kind: state}\n  - {id: a, name: B, kind: state}\n",
        'actors.yaml:3:10: the id "a" stands twice, first at 2:10',
    ),
    "alias_of_two_actors": (
        "actors",
        (
            "actors:\n  - {id: a, name: A, kind: state}\n"
            "  - {id: b, name: B, kind: state, aliases: [Be, A]}\n"
        ),
        'actors.yaml:3:49: the name "A" stands twice, first at 2:19',
    ),
    "of_nobody": (
        "actors",
        (
            "actors:\n  - {id: arcadia, name: A, kind: state}\n"
            "  - {id: b, name: B, kind: person, of: arcadi}\n"
        ),
        'actors.yaml:3:40: no actor has the id "arcadi"; did you mean "arcadia"?',
    ),
    "of_in_a_circle": (
        "actors",
        (
            "actors:\n  - {id: a, name: A, kind: person, of: b}\n"
            "  - {id: b, name: B, kind: person, of: [c]}\n"
            "  - {id: c, name: C, kind: person, of: [{id: a}, b]}\n"
        ),
        "actors.yaml:2:40: of goes in a circle: a → b → c → a",
    ),
    "of_until_before_from": (
        "actors",
        (
            "actors:\n  - {id: a, name: A, kind: state, "
            "of: [{id: a, from: 2020-01-02, until: 2020-01-01}]}\n"
        ),
        "actors.yaml:2:40: actors[0].of[0]: until 2020-01-01 is before from 2020-01-02",
    ),
    "of_from_no_day": (
        "actors",
        "actors: [{id: a, name: A, kind: state, of: [{id: b, from: 2020-02-30}]}]\n",
        (
            'actors.yaml:1:59: actors[0].of[0].from: found "2020-02-30", '
            "expected a day such as 2024-07-31"
        ),
    ),
    "of_is_a_mapping": (
        "actors",
        "actors: [{id: a, name: A, kind: state, of: {id: b}}]\n",
        "actors.yaml:1:44: actors[0].of: found a mapping, expected a list",
    ),
    "not_yaml": (
        "monitor",
        "web: {listen: [1, 2\nmail: 3\n",
        "monitor.yaml:1:15: this [ is not closed before 2:5",
    ),
    "tab_before_a_key": (
        "monitor",
        "web:\n\tlisten: null\n",
        "monitor.yaml:2:1: a tab stands here",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_fault_is_told_at_its_place(case: str, tmp_path: Path) -> None:
    file, text, expected = CASES[case]
    told = faults(written(tmp_path, **{file: text}))
    assert told[0] == expected


def test_all_faults_of_all_files_are_told_at_once_in_the_order_of_their_lines(tmp_path) -> None:
    folder = written(
        tmp_path,
        monitor="catch_up: soon\nwbe: null\n",
        sources="sources: [{id: 1}]\n",
        watchlist="nme: x\n",
    )
    assert [line.split(": ")[0] for line in faults(folder)] == [
        "monitor.yaml:1:11",
        "monitor.yaml:2:1",
        "sources.yaml:1:11",
        "sources.yaml:1:16",
        "watchlists/desk.yaml:1:1",
    ]


def test_a_key_that_is_misspelt_is_not_told_as_missing_too(tmp_path) -> None:
    folder = written(tmp_path, watchlist="nme: x\nseverity: [1]\n")
    assert [fault.split(": ")[1] for fault in faults(folder)] == ["nme", "severity"]


def test_broken_actors_do_not_make_watchlists_wrong(tmp_path) -> None:
    folder = written(
        tmp_path, actors="actors: 1\n", watchlist="name: a\nactors: {any: [arcadia]}\n"
    )
    assert [line.split(":")[0] for line in faults(folder)] == ["actors.yaml"]


def test_broken_settings_do_not_make_watchlists_wrong(tmp_path) -> None:
    folder = written(tmp_path, monitor="web: 1\n", watchlist="name: a\nnotify: [desk]\n")
    assert [line.split(":")[0] for line in faults(folder)] == ["monitor.yaml"]


def test_files_that_are_no_yaml_at_all_are_told_each(tmp_path) -> None:
    broken = "a: b: c\n"
    folder = written(tmp_path, monitor=broken, sources=broken, actors=broken, watchlist=broken)
    assert len(faults(folder)) == 4


def test_two_watchlists_of_one_name_are_refused(tmp_path) -> None:
    folder = written(tmp_path, watchlist="name: a\n")
    (folder / "watchlists" / "other.yaml").write_text("\nname: a\n", encoding="utf-8")
    assert faults(folder) == [
        'watchlists/other.yaml:2:7: the name "a" is that of watchlists/desk.yaml:1:7'
    ]


def test_a_circle_is_told_once(tmp_path) -> None:
    actors = (
        "actors:\n"
        "  - {id: a, name: A, kind: person, of: [b, d]}\n"
        "  - {id: b, name: B, kind: person, of: a}\n"
        "  - {id: c, name: C, kind: person, of: [d]}\n"
        "  - {id: d, name: D, kind: person}\n"
        "  - {id: e, name: E, kind: person, of: [e]}\n"
    )
    assert faults(written(tmp_path, actors=actors)) == [
        "actors.yaml:2:40: of goes in a circle: a → b → a",
        "actors.yaml:6:40: of goes in a circle: e → e",
    ]


def test_apprise_without_its_extra_is_a_fault_that_says_what_to_install(
    tmp_path, monkeypatch
) -> None:
    text = "receivers: [{name: a, apprise: {urls: ['json://a.example']}}]\n"
    assert load(written(tmp_path, monitor=text), types=TYPES, environment={"HOME": "/nowhere"})
    monkeypatch.setitem(sys.modules, "apprise", None)
    assert faults(tmp_path) == [f"monitor.yaml:1:32: apprise: {MISSING}"]
