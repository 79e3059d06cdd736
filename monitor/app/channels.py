"""The ways to receivers, as the configuration lets them be used."""

from monitor.adapters.apprise import Apprise
from monitor.adapters.email import Email
from monitor.adapters.net import Client, trust
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.web import agent_name
from monitor.adapters.webhook import Webhook
from monitor.alert.links import Signer
from monitor.app.config.settings import Configuration
from monitor.model.watchlist import AppriseTarget, EmailTarget, WebhookTarget
from monitor.pipeline.delivering import Target
from monitor.ports import Channel, Clock

SENDERS = 4
"""Child processes that send over other services, started where a receiver asks for one."""


def channels_of(
    configuration: Configuration, client: Client, clock: Clock, signing: bytes | None = None
) -> dict[Target, Channel]:
    """Return the channel of each kind of target; `client` dials, as guarded as it is. Links in
    mails are signed by the key `signing`.
    """
    limit = max((r.send_limit.total_seconds() for r in configuration.receivers), default=0)
    return {
        WebhookTarget: Webhook(client, clock, agent=agent_name(configuration.contact)),
        EmailTarget: Email(
            tls=trust(configuration.network.ca_file), signer=signer_of(configuration, signing)
        ),
        AppriseTarget: Apprise(ProcessOffload(workers=SENDERS, seconds=limit)),
    }


def signer_of(configuration: Configuration, signing: bytes | None) -> Signer | None:
    """Return what makes links in mails; None where there is no port that receivers can reach."""
    web = configuration.web
    if signing is None or web is None or web.public_url is None:
        return None
    return Signer(key=signing, public_url=web.public_url)
