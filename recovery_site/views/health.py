from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from recovery_site import keys
from recovery_site.lanes import Lane


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("alive\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when a visitor can be served: the database answers, has every migration and our keys.

    `worker_seconds` tells for each lane how long ago a worker of it last said that it lives, null
    when none did. It is for people and monitors to read: a page does not need the workers.
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


def _worker_seconds() -> dict[str, int | None]:
    from recovery_site.models import WorkerHeartbeat

    now = timezone.now()
    last = dict(WorkerHeartbeat.objects.values_list("lane").annotate(Max("at")).order_by())
    seen = {lane: [last[name] for name in (lane.value, "") if name in last] for lane in Lane}
    return {
        lane.value: int((now - max(times)).total_seconds()) if times else None
        for lane, times in seen.items()
    }
