"""Published pages, finished: kept in memory and on disk, answered before Django, and standing when the database is not.

docs/decisions/0030-the-page-cache.md says how it works and why.
"""
