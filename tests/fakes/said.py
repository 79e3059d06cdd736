"""A web port whose mails carry links, on a real store."""

from dataclasses import replace

from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.labels import RedisLabels
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.signing import signing_key
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.alert.links import LIFE, Link, Signer
from monitor.app.web.application import Shown
from monitor.app.web.said import Saying, Turnstile
from monitor.model.actor import Registry
from monitor.model.feedback import Opinion
from monitor.pipeline.opining import Opining
from monitor.pipeline.withdrawing import Withdrawing
from tests.contracts.examples import alert, development
from tests.fakes.natures import NATURES
from tests.fakes.port import ServedPort

KEPT = Retention()
TOLD = alert("a1", receivers=("mail",))


class SaidPort(ServedPort):
    """A port with links; `most` of these pages in a minute."""

    most: int = 99
    signer: Signer

    async def start(self) -> None:
        """Store an alert to speak of, and the key of links."""
        key = await signing_key(self.store)
        assert key == await signing_key(self.store), "it is made once"
        self.signer = Signer(key=key, public_url="https://monitor.example")
        await self.emit(TOLD, developments=(development(),))

    def application(self) -> Shown:
        """Return what it shows, with what links lead to."""
        memory = RedisMemory(self.store, self.clock, KEPT)
        ledger = RedisLedger(self.store, self.clock, KEPT)
        self.withdrawals = RedisWithdrawals(self.store, self.clock, KEPT)
        self.memory, self.labels = memory, RedisLabels(self.store, self.clock, KEPT)
        saying = Saying(
            signer=self.signer,
            clock=self.clock,
            ledger=ledger,
            memory=memory,
            withdrawing=Withdrawing(
                natures=NATURES,
                memory=memory,
                withdrawals=self.withdrawals,
                journal=self.journal,
            ),
            opining=Opining(
                registry=Registry({}),
                natures=NATURES,
                memory=memory,
                labels=self.labels,
                ledger=ledger,
                journal=self.journal,
            ),
            turnstile=Turnstile(self.most),
            body_within=self.body_within,
        )
        return replace(super().application(), saying=saying)

    def link(self, opinion: Opinion = Opinion.WRONG, of: str = "a1") -> str:
        """Return the path of a link."""
        until = self.clock.now() + LIFE
        link = Link(opinion=opinion, alert=of, receiver="mail", until=until)
        return self.signer.address(link).removeprefix("https://monitor.example")
