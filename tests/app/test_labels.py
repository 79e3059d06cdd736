"""Labels as records, and read again."""

import json
from dataclasses import replace

import pytest

from monitor.app.labels import feedback_record, label_record, labels_digest, read_labels
from monitor.errors import UsageError
from monitor.model.alert import AlertId
from monitor.model.development import DevelopmentId
from monitor.model.feedback import Feedback, Label, LabelId, Opinion, Side
from tests.contracts.examples import EVIDENCE, NOON, development

LABEL = Label(
    id=LabelId("l1"),
    opinion=Opinion.SAME,
    sides=(
        Side(development=DevelopmentId("d1"), sentence=EVIDENCE),
        Side(development=DevelopmentId("d2"), sentence=replace(EVIDENCE, start=50, end=60)),
    ),
    facts=(development("d1"),),
    author="Ada",
    comment="one loan",
    at=NOON,
)
WRONG = Feedback(
    opinion=Opinion.WRONG,
    alert=AlertId("a"),
    development=DevelopmentId("d1"),
    author="Ada",
    comment="",
    at=NOON,
)


def test_a_label_comes_back_from_its_record_as_far_as_a_replay_needs_it(tmp_path):
    file = tmp_path / "labels.jsonl"
    muted = replace(LABEL, opinion=Opinion.MUTE, sides=LABEL.sides[:1], id=LabelId("l2"))
    records = [label_record(LABEL), feedback_record(WRONG, development("d1")), label_record(muted)]
    records.append(feedback_record(WRONG, None))
    file.write_text("\n".join(map(json.dumps, records)) + "\n\n")
    first, second = read_labels(file)
    assert (first.id, first.opinion, first.at) == (LABEL.id, LABEL.opinion, LABEL.at)
    bare = replace(EVIDENCE, url=None, outlet=None, published=None)
    assert [side.sentence for side in first.sides] == [bare, replace(bare, start=50, end=60)]
    assert second.opinion is Opinion.MUTE
    assert records[0]["sides"][0]["development"]["amount"]["currency"] == "EUR"
    assert records[0]["sides"][1]["development"] == {"id": "d2"}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{", "labels.jsonl:2: no label"),
        ('{"opinion": "so-so"}', "labels.jsonl:2: no label"),
        (json.dumps(label_record(replace(LABEL, sides=LABEL.sides[:1]))), "too few"),
    ],
)
def test_what_is_no_label_is_named_by_its_line(tmp_path, line, why):
    file = tmp_path / "labels.jsonl"
    file.write_text(f"\n{line}\n")
    with pytest.raises(UsageError, match=why):
        read_labels(file)
    with pytest.raises(UsageError, match="No such file"):
        read_labels(tmp_path / "none")


def test_other_labels_make_another_replay_in_whatever_order_they_stand():
    other = replace(LABEL, id=LabelId("l2"))
    assert labels_digest((LABEL, other)) == labels_digest((other, LABEL))
    assert labels_digest((LABEL,)) != labels_digest((other,))
