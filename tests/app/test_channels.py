from ipaddress import ip_network
from pathlib import Path

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.app.channels import channels_of
from monitor.app.config.settings import Configuration
from monitor.model.alert import Accepted
from monitor.model.watchlist import AppriseTarget, EmailTarget, Receiver, WebhookTarget
from tests.alert.examples import NEW
from tests.fakes.desk import desk
from tests.fakes.http_server import Reply, http_server
from tests.fakes.mail_server import mail_server

NOWHERE = Path("/nonexistent")
SETTINGS = Configuration(
    folder=NOWHERE,
    state_dir=NOWHERE,
    receivers=(Receiver(name="any", target=WebhookTarget(url="https://desk.example/")),),
)


async def test_each_kind_of_target_has_the_channel_that_reaches_it():
    async with guarded_client(allow=(ip_network("127.0.0.0/8"),)) as client, mail_server() as mail:
        channels = channels_of(SETTINGS, client, SystemClock())
        with desk() as hooked:
            hook = Receiver(name="desk", target=WebhookTarget(url=hooked.url))
            answered = await channels[WebhookTarget].send(NEW, hook)
        letters = EmailTarget(
            to=("editor@mail.example",),
            sender="monitor@mail.example",
            smtp=f"smtp://127.0.0.1:{mail.port}",
        )
        mailed = await channels[EmailTarget].send(NEW, Receiver(name="mail", target=letters))
        async with http_server() as service:
            service.reply("/in", Reply(status=204))
            chat = AppriseTarget(urls=(f"json://{service.host}:{service.port}/in",))
            chatted = await channels[AppriseTarget].send(NEW, Receiver(name="chat", target=chat))

    assert answered == Accepted(detail="HTTP 204 No Content")
    assert chatted == Accepted(detail="accepted by 1")
    assert service.paths() == ["/in"]
    assert list(hooked.alerts) == [NEW.id]
    assert mailed == Accepted(detail="accepted for 1")
    assert [one.recipients for one in mail.handed] == [("editor@mail.example",)]
