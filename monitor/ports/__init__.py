"""What the road needs from the world. Adapters fill these; tests fill them with fakes that pass the
same contracts.
"""

from monitor.ports.archive import Archive, Archived
from monitor.ports.delivery import (
    Attempt,
    Channel,
    Effects,
    Gathered,
    Ledger,
    Lost,
    Opened,
    Outbox,
    Sending,
    Silences,
)
from monitor.ports.intake import Polls, Task, Work
from monitor.ports.labels import Heeded, Labels
from monitor.ports.memory import Agenda, Commit, Furniture, Memory
from monitor.ports.opinions import Purse, SecondOpinion
from monitor.ports.wire import Dispatch, Position, Wire
from monitor.ports.withdrawals import Announcements, Deaths, Withdrawals, Withdrawn
from monitor.ports.world import Clock, Collection, Journal, Offload, Web

__all__ = [
    "Agenda",
    "Announcements",
    "Archive",
    "Archived",
    "Attempt",
    "Channel",
    "Clock",
    "Collection",
    "Commit",
    "Deaths",
    "Dispatch",
    "Effects",
    "Furniture",
    "Gathered",
    "Heeded",
    "Journal",
    "Labels",
    "Ledger",
    "Lost",
    "Memory",
    "Offload",
    "Opened",
    "Outbox",
    "Polls",
    "Position",
    "Purse",
    "SecondOpinion",
    "Sending",
    "Silences",
    "Task",
    "Web",
    "Wire",
    "Withdrawals",
    "Withdrawn",
    "Work",
]
