import io
import logging
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from recovery_site import keys
from recovery_site.lanes import Lane
from recovery_site.ports import check_port
from recovery_site.settings import server
from recovery_site.supervisor import Child, supervise

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Runs the web server and the outbox's two workers, and keeps all of them running."

    def handle(self, **options) -> None:
        check_port(server.BIND, server.PORT)
        require_keys()
        settle()
        web = [sys.executable, "-m", "gunicorn", "--config", "python:recovery_site.gunicorn_conf"]
        deliver = [sys.executable, str(settings.BASE_DIR / "manage.py"), "deliver", "--lane"]
        # A process each: a picture that takes its time keeps no notice waiting.
        workers = [Child(f"{lane} worker", [*deliver, lane]) for lane in Lane]
        sys.exit(supervise([Child("web", web, must_start=True), *workers]))


def settle() -> None:
    """What is derived from the content is brought up to date before anybody waits for it."""
    try:
        call_command("settle", stdout=io.StringIO())
    except DatabaseError as error:
        logger.warning("not settled", exc_info=error)
    finally:
        connection.close()


def require_keys() -> None:
    """A database that can't be asked yet does not stop the start: /readyz tells until it can."""
    try:
        keys.require()
    except ImproperlyConfigured as error:
        raise CommandError(str(error)) from None
    except DatabaseError as error:
        logger.warning("keys not checked", exc_info=error)
    finally:
        connection.close()
