import errno
import socket

from django.core.management.base import CommandError

REASONS = {
    errno.EACCES: "may only be used by the system's administrator",
    errno.EADDRNOTAVAIL: "belongs to an address that this machine does not have",
}


def check_port(address: str, port: int) -> None:
    """Raises CommandError, with the way out, unless a server could listen there now."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address.strip("[]"), port))
        except OSError as error:
            reason = REASONS.get(error.errno or 0, "is taken by another program")
        else:
            reason = "is taken by another program" if _somebody_answers(port) else ""
    if reason:
        raise CommandError(f"Port {port} {reason}. Choose another one, like PORT={port + 1}.")


def _somebody_answers(port: int) -> bool:
    # Some systems let two programs share a port; a browser asks whatever `localhost` names first.
    try:
        with socket.create_connection(("localhost", port), timeout=1):
            return True
    except OSError:
        return False
