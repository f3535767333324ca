"""The one door to the environment. A variable that is set to nothing counts as not set."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def read_file(path: Path) -> dict[str, str]:
    """The variables in an .env file; none when there is no such file."""

    class Reader(environ.Env):
        ENVIRON: dict[str, str] = {}

    if path.is_file():
        Reader.read_env(path)
    return Reader.ENVIRON


def filled(values: Mapping[str, str]) -> dict[str, str]:
    # A leading "$" would otherwise be read as the name of another variable.
    return {
        name: f"\\{value}" if value.startswith("$") else value
        for name, value in values.items()
        if value.strip()
    }


env = environ.Env()
env.escape_proxy = True
env.ENVIRON = filled(os.environ)
env.ENVIRON = (
    filled(read_file(Path(env.str("ENV_FILE", default=str(BASE_DIR / ".env"))))) | env.ENVIRON
)


def required(name: str, *, how: str) -> str:
    """The value of `name`; `how` is the sentence that tells a person what to set."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {how}")
    return value


DEMO = env.bool("DEMO", default=False)
DEBUG = env.bool("DEBUG", default=False)
if DEBUG and not DEMO:
    raise ImproperlyConfigured(
        "DEBUG shows settings and data to anybody who meets an error. "
        "Use it with DEMO=true only, or set DEBUG=false."
    )

DATA_DIR = (BASE_DIR / env.str("DATA_DIR", default="var")).resolve()
try:
    DATA_DIR.mkdir(mode=0o750, parents=True, exist_ok=True)
    if not os.access(DATA_DIR, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, "Nothing can be written there")
except OSError as error:
    raise ImproperlyConfigured(
        f"DATA_DIR is {str(DATA_DIR)!r}. {error.strerror}. "
        "Choose a folder that this user may write to."
    ) from None
