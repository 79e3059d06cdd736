"""An IMAP server on loopback whose every answer is told beforehand, the hostile ones above all."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

MAIL = b"Subject: Ships\r\nMessage-ID: <ships@harbour.example>\r\n\r\nThe council met.\r\n"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What is answered: `text` with `{tag}` in it, then `endless` for ever with a pause (seconds)
    between; `hang`: then nothing; `leave`: then the line is cut.
    """

    text: bytes = b""
    endless: bytes | None = None
    pause: float = 0.0
    hang: bool = False
    leave: bool = False


def body(content: bytes, uid: int = 7) -> Said:
    """Return the answer that hands a mail over."""
    head = b"* 1 FETCH (UID %d BODY[]<0> {%d}\r\n" % (uid, len(content))
    return Said(text=head + content + b")\r\n{tag} OK done\r\n")


def _answers() -> dict[str, Said]:
    """Return what a server with one mail says."""
    described = b'* 1 FETCH (UID 7 RFC822.SIZE 75 INTERNALDATE "19-Dec-2025 09:00:00 +0000")\r\n'
    return {
        "GREETING": Said(text=b"* OK ready\r\n"),
        "CAPABILITY": Said(text=b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n"),
        "AUTHENTICATE": Said(text=b"+ \r\n"),
        "LOGIN": Said(text=b"{tag} OK done\r\n"),
        "EXAMINE": Said(
            text=b"* 1 EXISTS\r\n* OK [UIDVALIDITY 3] x\r\n* OK [UIDNEXT 8] x\r\n{tag} OK done\r\n"
        ),
        "FETCH": Said(text=described + b"{tag} OK done\r\n"),
        "UID SEARCH": Said(text=b"* SEARCH 7\r\n{tag} OK done\r\n"),
        "UID FETCH": Said(text=described + b"{tag} OK done\r\n"),
        "BODY": body(MAIL),
        "LOGOUT": Said(text=b"* BYE\r\n{tag} OK done\r\n", leave=True),
    }


@dataclass
class ImapServer:
    """Answers each command by what is told of it; `heard` are the lines that came in."""

    answers: dict[str, Said] = field(default_factory=_answers)
    heard: list[bytes] = field(default_factory=list)
    port: int = 0
    tls: ssl.SSLContext | None = None
    left: asyncio.Event = field(default_factory=asyncio.Event)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where the mailbox is."""
        return f"imap://desk@127.0.0.1:{self.port}"

    def says(self, command: str, text: bytes = b"", **more: object) -> None:
        """Answer the command so from now on."""
        self.answers[command] = Said(text=text, **more)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer what comes in until somebody leaves."""
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        with suppress(OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            if await self._say(writer, "GREETING", b"*"):
                await self._converse(reader, writer)
        writer.close()
        self.left.set()
        self._serving.discard(task)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while line := (await reader.readline()).rstrip():
            self.heard.append(line)
            tag, _, rest = line.partition(b" ")
            command = _command(rest)
            if not await self._say(writer, command, tag):
                return
            if command == "STARTTLS" and self.tls is not None:
                await writer.start_tls(self.tls)
            if command == "AUTHENTICATE" and self.answers[command].text.startswith(b"+"):
                self.heard.append((await reader.readline()).rstrip())
                writer.write(tag + b" OK done\r\n")

    async def _say(self, writer: asyncio.StreamWriter, command: str, tag: bytes) -> bool:
        """Say it; return whether the conversation goes on."""
        said = self.answers.get(command, Said(text=b"{tag} BAD what?\r\n"))
        writer.write(said.text.replace(b"{tag}", tag))
        await writer.drain()
        while said.endless is not None:
            writer.write(said.endless)
            await writer.drain()
            if said.pause:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.left.wait(), said.pause)
        if said.hang:
            await asyncio.Event().wait()
        return not said.leave

    def stop(self) -> None:
        """End all conversations."""
        for task in self._serving:
            task.cancel()


def _command(rest: bytes) -> str:
    words = rest.decode("ascii", "replace").upper().split()
    if "BODY.PEEK" in rest.decode("ascii", "replace"):
        return "BODY"
    return " ".join(words[:2]) if words[:1] == ["UID"] else "".join(words[:1])


@asynccontextmanager
async def imap_server(*, direct_tls: ssl.SSLContext | None = None) -> AsyncIterator[ImapServer]:
    """Run a server on a free port of loopback for the length of the block."""
    server = ImapServer()
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0, ssl=direct_tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        server.stop()
        listening.close()
        await listening.wait_closed()
