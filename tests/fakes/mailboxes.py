"""Debian's Dovecot on loopback, started for a test: a real IMAP server with folders of mails."""

import hmac
import json
import os
import shutil
import socket
import subprocess
import tempfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from grp import getgrgid
from pathlib import Path
from time import monotonic, sleep

import trustme

PASSWORD = "canary-password"
PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
ABSENT = "Debian's dovecot-imapd is not installed"
PATIENCE = 30.0
_SETTINGS = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{folder}/certificate.pem
ssl_key = <{folder}/key.pem
disable_plaintext_auth = yes
auth_failure_delay = 0
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
auth_mechanisms = plain login xoauth2
passdb {{
  driver = static
  mechanisms = plain login
  args = password={password}
}}
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth2
}}
userdb {{
  driver = static
  args = uid={owner} gid={group} home={folder}/home
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {starttls}
  }}
  inet_listener imaps {{
    port = {tls}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # Else every refused login makes the next ones from this address wait, up to 15 seconds each.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


_OAUTH2 = """\
introspection_mode = local
local_validation_key_dict = fs:posix:prefix={folder}/keys/
username_attribute = sub
"""
_SIGNING = b"only-the-tests-sign-with-this-key"


def access_token(user: str, *, expires: datetime) -> str:
    """Return a signed token (JWT) with which the user may enter until it expires."""
    claims = {"sub": user, "exp": int(expires.timestamp()), "iat": 0}
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"}, claims)]
    said = b".".join(map(_unpadded, parts))
    return (said + b"." + _unpadded(hmac.digest(_SIGNING, said, "sha256"))).decode()


def _unpadded(part: bytes) -> bytes:
    return urlsafe_b64encode(part).rstrip(b"=")


@dataclass
class MailboxServer:
    """A running server, where everybody who knows the password has a mailbox; `tls` and `starttls`
    are its ports.
    """

    folder: Path
    tls: int
    starttls: int

    def mailbox(self, user: str) -> "Mailbox":
        """Return the mailbox of the user, empty if it is new."""
        box = Mailbox(self, user)
        box.place.mkdir(parents=True, exist_ok=True)
        box.own()
        return box


@dataclass
class Mailbox:
    """The mails of one user."""

    server: MailboxServer
    user: str
    _delivered: int = 0

    @property
    def place(self) -> Path:
        """Where they lie."""
        return self.server.folder / "mail" / self.user

    def url(self, *, tls: bool = True, folder: str = "", host: str = "127.0.0.1") -> str:
        """Return the address of the mailbox."""
        scheme, port = ("imaps", self.server.tls) if tls else ("imap", self.server.starttls)
        return f"{scheme}://{self.user.replace('@', '%40')}@{host}:{port}/{folder}"

    def deliver(self, mail: bytes, *, at: datetime, folder: str = "") -> None:
        """Put the mail into the folder (INBOX, else one by its name on the disk), as of `at`."""
        into = self.place / (f".{folder}" if folder else "")
        for part in ("new", "cur", "tmp"):
            (into / part).mkdir(parents=True, exist_ok=True)
        self._delivered += 1
        path = into / "new" / f"{at.timestamp():.0f}.M{self._delivered:06d}.host"
        path.write_bytes(mail)
        os.utime(path, (at.timestamp(), at.timestamp()))
        self.own()

    def renumber(self) -> None:
        """Forget the numbers of all mails, as a server does whose index was lost."""
        for index in self.place.glob("dovecot*"):
            index.unlink()
        (self.place / "dovecot-uidlist").write_text(f"3 V1999999999 N1 G{'0' * 31}1\n")
        self.own()

    def unread(self) -> int:
        """Return how many mails nobody has read."""
        kept = list(self.place.glob("**/cur/*"))
        return self._delivered - sum("S" in path.name.partition(":2,")[2] for path in kept)

    def own(self) -> None:
        """Hand what is written by root to the user under whom the server reads it."""
        if os.getuid() == 0:
            for path in (self.place, *self.place.rglob("*")):
                shutil.chown(path, "nobody", "nogroup")


@contextmanager
def mailbox_server(
    authority: trustme.CA,
    *,
    name: str = "127.0.0.1",
) -> Iterator[MailboxServer]:
    """Run a server whose certificate is for `name`; it takes logins over TLS alone."""
    assert PROGRAM is not None, ABSENT
    with tempfile.TemporaryDirectory(prefix="imap") as place:
        folder = Path(place)
        folder.chmod(0o755)
        ports = _free_ports()
        (folder / "settings").write_text(_settings(folder, *ports))
        (folder / "oauth2").write_text(_OAUTH2.format(folder=folder))
        keys = folder / "keys" / "default" / "HS256"
        keys.mkdir(parents=True)
        (keys / "default").write_bytes(b64encode(_SIGNING))
        certificate = authority.issue_cert(name)
        certificate.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
        certificate.private_key_pem.write_to_path(folder / "key.pem")
        server = MailboxServer(folder, *ports)
        for part in ("mail", "home"):
            (folder / part).mkdir(mode=0o777)
            (folder / part).chmod(0o777)
        command = [PROGRAM, "-F", "-c", str(folder / "settings")]
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            try:
                _wait_for(server)
                yield server
            finally:
                process.terminate()
                process.wait(PATIENCE)


def _settings(folder: Path, tls: int, starttls: int) -> str:
    root = os.getuid() == 0
    me, my_group = getuser(), getgrgid(os.getgid()).gr_name
    return _SETTINGS.format(
        folder=folder,
        password=PASSWORD,
        tls=tls,
        starttls=starttls,
        internal="dovecot" if root else me,
        internal_group="dovecot" if root else my_group,
        login="dovenull" if root else me,
        owner="nobody" if root else me,
        group="nogroup" if root else my_group,
    )


def _free_ports() -> tuple[int, int]:
    with closing(socket.socket()) as one, closing(socket.socket()) as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _wait_for(server: MailboxServer) -> None:
    deadline = monotonic() + PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", server.starttls), 1) as line:
                if line.recv(10).startswith(b"* OK"):
                    return
        except OSError:
            pass
        log = server.folder / "log"
        assert monotonic() < deadline, log.read_text() if log.exists() else "it did not start"
        sleep(0.05)
