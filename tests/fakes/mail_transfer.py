"""Debian's Postfix on loopback, started for a test: a real mail server with TLS, logins (asked of a
Dovecot of its own) and mailboxes.
"""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from grp import getgrnam
from pathlib import Path
from pwd import getpwnam
from time import monotonic, sleep

import trustme

PLACES = "/usr/sbin:/usr/local/sbin"
POSTFIX = shutil.which("postfix") or shutil.which("postfix", path=PLACES)
DOVECOT = shutil.which("dovecot") or shutil.which("dovecot", path=PLACES)
DAEMONS = Path("/usr/lib/postfix/sbin")
LOGIN = ("desk", "canary-password")
DOMAIN = "paper.example"
PATIENCE = 30.0
_MAIN = """\
compatibility_level = 3.6
config_directory = {folder}/etc
queue_directory = {folder}/queue
data_directory = {folder}/data
daemon_directory = {daemons}
command_directory = /usr/sbin
mail_owner = postfix
setgid_group = postdrop
maillog_file = {folder}/log
maillog_file_prefixes = {folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.{domain}
mydestination =
mynetworks =
biff = no
virtual_mailbox_domains = {domain}
virtual_mailbox_base = {folder}/mail
virtual_mailbox_maps = texthash:{folder}/etc/mailboxes
virtual_uid_maps = static:{owner}
virtual_gid_maps = static:{group}
virtual_minimum_uid = 1
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_tls_cert_file = {folder}/certificate.pem
smtpd_tls_key_file = {folder}/key.pem
smtpd_tls_auth_only = yes
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = {folder}/run/sasl
smtpd_error_sleep_time = 0
"""
_MASTER = """\
127.0.0.1:{starttls} inet n - n - - smtpd -o smtpd_tls_security_level=encrypt
127.0.0.1:{tls} inet n - n - - smtpd -o smtpd_tls_wrappermode=yes
postlog unix-dgram n - n - 1 postlogd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
tlsmgr unix - - n 1000? 1 tlsmgr
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
"""
_LOGINS = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log-of-logins
protocols =
ssl = no
auth_failure_delay = 0
passdb {{
  driver = passwd-file
  args = {folder}/etc/logins
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home=/nowhere
}}
service auth {{
  unix_listener {folder}/run/sasl {{
    mode = 0666
  }}
}}
service anvil {{
  chroot =
}}
"""


def lacking() -> str | None:
    """Return what keeps the server from running here; None if it can."""
    if POSTFIX is None or DOVECOT is None:
        return "Debian's postfix and dovecot-imapd are not installed"
    return None if os.getuid() == 0 else "Postfix is started by root only"


@dataclass(frozen=True)
class TransferServer:
    """A running server, which takes mails from those who log in; `tls` and `starttls` are its
    ports.
    """

    folder: Path
    tls: int
    starttls: int

    def url(self, scheme: str, *, user: str = LOGIN[0]) -> str:
        """Return the address of the server; `scheme` is smtps or smtp+starttls."""
        port = self.tls if scheme == "smtps" else self.starttls
        return f"{scheme}://{user}@127.0.0.1:{port}"

    def mails(self, name: str, having: str = "") -> list[bytes]:
        """Return the mails in a mailbox that have that in them, once nothing is on its way."""
        log = self.folder / "log"
        ways = ("maildrop", "incoming", "active", "deferred")
        queues = [self.folder / "queue" / way for way in ways]
        _wait(lambda: not any(path.is_file() for q in queues for path in q.rglob("*")), log)
        arrived = (self.folder / "mail" / name).rglob("new/*")
        return [mail for mail in map(Path.read_bytes, arrived) if having.encode() in mail]


@contextmanager
def transfer_server(authority: trustme.CA, *mailboxes: str) -> Iterator[TransferServer]:
    """Run a server with those mailboxes, whose certificate is for 127.0.0.1."""
    with ExitStack() as running:
        place = running.enter_context(tempfile.TemporaryDirectory(prefix="mta"))
        folder = Path(place)
        folder.chmod(0o755)
        server = TransferServer(folder, *_free_ports())
        _write(server, authority, mailboxes)
        logins = [DOVECOT, "-F", "-c", str(folder / "etc/logins.conf")]
        running.enter_context(_program(logins))
        running.enter_context(_program([str(DAEMONS / "master"), "-c", str(folder / "etc"), "-d"]))
        _wait(lambda: _answers(server) and (folder / "run/sasl").exists(), folder / "log")
        yield server


def _write(server: TransferServer, authority: trustme.CA, mailboxes: tuple[str, ...]) -> None:
    folder = server.folder
    owner, group = getpwnam("nobody").pw_uid, getgrnam("nogroup").gr_gid
    for part in ("etc", "queue", "data", "mail", "run"):
        (folder / part).mkdir(mode=0o755)
    shutil.chown(folder / "data", "postfix", "postfix")
    for box in mailboxes:
        for part in ("new", "cur", "tmp"):
            (folder / "mail" / box / part).mkdir(parents=True)
    for path in (folder / "mail", *(folder / "mail").rglob("*")):
        shutil.chown(path, owner, group)
    named = {
        "folder": folder,
        "owner": owner,
        "group": group,
        "daemons": DAEMONS,
        "domain": DOMAIN,
        "tls": server.tls,
        "starttls": server.starttls,
    }
    texts = {"main.cf": _MAIN, "master.cf": _MASTER, "logins.conf": _LOGINS}
    for name, text in texts.items():
        (folder / "etc" / name).write_text(text.format(**named))
    boxes = "".join(f"{name}@{DOMAIN} {name}/\n" for name in mailboxes)
    (folder / "etc/mailboxes").write_text(boxes)
    (folder / "etc/logins").write_text("{}:{{PLAIN}}{}\n".format(*LOGIN))
    certificate = authority.issue_cert("127.0.0.1")
    certificate.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    subprocess.run([str(POSTFIX), "-c", str(folder / "etc"), "check"], check=True, timeout=PATIENCE)


@contextmanager
def _program(command: list[str]) -> Iterator[None]:
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _answers(server: TransferServer) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", server.starttls), 1) as line:
            return line.recv(4) == b"220 "
    except OSError:
        return False


def _wait(condition: Callable[[], bool], log: Path) -> None:
    deadline = monotonic() + PATIENCE
    while not condition():
        assert monotonic() < deadline, log.read_text() if log.exists() else "it did not start"
        sleep(0.05)
