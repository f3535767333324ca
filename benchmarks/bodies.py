"""Bodies as no browser makes them, over a bare socket, from a seed."""

import socket
from collections.abc import Iterator
from random import Random
from urllib.parse import quote_plus, urlencode

from benchmarks.people import URL, someone

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
KINDS = (
    FORM, PARTS, f"{FORM}; charset=latin-1", f"{FORM}; charset=utf-16", f"{FORM}; charset=none",
    f"{PARTS}; charset=utf-7", "multipart/form-data", "multipart/mixed; boundary=x",
    "multipart/form-data; boundary=" + "x" * 300, "application/json", "text/plain", "x", "",
    "\xff/\xfe", f"{FORM}; boundary=x",
)  # fmt: skip
NAMES = tuple(someone(0))
PATIENCE = 20.0  # seconds


def forms(chance: Random, number: int) -> bytes:
    """Mostly what a person sends, with something wrong in it."""
    answers = list(someone(number).items())
    for _ in range(chance.randint(0, 3)):
        answers.insert(chance.randrange(len(answers) + 1), (_name(chance), _text(chance)))
    pairs = [f"{quote_plus(name)}={_quoted(chance, value)}" for name, value in answers]
    return chance.choice(["&", "&&", ";&"]).join(pairs).encode("latin-1")


def _quoted(chance: Random, value: str) -> str:
    encoding = chance.choice(["utf-8"] * 20 + ["utf-16", "utf-32", "utf-7"])
    return quote_plus(value.encode(encoding, "surrogatepass"))


def _name(chance: Random) -> str:
    name = chance.choice(NAMES)
    return chance.choice([name, name, f"{name}[]", f"{name}[a][b]", f"{name}\0", name.upper(), ""])


def _text(chance: Random) -> str:
    text = "".join(chr(chance.choice(_RANGES)) for _ in range(chance.randint(0, 30)))
    return text * chance.choice([1, 1, 1, 1, 500])


_RANGES = [*range(0x250), *range(0x2000, 0x2070), *range(0xD800, 0xD810), 0xFFFE, 0x1F642, 0x10FFFF]


def multipart(chance: Random, number: int) -> bytes:
    """Parts with headers that lack, lie or never end."""
    lines = [b"--x"]
    for name, value in someone(number).items():
        shown = chance.choice([name] * 30 + ["", name * 200, f'{name}"; filename="a.txt', "\0"])
        lines.append(f'Content-Disposition: form-data; name="{shown}"'.encode())
        if not chance.randrange(20):
            transfer = chance.choice(["base64", "quoted-printable", "x", "7bit"])
            lines.append(f"Content-Transfer-Encoding: {transfer}".encode())
        lines += [b"", chance.choice([value.encode()] * 30 + [b"\xff\xfe", b"\0", b"=", b"--x"])]
        lines.append(b"--x")
    body = b"\r\n".join(lines) + b"--\r\n"
    return body if chance.randrange(4) else body[: chance.randrange(len(body))]


def noise(chance: Random, number: int) -> bytes:
    return chance.randbytes(chance.randint(0, 400))


def many(chance: Random, number: int) -> bytes:
    """More fields than anybody has, or one that is nested as nothing is."""
    if chance.randrange(2):
        return b"&".join(b"a%d=1" % one for one in range(chance.randint(900, 3000)))
    return (b"a" + b"[b]" * chance.randint(100, 20_000)) + b"=1"


def huge(chance: Random, number: int) -> bytes:
    answers = someone(number) | {chance.choice(NAMES): "a" * chance.randint(100_000, 3_000_000)}
    return urlencode(answers).encode()


SHAPES = [forms] * 50 + [multipart] * 30 + [noise] * 15 + [many] * 4 + [huge]


def requests(how_many: int, *, seed: int = 1) -> Iterator[bytes]:
    """Whole HTTP requests, some of which break off or lie about their length."""
    chance = Random(seed)
    for number in range(how_many):
        shape = chance.choice(SHAPES)
        body = shape(chance, number)
        fitting = PARTS if shape is multipart else FORM
        kind = fitting if chance.randrange(5) else chance.choice(KINDS)
        yield _request(chance, kind, body)


def _request(chance: Random, kind: str, body: bytes) -> bytes:
    head = [f"POST {URL} HTTP/1.1", "Host: localhost", "Sec-Fetch-Site: same-origin"]
    head += ["Connection: close", f"Content-Type: {kind}"]
    way = chance.choice(["true"] * 12 + ["chunked", "short", "long", "none", "wrong", "broken off"])
    if way == "chunked":
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body) if body else b"0\r\n\r\n"
    elif way == "broken off":
        body = b"%x\r\n%s" % (len(body) + 9, body)
    if way in {"chunked", "broken off"}:
        head.append("Transfer-Encoding: chunked")
    elif way != "none":
        wrong = chance.choice(["-1", "1e3", "", "\xb2", "9" * 30])
        lengths = {"short": str(len(body) // 2), "long": str(len(body) + 99), "wrong": wrong}
        head.append(f"Content-Length: {lengths.get(way, len(body))}")
    return "\r\n".join([*head, "", ""]).encode("latin-1") + body


def answer(port: int, request: bytes) -> tuple[int, str]:
    """The status, 0 where the server hung up, and where it leads."""
    heard = b""
    with socket.create_connection(("127.0.0.1", port), PATIENCE) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            while chunk := connection.recv(65_536):
                heard += chunk
        except ConnectionError:
            pass  # it had heard enough
    status, _space, rest = heard.partition(b"\r\n")
    lines = rest.partition(b"\r\n\r\n")[0].decode("latin-1").splitlines()
    leads = next((line[10:] for line in lines if line.lower().startswith("location: ")), "")
    return int(status.split()[1]) if status.startswith(b"HTTP/1.1 ") else 0, leads
