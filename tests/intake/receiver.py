"""A program on this machine that takes POSTs, and answers as a test says."""

import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Event, Thread

Answer = Callable[[socket.socket, Event], None]


@dataclass
class Received:
    line: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """Serves one connection after another; `answers` are used in turn, the last one for good."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.received: list[Received] = []
        self.over = Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.socket.getsockname()[1]}"
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()

    def __enter__(self) -> "Receiver":
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while not self.over.is_set():
            try:
                connection, _address = self.socket.accept()
            except OSError:
                return
            with connection:
                self.received.append(_read(connection))
                answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                with suppress(OSError):  # the other side hung up
                    answer(connection, self.over)


def _read(connection: socket.socket) -> Received:
    stream = connection.makefile("rb")
    line = stream.readline().decode().strip()
    headers = {}
    while header := stream.readline().strip().decode():
        name, _, value = header.partition(": ")
        headers[name.lower()] = value
    return Received(line, headers, stream.read(int(headers.get("content-length", 0))))


def status(code: int, *headers: str) -> Answer:
    lines = "".join(f"{header}\r\n" for header in headers)
    answer = f"HTTP/1.1 {code} It\r\nContent-Length: 0\r\n{lines}\r\n".encode()
    return lambda connection, over: connection.sendall(answer)


def hang(connection: socket.socket, over: Event) -> None:
    over.wait(30)


def drip(connection: socket.socket, over: Event) -> None:
    """A byte soon enough after the last one, and no end of it."""
    while not over.wait(0.05):
        connection.sendall(b"H")


def drop(connection: socket.socket, over: Event) -> None:
    """Not a word."""


def babble(connection: socket.socket, over: Event) -> None:
    connection.sendall(b"220 mail.example ESMTP\r\n")
