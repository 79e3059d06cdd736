from datetime import UTC, datetime

from monitor.app.demo.printing import Piece, edited, printed, reprint, shortened

NOW = datetime(2026, 3, 4, 9, 30, 12, tzinfo=UTC)  # a Wednesday
PIECE = Piece(
    outlet="harbour",
    slug="a-bridge",
    section="local",
    title="A bridge, on {opening}",
    ago=2,
    byline="Maud Ellery",
    text="""
        The bridge opened
        on {opening}.

        Nobody crossed it.
    """,
)


def test_blank_lines_part_paragraphs_and_other_white_space_is_one_blank():
    assert PIECE.paragraphs == ("The bridge opened on {opening}.", "Nobody crossed it.")


def test_weekdays_are_those_of_the_events_before_the_demo_began():
    one = printed(PIECE, now=NOW, days={"opening": 12})

    assert one.title == "A bridge, on Tuesday"
    assert one.paragraphs[0] == "The bridge opened on Tuesday."


def test_dates_lie_so_many_hours_before_the_demo_began():
    one = printed(edited(PIECE, ago=1, added="Corrected."), now=NOW, days={"opening": 12})

    assert one.published == datetime(2026, 3, 4, 7, 30, tzinfo=UTC)
    assert one.updated == datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


def test_an_edit_keeps_the_page_and_adds_a_paragraph():
    after = edited(PIECE, ago=1, added="Corrected.")

    assert after.slug == PIECE.slug
    assert after.paragraphs == (*PIECE.paragraphs, "Corrected.")


def test_a_reprint_names_its_source_in_the_dateline_and_has_no_byline():
    copy = reprint(
        PIECE,
        outlet="southquay",
        slug="bridge",
        title="Bridge",
        ago=1,
        dateline="ELM (The Harbour Courier)",
    )

    assert copy.paragraphs[0] == "ELM (The Harbour Courier) — The bridge opened on {opening}."
    assert copy.paragraphs[1:] == PIECE.paragraphs[1:]
    assert copy.byline == ""


def test_a_shortened_piece_keeps_its_first_paragraphs():
    assert shortened(PIECE, keep=1).paragraphs == PIECE.paragraphs[:1]
