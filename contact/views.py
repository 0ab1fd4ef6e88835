"""How to reach the practice."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publishing.kinds import Page
from publishing.live import LiveSet
from publishing.rendering import render_page


def contact(request: HttpRequest) -> HttpResponse:
    """The number to call, and when and how."""
    live = LiveSet.around()
    page = Page(
        template="contact/contact.html",
        title=_("Contact us"),
        description=_("The number to call with a question or to ask for a visit."),
    )
    return render_page(request, page, live, path=request.path)
