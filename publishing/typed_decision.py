"""What a clinician had typed towards a decision while writing or settling a note: carried back to the page, for that person alone."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from publishing.models import Edition

KEY = "typed_decision"
FIELDS = ("note", "next_review", "when_0", "when_1")
"""Names of the fields of a decision, as a browser posts them."""
LONGEST = 5000


def carry(request: HttpRequest, edition: Edition) -> None:
    """Remember in the session what was posted beside a note; nothing where it came from another page."""
    if request.POST.get("back") != "approving":
        return
    typed = {name: request.POST[name][:LONGEST] for name in FIELDS if request.POST.get(name)}
    request.session[KEY] = {"edition": edition.pk, "typed": typed}


def initial(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """The same as a form's initial values; empty for another edition."""
    carried = request.session.get(KEY, {})
    if carried.get("edition") != edition.pk:
        return {}
    typed = dict(carried["typed"])
    when = [typed.pop("when_0", ""), typed.pop("when_1", "")]
    return typed | ({"when": when} if any(when) else {})


def forget(request: HttpRequest) -> None:
    """The decision was taken."""
    request.session.pop(KEY, None)
