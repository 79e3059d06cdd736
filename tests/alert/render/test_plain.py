from dataclasses import replace

from monitor.alert.render.bundle import bundle_letter
from monitor.alert.render.letter import letter
from monitor.alert.render.parts import Say
from monitor.alert.render.plain import WIDTH, plain_text
from monitor.model.watchlist import Kind
from tests.alert.examples import DIGEST, NEW, STALE, UPDATE, evidence


def test_an_update_reads_from_what_changed_to_the_sentences_that_say_so():
    assert plain_text(letter(UPDATE)) == (
        "Update: European Union pledges €105bn to Ukraine: amount €90bn → €105bn\n"
        "[update · high · ukraine]\n"
        "\n"
        "WHAT CHANGED\n"
        "  amount: before €90bn  →  now €105bn\n"
        "\n"
        "BEFORE\n"
        "  “The leaders promised Kyiv 90 billion euros.”\n"
        "  — Lakeside Post, 19 December 2025, 08:30 UTC\n"
        "  https://harbour-herald.example/summit\n"
        "\n"
        "NOW\n"
        "  “The sum was raised to 105 billion euros.”\n"
        "  — Harbour Herald, 19 December 2025, 08:30 UTC\n"
        "  https://harbour-herald.example/summit\n"
        "\n"
        "Status: pledged\n"
        "Who: European Union\n"
        "With or to: Ukraine\n"
        "Amount: €105bn\n"
        "Reported by: 1 outlet, 1 independent origin\n"
        "First seen: 19 December 2025, 09:30 UTC\n"
        "\n"
        "Why you get this:\n"
        "- watchlist ukraine: ukraine takes part\n"
        "- a giver and a sum\n"
        "\n"
        "Alert a1b3, revision 2, 19 December 2025, 09:30 UTC\n"
    )


def test_what_is_not_known_leaves_no_empty_heading():
    assert plain_text(letter(replace(STALE, why=(), changes=(), source=None))) == (
        "Harbour Herald is stale: nothing new for 3 days, usually every 2 hours\n"
        "[source · high]\n"
        "\n"
        "Alert s1, revision 1, 19 December 2025, 09:30 UTC\n"
    )


def test_a_source_s_health_reads_as_a_whole():
    assert plain_text(letter(STALE)) == (
        "Harbour Herald is stale: nothing new for 3 days, usually every 2 hours\n"
        "[source · high]\n"
        "\n"
        "WHAT CHANGED\n"
        "  status: before fresh  →  now stale\n"
        "\n"
        "ITS LAST NEW ITEM\n"
        "  “Ferry line agreed”\n"
        "  — Harbour Herald, 16 December 2025, 09:30 UTC\n"
        "  https://harbour-herald.example/ferry\n"
        "\n"
        "Source: Harbour Herald (harbour)\n"
        "State: stale\n"
        "Since: 19 December 2025, 06:30 UTC\n"
        "\n"
        "Why you get this:\n"
        "- nothing new for 3 days, usually every 2 hours\n"
        "- sources: it asks how sources do\n"
        "\n"
        "Alert s1, revision 1, 19 December 2025, 09:30 UTC\n"
    )


def test_a_correction_begins_with_what_is_to_be_known_first():
    lines = plain_text(letter(replace(NEW, kind=Kind.WITHDRAWN))).splitlines()
    assert lines[1:4] == [
        "[withdrawn · high · ukraine]",
        "",
        "This is a correction: do not rely on what earlier mails of this thread told.",
    ]


def test_a_digest_reads_story_by_story():
    assert plain_text(bundle_letter(replace(DIGEST, alerts=(NEW, UPDATE)))) == (
        "Digest: 1 development\n"
        "[digest · mail]\n"
        "\n"
        "EUROPEAN UNION AND UKRAINE\n"
        "\n"
        "* Update: European Union pledges €105bn to Ukraine: amount €90bn → €105bn\n"
        "  [update · high · ukraine · 19 December 2025, 09:30 UTC]\n"
        "  “The sum was raised to 105 billion euros.”\n"
        "  — Harbour Herald, 19 December 2025, 08:30 UTC\n"
        "  https://harbour-herald.example/summit\n"
        "  Before that:\n"
        "  - 19 December 2025, 09:30 UTC: European Union pledges €90bn (about $106bn)\n"
        "    to Ukraine\n"
        "\n"
        "Since: 18 December 2025, 09:30 UTC\n"
        "Until: 19 December 2025, 09:30 UTC\n"
        "Sources seen: 40, of which 3 are stale\n"
        "\n"
        "Bundle e7f8, 19 December 2025, 09:30 UTC\n"
    )


def test_long_sentences_are_wrapped_and_unsafe_links_left_out():
    said = evidence("A long sentence of many words. " * 20, url="ftp://files.example/x")
    text = plain_text(letter(replace(NEW, evidence=(said,))))
    assert all(len(line) <= WIDTH for line in text.splitlines())
    assert "ftp:" not in text


def test_what_may_be_said_stands_below_what_it_is_about():
    def offer(alert):
        return (Say(words="It is wrong", link=f"https://monitor.example/{alert.id}"),)

    alone = plain_text(letter(NEW, offer=offer)).splitlines()
    assert alone[-5:-2] == ["", "It is wrong:", f"https://monitor.example/{NEW.id}"]
    together = plain_text(bundle_letter(DIGEST, offer=offer))
    assert f"  It is wrong:\n  https://monitor.example/{UPDATE.id}\n" in together
