"""Keeps personal data out of the logs: what a person typed into an address, and what a row of the database held."""

import logging
import re

QUERY_STRING = re.compile(r"\?\S*")
# psycopg2 ends an error with lines such as "DETAIL:  Key (email)=(…) already exists."
ROW_VALUES = re.compile(r"^(DETAIL|CONTEXT|HINT|LINE \d+):.*?(?=^\s*$|^\S+Error|^The above|^During|\Z)", re.M | re.S)


class WithoutQueryStrings(logging.Filter):
    """Cuts query strings out of a record's arguments, and the request object off it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple(QUERY_STRING.sub("", arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


class WithoutRowValues(logging.Formatter):
    """Leaves out the details of database errors, which quote the row."""

    def formatException(self, ei) -> str:
        return ROW_VALUES.sub("(details of the row left out)\n", super().formatException(ei))
