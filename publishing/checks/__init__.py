"""Is a text fit for patients? Rules over the content of an edition, kept or not: while it is written, on submitting, over the whole site.

`findings_for(edition)` is all of them, in the order in which the text is read.
"""

from publishing.checks.rules import findings_for, grade_of, stops_for

__all__ = ["findings_for", "grade_of", "stops_for"]
