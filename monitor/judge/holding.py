"""Developments that were held back because too little was known, and are told when the hold
ends; and those that were taken back by mistake, which are told again.
"""

from dataclasses import replace
from datetime import datetime

from monitor.model.development import Development, Evidence, Mention
from monitor.model.verdict import Judged, New

ENDED = "the hold ended without a second origin: told as unconfirmed"
RIGHT = "it was taken back as wrong, and is right after all"


def released(development: Development, now: datetime) -> Judged:
    """Return a held development told as new; its mention is made of its slots and last evidence.

    One that was told before waits to be told again, under the revision that it has.
    """
    why = ENDED if development.revision == 0 else RIGHT
    told = replace(
        development,
        version=development.version + 1,
        revision=max(development.revision, 1),
        held_until=None,
        last_changed=now,
        why=(*development.why, why),
    )
    evidence = development.evidence[-1]
    return Judged(
        mention=retold(development, evidence),
        verdict=New(why=(why,)),
        before=development,
        after=told,
        evidence=(evidence,),
    )


def retold(development: Development, evidence: Evidence) -> Mention:
    """Return a mention that tells what is known of the development, at the sentence."""
    return Mention(
        type=development.type,
        plover=development.plover,
        status=development.status,
        start=evidence.start,
        end=evidence.end,
        actors=development.actors,
        counterparts=development.counterparts,
        amount=development.amount,
        count=development.count,
        casualties=development.casualties,
        place=development.place,
        when=development.when,
        attribution=development.attribution,
        objects=development.objects,
        forum=development.forum,
        result=development.result,
    )
