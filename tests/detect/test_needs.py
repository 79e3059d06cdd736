DAY = "2026-03-04"


def test_a_forum_is_named_by_who_convenes_it(tell):
    (summit,) = tell(DAY, "The NATO summit was held in Madrid on Monday.")
    assert summit.forum == "NATO summit"
    (plain,) = tell(DAY, "The summit was held in Madrid on Monday.")
    assert plain.forum == "summit"


def test_foreign_ministers_of_a_forum_meet(tell):
    (meeting,) = tell(DAY, "G20 finance ministers met in Delhi on Monday.")
    assert meeting.forum == "G20"
    (attended,) = tell(DAY, "Emmanuel Macron attended the G20 on Monday.")
    assert attended.type == "meeting"


def test_a_passive_measure_has_its_object_before_it(tell):
    (measure,) = tell(DAY, "The assets of Iranian generals were frozen by Norway on Monday.")
    assert measure.objects == ("assets",)


def test_a_deed_needs_its_doer(tell):
    assert tell(DAY, "The listing of two banks surprised many.") == ()
    (listed,) = tell(DAY, "The listing of two Iranian banks by Norway surprised many.")
    assert [p.id for p in listed.actors] == ["norway"]


def test_sanctions_that_are_only_described_are_not_told(tell):
    assert tell(DAY, "Sanctions imposed on Iran have hurt the country.") == ()


def test_a_forum_by_its_own_name_meets(tell):
    (meeting,) = tell(DAY, "The Ukraine Defense Contact Group met in Ramstein on Monday.")
    assert meeting.forum is not None
