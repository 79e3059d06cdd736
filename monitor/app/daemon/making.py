"""What is made of a configuration: the road by its rules, its ways to receivers, who dials for it.

It takes long (files are read, rules are built), and neither waits for anything nor changes what is
in force: it is done beside the loop.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from monitor.adapters.beacon import Beacon
from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.net import Client, guarded_client, trust
from monitor.adapters.web import HttpWeb, agent_name
from monitor.app.advising import Means, advising_of
from monitor.app.archiving import archives
from monitor.app.channels import channels_of
from monitor.app.collecting import collections_of
from monitor.app.config.settings import Configuration
from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.inforce import InForce
from monitor.app.rules import Toolbox, rules_of, toolbox_of
from monitor.model.inforce import ConfigState
from monitor.model.source import SourceKind
from monitor.pipeline.advising import Advising
from monitor.pipeline.bundling import Bundling
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.judging import Judging
from monitor.pipeline.looking import Looking
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from monitor.pipeline.retracting import Retracting
from monitor.pipeline.withdrawing import Withdrawing
from monitor.ports import Collection


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Makes what is in force of one configuration; what the one `before` it learnt is kept."""

    parts: Assembly
    configuration: Configuration
    before: InForce | None = None

    def made(self, state: ConfigState) -> InForce:
        """Return what is made of the configuration. Raises `ConfigError` with what is wrong in the
        user's own lexicon, or a model that cannot be loaded.
        """
        toolbox = self._toolbox()
        client = self._client()
        judging = self._judging(toolbox, client)
        settings = self.configuration
        return InForce(
            configuration=settings,
            state=state,
            sources=judging.rules.sources,
            receivers={receiver.name: receiver for receiver in settings.receivers},
            polling=self._polling(client),
            reading=self._reading(judging, client),
            judging=judging,
            delivering=self._delivering(client),
            bundling=self._bundling(),
            client=client,
            toolbox=toolbox,
            beacon=self._beacon(client),
        )

    def _toolbox(self) -> Toolbox:
        """Return the tools; those in use before are built at once, not by the article that needs
        them, and all of them where the user's own files may be gone by then.
        """
        before = self.before.toolbox if self.before is not None else None
        toolbox = toolbox_of(self.configuration, before)
        if toolbox is not before:
            in_use = before.in_use if before is not None else ()
            toolbox.build_all(None if toolbox.has_own else in_use)
        return toolbox

    def _client(self) -> Client:
        """Return who dials: another one only where it is to dial otherwise."""
        network = self.configuration.network
        if self.before is not None and self._dials_alike(self.before):
            return self.before.client
        trust.cache_clear()  # another authority may stand in the same file
        return guarded_client(allow=network.allow, proxy=network.proxy, ca_file=network.ca_file)

    def _dials_alike(self, before: InForce) -> bool:
        return before.configuration.network == self.configuration.network

    def _advising(self, toolbox: Toolbox, client: Client) -> Advising | None:
        """Return who gives second opinions: the same, where nothing that it is made of changed."""
        parts, settings, before = self.parts, self.configuration, self.before
        if before is not None and before.client is client and before.toolbox is toolbox:
            known = before.configuration
            if (known.verifier, known.contact) == (settings.verifier, settings.contact):
                return before.judging.advising
        means = Means(client=client, store=parts.store, clock=parts.clock)
        return advising_of(settings, means, parts.journal)

    def _judging(self, toolbox: Toolbox, client: Client) -> Judging:
        parts, settings = self.parts, self.configuration
        learnt = self.before.judging.learnt if self.before is not None else {}
        return Judging(
            rules=rules_of(settings, toolbox),
            memory=parts.memory,
            journal=parts.journal,
            advising=self._advising(toolbox, client),
            archive=parts.archive if archives(settings) else None,
            learnt=learnt,
        )

    def _reading(self, judging: Judging, client: Client) -> Reading:
        parts = self.parts
        return Reading(
            clock=parts.clock,
            web=self._web(client),
            offload=parts.offload,
            work=parts.work,
            judging=judging,
            journal=parts.journal,
            furniture=RedisFurniture(parts.store, parts.clock),
            edits=True,
            retracting=self._retracting(judging),
        )

    def _retracting(self, judging: Judging) -> Retracting:
        parts = self.parts
        return Retracting(
            withdrawing=Withdrawing(
                natures=judging.rules.natures,
                memory=parts.memory,
                withdrawals=parts.withdrawals,
                journal=parts.journal,
            ),
            polls=parts.polls,
            journal=parts.journal,
            families=replace(judging.rules.families, learnt=judging.learnt),
        )

    def _polling(self, client: Client) -> Polling:
        parts, settings = self.parts, self.configuration
        looking = Looking(
            clock=parts.clock,
            web=self._web(client),
            offload=parts.looks,
            collections=self._collections(),
        )
        return Polling(
            clock=parts.clock,
            looking=looking,
            polls=parts.polls,
            journal=parts.journal,
            chance=parts.chance,
            catch_up=settings.catch_up,
            watchlists=settings.watchlists,
            unstored=self.before.polling.unstored if self.before is not None else {},
        )

    def _collections(self) -> Mapping[SourceKind, Collection]:
        before = self.before
        if before is not None and self._dials_alike(before):
            return before.polling.looking.collections
        return collections_of(self.configuration, self.parts.looks, self.parts.journal)

    def _delivering(self, client: Client) -> Delivering:
        parts = self.parts
        return Delivering(
            clock=parts.clock,
            outbox=parts.outbox,
            silences=parts.silences,
            registry=self.configuration.registry,
            channels=channels_of(self.configuration, client, parts.clock, parts.signing),
            journal=parts.journal,
            chance=parts.chance,
        )

    def _bundling(self) -> Bundling:
        parts = self.parts
        return Bundling(
            clock=parts.clock,
            outbox=parts.outbox,
            silences=parts.silences,
            registry=self.configuration.registry,
            polls=parts.polls,
            journal=parts.journal,
        )

    def _web(self, client: Client) -> HttpWeb:
        parts, contact = self.parts, self.configuration.contact
        return HttpWeb(parts.clock, client, contact=contact, visited=parts.visited)

    def _beacon(self, client: Client) -> Beacon | None:
        settings = self.configuration.heartbeat
        if settings is None:
            return None
        return Beacon(client, settings.url, agent=agent_name(self.configuration.contact))
