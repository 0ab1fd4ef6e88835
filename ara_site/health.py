"""For the load balancer: does the process answer, and can it serve pages?"""

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ara_site import deadline
from sealing.models import KeySentinel

SECONDS_TO_ANSWER = 1
"""All questions together. A load balancer gives up soon, and one that waits holds a thread of the web server."""


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """The process answers. Asks nothing of the database."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers within a second, has all migrations, and was sealed with our keys; else 503 with the reason."""
    try:
        with deadline.within(SECONDS_TO_ANSWER):
            reason = _what_is_wrong()
    except (DatabaseError, InterfaceError):
        reason = "database"
    if reason:
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def _what_is_wrong() -> str:
    if not _migrations_are_applied():
        return "migrations"
    return "keys" if KeySentinel.objects.problems() else ""


def _migrations_are_applied() -> bool:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '1s'")
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
