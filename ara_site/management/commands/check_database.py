from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, NotSupportedError, connection

from sealing.models import KeySentinel

OLDEST = 15
AWAY = 75
"""The status where the database does not answer, as sysexits.h has it for what may pass. deploy/serve goes by it."""

CURE = (
    "Start it, or correct DATABASE_URL (postgres://user:password@host:5432/name); "
    "without DATABASE_URL the scripts bring a Postgres of their own."
)


def problem_with(server_version: int) -> str:
    """Returns what is wrong with Postgres's number for its version (150004 is 15.4), or nothing."""
    if server_version // 10000 >= OLDEST:
        return ""
    return f"The database is Postgres {server_version // 10000}; the site needs Postgres {OLDEST} or newer. {CURE}"


def problem_with_keys() -> str:
    """Returns what is wrong with SEALING_KEYS for what is in this database, or nothing; a new database has nothing sealed."""
    if KeySentinel._meta.db_table not in connection.introspection.table_names():
        return ""
    return "\n".join(KeySentinel.objects.problems())


class Command(BaseCommand):
    help = (
        "Says in a sentence whether the database answers, is new enough, and was sealed with the keys that there are."
    )
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        try:
            problem = problem_with(connection.pg_version) or problem_with_keys()
        except NotSupportedError as error:
            problem = f"{error}; the site needs Postgres {OLDEST} or newer. {CURE}"
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0]
            raise CommandError(f"The database does not answer: {reason}. {CURE}", returncode=AWAY) from error
        if problem:
            raise CommandError(problem)
