"""A test that talks to another machine fails, whatever library it uses to do so."""

import ipaddress
import sys

LOCAL_NAMES = {"localhost", "", None}


class NetworkForbidden(Exception):
    pass


def is_local(host: object) -> bool:
    if isinstance(host, bytes):
        host = host.decode()
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def refuse(event: str, args: tuple) -> None:
    if event == "socket.connect":
        address = args[1]
        host = address[0] if isinstance(address, tuple) else "localhost"  # else a socket file
    elif event == "socket.getaddrinfo":
        host = args[0]
    else:
        return
    if not is_local(host):
        raise NetworkForbidden(f"A test tried to reach {host!r}.")


sys.addaudithook(refuse)
