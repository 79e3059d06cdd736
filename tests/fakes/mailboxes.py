"""Debian's Dovecot on loopback, started for a test: a real IMAP server with folders of mails."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from getpass import getuser
from grp import getgrgid
from pathlib import Path
from time import monotonic, sleep

import trustme

USER = "desk@harbour.example"
PASSWORD = "canary-password"
PROGRAM = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
ABSENT = "Debian's dovecot-imapd is not installed"
PATIENCE = 10.0
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
mail_location = maildir:{folder}/mail
first_valid_uid = 1
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
passdb {{
  driver = passwd-file
  args = {folder}/users
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
}}
"""


@dataclass
class MailboxServer:
    """A running server with the mails of one user; `tls` and `starttls` are its ports."""

    folder: Path
    tls: int
    starttls: int
    _delivered: int = 0

    def url(self, *, tls: bool = True, folder: str = "", host: str = "127.0.0.1") -> str:
        """Return the address of the user's mailbox."""
        scheme, port = ("imaps", self.tls) if tls else ("imap", self.starttls)
        return f"{scheme}://{USER.replace('@', '%40')}@{host}:{port}/{folder}"

    def deliver(self, mail: bytes, *, at: datetime, folder: str = "") -> Path:
        """Put the mail into the folder (INBOX, else one by its name on the disk), as of `at`."""
        into = self.folder / "mail" / (f".{folder}" if folder else "")
        for part in ("new", "cur", "tmp"):
            (into / part).mkdir(parents=True, exist_ok=True)
        self._delivered += 1
        path = into / "new" / f"{at.timestamp():.0f}.M{self._delivered:06d}.host"
        path.write_bytes(mail)
        os.utime(path, (at.timestamp(), at.timestamp()))
        self._own(into)
        return path

    def renumber(self) -> None:
        """Forget the numbers of all mails, as a server does whose index was lost."""
        for index in (self.folder / "mail").glob("dovecot*"):
            index.unlink()
        (self.folder / "mail" / "dovecot-uidlist").write_text(f"3 V1999999999 N1 G{'0' * 31}1\n")
        self._own(self.folder / "mail")

    def unread(self) -> int:
        """Return how many mails nobody has read."""
        folders = (self.folder / "mail").glob("**/cur")
        seen = sum("S" in p.name.partition(":2,")[2] for f in folders for p in f.iterdir())
        return self._delivered - seen

    def _own(self, top: Path) -> None:
        if os.getuid() == 0:
            for path in (self.folder / "mail", top, *top.rglob("*")):
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
        (folder / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
        certificate = authority.issue_cert(name)
        certificate.cert_chain_pems[0].write_to_path(folder / "certificate.pem")
        certificate.private_key_pem.write_to_path(folder / "key.pem")
        server = MailboxServer(folder, *ports)
        (folder / "mail").mkdir()
        (folder / "home").mkdir()
        server._own(folder / "home")
        server._own(folder / "mail")
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
