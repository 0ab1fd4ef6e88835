from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, NotSupportedError, connection

OLDEST = 15
CURE = (
    "Start it, or correct DATABASE_URL (postgres://user:password@host:5432/name); "
    "without DATABASE_URL the scripts bring a Postgres of their own."
)


def problem_with(server_version: int) -> str:
    """Returns what is wrong with Postgres's number for its version (150004 is 15.4), or nothing."""
    if server_version // 10000 >= OLDEST:
        return ""
    return f"The database is Postgres {server_version // 10000}; the site needs Postgres {OLDEST} or newer. {CURE}"


class Command(BaseCommand):
    help = "Says in a sentence whether the database answers and is new enough."
    requires_system_checks = ()

    def handle(self, *args, **options) -> None:
        try:
            problem = problem_with(connection.pg_version)
        except NotSupportedError as error:
            problem = f"{error}; the site needs Postgres {OLDEST} or newer. {CURE}"
        except DatabaseError as error:
            reason = str(error).strip().splitlines()[0]
            problem = f"The database does not answer: {reason}. {CURE}"
        if problem:
            raise CommandError(problem)
