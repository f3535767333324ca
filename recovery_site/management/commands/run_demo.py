import hashlib
import io
import os
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError

from recovery_site.management.commands.serve import require_keys
from recovery_site.ports import check_port
from recovery_site.settings import server


class Command(BaseCommand):
    help = "Prepares the demo and serves it. What is there already stays as it is."
    requires_system_checks = []  # the steps below run them, and say what is missing

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reload", action="store_true", help="Django's own server, new at every change."
        )

    def handle(self, *, reload: bool, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This shows invented content. Set DEMO=true.")
        check_port(server.BIND, server.PORT)
        try:
            self.prepare(collect=settings.STATIC_HASHED)
        except (OSError, OperationalError) as error:
            raise CommandError(
                f"The demo could not be made ready: {error}. Its files are in "
                f"{settings.DATA_DIR}: is there room on that disk? Then start again."
            ) from error
        login = io.StringIO()
        call_command("demo_staff", stdout=login)
        self.stdout.write(box(server.PORT, *login.getvalue().split()))
        self.stdout.flush()
        command = ["runserver", f"{server.BIND}:{server.PORT}"] if reload else ["serve"]
        os.execv(sys.executable, [sys.executable, str(settings.BASE_DIR / "manage.py"), *command])

    def prepare(self, *, collect: bool) -> None:
        self.step("Database")
        call_command("migrate", verbosity=0)
        require_keys()
        call_command("load_zip_codes", if_empty=True, stdout=io.StringIO())
        self.step("Demo content")
        call_command("demo", "load", stdout=io.StringIO())
        if collect:
            self.step("Static files")
            collect_static()

    def step(self, name: str) -> None:
        self.stdout.write(f"{name} ...", self.style.NOTICE)
        self.stdout.flush()


def collect_static() -> None:
    """Collects only when a source file changed since the last time."""
    stamp = Path(settings.STATIC_ROOT) / ".sources.sha256"
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            info = Path(storage.path(name)).stat()
            digest.update(f"{name} {info.st_size} {info.st_mtime_ns}\n".encode())
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(digest.hexdigest())


def box(port: int, email: str, password: str) -> str:
    rows = [
        ("Site", f"http://localhost:{port}/"),
        ("Staff", f"http://localhost:{port}/admin/"),
        ("E-mail", email),
        ("Password", password),
        ("Data", str(settings.DATA_DIR)),
        ("Stop", "Ctrl-C"),
    ]
    lines = [f"{name:<10}{value}" for name, value in rows]
    width = max(map(len, lines))
    edge = f"+{'-' * (width + 4)}+"
    return "\n".join(["", edge, *(f"|  {line:<{width}}  |" for line in lines), edge, ""])
