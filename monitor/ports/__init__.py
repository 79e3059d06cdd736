"""What the road needs from the world. Adapters fill these; tests fill them with fakes that pass the
same contracts.
"""

from monitor.ports.archive import Archive, Archived
from monitor.ports.delivery import Attempt, Channel, Outbox, Sending
from monitor.ports.intake import Polls, Task, Work
from monitor.ports.memory import Commit, Furniture, Memory
from monitor.ports.opinions import Purse, SecondOpinion
from monitor.ports.world import Clock, Collection, Journal, Offload, Web

__all__ = [
    "Archive",
    "Archived",
    "Attempt",
    "Channel",
    "Clock",
    "Collection",
    "Commit",
    "Furniture",
    "Journal",
    "Memory",
    "Offload",
    "Outbox",
    "Polls",
    "Purse",
    "SecondOpinion",
    "Sending",
    "Task",
    "Web",
    "Work",
]
