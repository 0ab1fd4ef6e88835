"""“Did this answer your question?”: what somebody says of an answer, counted for the edition that they read.

Without a cookie, as on every public page: `publishing/origin.py` looks where the form comes from, and `gaps_counting` counts no faster
than people read. Nothing is typed, and nothing of who says it is kept.
"""

from __future__ import annotations

import logging

from django.core.exceptions import BadRequest
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from publishing import origin
from publishing.kinds import Page
from publishing.live import LiveSet
from publishing.models import Edition
from publishing.rendering import render_page
from search.gaps_counting import keep_verdict
from search.models import Verdict
from search.models.feedback import BY_READERS, UNHELPFUL

logger = logging.getLogger(__name__)


@csrf_exempt
@require_POST
def say(request: HttpRequest) -> HttpResponse:
    """Count a verdict, and lead to the thanks. What another site sends is not counted."""
    number, verdict = _said(request)
    edition = Edition.objects.was_live().filter(pk=number).first()
    if edition is None:
        raise Http404
    if not origin.is_own(request):
        return _page(request, edition, title=_("This was not counted"), foreign=True, status=403)
    try:
        keep_verdict(edition, verdict)
    except Error as error:
        logger.warning("A verdict on an answer was not counted (%s).", type(error).__name__)
    response = HttpResponseRedirect(reverse("feedback:thanks", args=[edition.pk, verdict]))
    response.status_code = 303
    return response


@require_safe
def thanks(request: HttpRequest, number: int, verdict: str) -> HttpResponse:
    """Thanks, and ways on for somebody whom the answer did not help."""
    edition = Edition.objects.was_live().filter(pk=number).first()
    if edition is None or verdict not in BY_READERS:
        raise Http404
    return _page(request, edition, title=_("Thank you"), unhelpful=verdict in UNHELPFUL)


def _said(request: HttpRequest) -> tuple[int, Verdict]:
    """The number of the edition and the verdict. Raises BadRequest for what our form does not send."""
    try:
        number, verdict = request.POST.get("edition", ""), request.POST.get("verdict", "")
    except UnreadablePostError as error:
        raise BadRequest("A broken form") from error
    if not (number.isascii() and number.isdecimal() and len(number) < 10) or verdict not in BY_READERS:
        raise BadRequest("Not what the form sends")
    return int(number), Verdict(verdict)


def _page(request: HttpRequest, edition: Edition, *, title: str, status: int = 200, **context) -> HttpResponse:
    live = LiveSet.around(edition.key)
    shown = live.get(edition.key)
    context |= {"back": live.path_of(edition.key), "answer": shown.title if shown else "", "noindex": True}
    page = Page(template="search/feedback.html", title=title, context=context)
    response = render_page(request, page, live, path=request.path)
    response.status_code = status
    return response
