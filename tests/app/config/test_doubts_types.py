import pytest

from monitor.app.config.document import Document
from monitor.app.config.doubts_types import of_types
from monitor.app.config.node import Node
from monitor.model.actor import ActorId
from monitor.model.condition import Among, Aspect, Group, Joint, Role, Says, Takes, Types, Word
from monitor.model.development import TypeId
from tests.fakes.natures import NATURES

DOCUMENT = Document("a.yaml", Node((1, 1), None))


def types(*names: str, path: str = "developments") -> Types:
    return Types(path=path, types=tuple(map(TypeId, names)))


def takes(role: Role, joint: Joint = Joint.ANY) -> Takes:
    return Takes(path=f"where.{role}", actors=(ActorId("norland"),), role=role, joint=joint)


def status(*words: str) -> Among:
    return Among(path="where.status", aspect=Aspect.STATUS, values=words)


def group(joint: Joint, *parts) -> Group:
    return Group(path=f"where.{joint}", joint=joint, parts=parts)


def doubts(*parts, natures=NATURES) -> list[str]:
    found = of_types(group(Joint.ALL, *parts), DOCUMENT, natures)
    return [problem.message for problem in found]


GIVER, TARGET = takes(Role.GIVER), takes(Role.TARGET)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (types("meeting"), GIVER),
            ["where.giver: nobody gives in meeting: this can never hold"],
        ),
        (
            (GIVER, types("meeting", "sanction")),
            ["where.giver: nobody gives in meeting, sanction: this can never hold"],
        ),
        (
            (types("aid_pledge"), group(Joint.ANY, TARGET, GIVER)),
            ["where.target: nobody is the target of aid_pledge: this can never hold"],
        ),
        (
            (types("meeting"), takes(Role.RECIPIENT)),
            ["where.recipient: nobody is given to in meeting: this can never hold"],
        ),
        (
            (types("meeting"), status("pledged", "lifted")),
            ["where.status: meeting is never pledged or lifted: this can never hold"],
        ),
        (
            (types("meeting"), types("sanction", path="where.developments"), GIVER),
            ["where.developments: none of these is among those asked for before"],
        ),
    ],
)
def test_what_no_development_of_the_types_can_be_is_doubted(parts, expected):
    assert doubts(*parts) == expected


@pytest.mark.parametrize(
    "parts",
    [
        (types("meeting", "aid_pledge"), GIVER),
        (types("meeting"), takes(Role.PARTY), takes(Role.ACTOR), status("held", "pledged")),
        (types("meeting"), group(Joint.NONE, GIVER, status("pledged"))),
        (types("meeting"), takes(Role.GIVER, Joint.NONE)),
        (types(), GIVER, status("held")),
        (GIVER, TARGET, Says(path="where.title", words=(Word("a"),))),
        (group(Joint.ANY, types("meeting"), types("sanction")), GIVER),
    ],
)
def test_what_may_be_or_only_must_not_be_is_not_doubted(parts):
    assert doubts(*parts) == []


def test_nothing_is_doubted_where_it_is_not_known_what_types_are_like():
    assert doubts(types("meeting"), GIVER, natures=None) == []
