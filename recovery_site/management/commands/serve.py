import sys

from django.conf import settings
from django.core.management.base import BaseCommand

from recovery_site.ports import check_port
from recovery_site.settings import server
from recovery_site.supervisor import Child, supervise


class Command(BaseCommand):
    help = "Runs the web server and the outbox worker together and keeps both running."

    def handle(self, **options) -> None:
        check_port(server.BIND, server.PORT)
        web = [sys.executable, "-m", "gunicorn", "--config", "python:recovery_site.gunicorn_conf"]
        worker = [sys.executable, str(settings.BASE_DIR / "manage.py"), "deliver"]
        sys.exit(supervise([Child("web", web, must_start=True), Child("worker", worker)]))
