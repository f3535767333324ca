from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recovery_site import keys


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when a visitor can be served: the database answers, has every migration and our keys.

    `worker_seconds` is how long ago the background worker last said that it lives, null when it
    never did. It is for people to read: a page does not need the worker.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
        body: dict[str, Any] = {"database": True, "pending_migrations": pending}
        if not pending:
            body["keys"] = not keys.problem()
            body["worker_seconds"] = _worker_seconds()
    except DatabaseError:
        body = {"database": False}
    ready = body.get("keys", False)
    return JsonResponse({"ready": ready} | body, status=200 if ready else 503)


def _worker_seconds() -> int | None:
    from recovery_site.models import WorkerHeartbeat

    last = WorkerHeartbeat.objects.order_by("-at", "pk").first()
    return None if last is None else int((timezone.now() - last.at).total_seconds())
