"""A mail server on this machine that keeps nothing but what came and when, and has bad days."""

import socketserver
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random
from typing import cast

WELL = "well"
# What it does in place of taking a message.
BAD = ("refuses for now", "refuses", "hangs", "refuses the message", "drops in DATA", "drops after")
HANGS_FOR = 1.5  # seconds; longer than anybody waits for it
LONGEST_VISIT = 30.0


@dataclass
class Visit:
    """One connection. `message` is its Message-ID, `taken` when all of it had come."""

    mood: str
    began: float
    ended: float = 0.0
    message: str = ""
    taken: float | None = None
    answered: bool = False


@dataclass
class MailServer:
    """`moods` is what visitors meet at random; only WELL when it is well.

    `meet` is told the visitor's port while the message comes.
    """

    chance: Random
    moods: Sequence[str] = (WELL,)
    visits: list[Visit] = field(default_factory=list)
    port: int = 0
    meet: Callable[[int], object] = id

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def taken(self) -> dict[str, list[Visit]]:
        """By message the visits that brought it whole."""
        whole: dict[str, list[Visit]] = {}
        for visit in list(self.visits):
            if visit.taken is not None:
                whole.setdefault(visit.message, []).append(visit)
        return whole


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    request_queue_size = 128
    mail: MailServer


class _Gone(Exception):
    """One of the two hung up."""


class _Conversation(socketserver.StreamRequestHandler):
    timeout = LONGEST_VISIT

    def handle(self) -> None:
        mail = cast(_Server, self.server).mail
        self.visit = Visit(mail.chance.choice(mail.moods), time.monotonic())
        mail.visits.append(self.visit)
        with suppress(_Gone, OSError):
            self.talk(self.visit.mood)
        self.visit.ended = time.monotonic()

    def talk(self, mood: str) -> None:
        if mood == "hangs":
            time.sleep(HANGS_FOR)
            raise _Gone
        self.say({"refuses for now": "421 later", "refuses": "554 no"}.get(mood, "220 hello"))
        while command := self.hear():
            word = command[:4].upper()
            if word == b"DATA":
                self.take(mood)
            elif word == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("451 not now" if (word, mood) == (b"RCPT", BAD[3]) else "250 ok")

    def take(self, mood: str) -> None:
        cast(_Server, self.server).mail.meet(self.client_address[1])
        self.say("354 go on")
        while (line := self.hear()) != b".":
            name, _colon, value = line.partition(b":")
            if name.lower() == b"message-id":
                self.visit.message = value.strip().decode()
                if mood == "drops in DATA":
                    raise _Gone
        self.visit.taken = time.monotonic()
        if mood == "drops after":
            raise _Gone
        self.say("250 taken")
        self.visit.answered = True

    def hear(self) -> bytes:
        line = self.rfile.readline(100_000)
        if not line.endswith(b"\n"):
            raise _Gone
        return line.rstrip(b"\r\n")

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def mail_server(seed: int = 1) -> Iterator[MailServer]:
    server = _Server(("127.0.0.1", 0), _Conversation)
    server.mail = MailServer(Random(seed), port=server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server.mail
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
