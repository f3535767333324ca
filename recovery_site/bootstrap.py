"""Makes a virtual environment from a hashed lock file, then becomes a command inside it.

    python3 recovery_site/bootstrap.py .venv requirements.txt manage.py run_demo

Runs under whatever Python the machine has, so its syntax stays old and its imports standard.
The environment is made anew when the lock file or the Python changes, and left alone otherwise.
"""

import os
import sys

if __name__ == "__main__":
    # Started as a file: names in its folder must not stand in for the standard library's.
    sys.path[:] = [
        p for p in sys.path if os.path.realpath(p) != os.path.dirname(os.path.realpath(__file__))
    ]

import hashlib
import shutil
import subprocess

OLDEST = (3, 11)
NEWER_NAMES = ["python3.14", "python3.13", "python3.12", "python3.11"]
NETWORK_SIGNS = (
    "connection broken by",
    "NewConnectionError",
    "Failed to establish a new connection",
    "Temporary failure in name resolution",
    "ProxyError",
    "ReadTimeoutError",
    "ConnectTimeoutError",
    "Read timed out",
)


def give_up(*lines):
    sys.exit("\n" + "\n".join(lines) + "\n")


def version_text(version):
    return ".".join(str(part) for part in version[:2])


def use_a_new_enough_python():
    """Becomes a newer Python from the PATH when this one is too old."""
    if sys.version_info >= OLDEST:
        return
    probe = "import sys; sys.exit(sys.version_info < (3, 11))"
    with open(os.devnull, "w") as nowhere:
        for name in NEWER_NAMES:
            try:
                if subprocess.call([name, "-c", probe], stdout=nowhere, stderr=nowhere) == 0:
                    os.execvp(name, [name] + sys.argv)
            except OSError:
                continue
    give_up(
        "This needs Python %s or newer. The one here is %s."
        % (version_text(OLDEST), version_text(sys.version_info)),
        "Install a newer one (https://www.python.org/downloads/), then run make again.",
        "If it is not on the PATH, name it: make run PYTHON=/path/to/python3",
    )


def wanted_stamp(lock):
    digest = hashlib.sha256(sys.version.encode())
    with open(lock, "rb") as file:
        digest.update(file.read())
    return digest.hexdigest()


def is_current(venv, stamp):
    try:
        with open(os.path.join(venv, "lock.sha256")) as file:
            recorded = file.read()
    except OSError:
        return False
    return recorded == stamp and os.path.exists(os.path.join(venv, "bin", "python"))


def make_venv(venv):
    try:
        import ensurepip  # noqa: F401  (Debian ships it apart from Python itself)
        import venv as _  # noqa: F401  # the same
    except ImportError:
        give_up(
            "Python %s here cannot make virtual environments." % version_text(sys.version_info),
            "On Debian and Ubuntu: sudo apt install python%s-venv" % version_text(sys.version_info),
            "Then run make again.",
        )
    shutil.rmtree(venv, ignore_errors=True)
    if subprocess.call([sys.executable, "-m", "venv", venv]) != 0:
        give_up("The virtual environment could not be made in %s. The reason stands above." % venv)


def install(venv, lock):
    command = [
        os.path.join(venv, "bin", "python"),
        "-m",
        "pip",
        "--disable-pip-version-check",
        "install",
    ]
    command += ["--quiet", "--retries", "2", "--no-deps", "--require-hashes", "--requirement", lock]
    pip = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    output = pip.communicate()[0].decode("utf-8", "replace")
    if pip.returncode == 0:
        return
    sys.stderr.write(output[-3000:])
    if any(sign in output for sign in NETWORK_SIGNS):
        give_up(
            "The packages could not be fetched: the package index does not answer.",
            "Check the network (or the proxy settings), then run make again.",
        )
    give_up("The packages in %s could not be installed. The reason stands above." % lock)


def main(venv, lock, *command):
    use_a_new_enough_python()
    stamp = wanted_stamp(lock)
    if not is_current(venv, stamp):
        sys.stderr.write(
            "Installing %s into %s. This happens once and takes about a minute.\n" % (lock, venv)
        )
        make_venv(venv)
        install(venv, lock)
        with open(os.path.join(venv, "lock.sha256"), "w") as file:
            file.write(stamp)
    python = os.path.join(venv, "bin", "python")
    os.execv(python, [python] + list(command))


if __name__ == "__main__":
    main(*sys.argv[1:])
