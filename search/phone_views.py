"""The phone mode: a coordinator types what a caller asks, and reads out the answer as patients would find it.

What is typed travels in the body of a request, so that it stands in no log; the plain form of a browser without scripts is the exception.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from publishing.models import Edition
from search.gaps_counting import keep_verdict, keep_wording
from search.gaps_views import for_editors, page
from search.models import Source, Verdict
from search.phone import answers

DEFAULT = settings.LANGUAGE_CODE.partition("-")[0]


@for_editors
def phone(request: HttpRequest) -> HttpResponse:
    """The box to type in, and the answers to what is in the address."""
    words, language = request.GET.get("q", ""), _language(request.GET.get("language", ""))
    context = {"words": words, "language": language, "languages": settings.LANGUAGES}
    return page(request, "phone.html", title=_("Phone mode"), answers=answers(words, language=language), **context)


@for_editors
@sensitive_post_parameters()
@require_POST
def found(request: HttpRequest) -> HttpResponse:
    """The answers alone, for the script."""
    words, language = request.POST.get("q", ""), _language(request.POST.get("language", ""))
    context = {"words": words, "language": language, "answers": answers(words, language=language)}
    return render(request, "admin/search/_answers.html", context)


@for_editors
@require_POST
def answered(request: HttpRequest) -> HttpResponse:
    """This answer was read out: it is counted, with nothing of the caller."""
    number = request.POST.get("edition", "")
    is_number = number.isascii() and number.isdecimal() and len(number) < 10
    edition = Edition.objects.live().filter(pk=int(number)).first() if is_number else None
    if edition is None:
        return _said(request, _("That answer is not live any more. Search again."), status=409)
    keep_verdict(edition, Verdict.PHONE)
    return _said(request, _("Noted: answered."))


@for_editors
@sensitive_post_parameters()
@sensitive_variables()
@require_POST
def missing(request: HttpRequest) -> HttpResponse:
    """The site does not say it: the words are kept without names and numbers."""
    kept = keep_wording(
        request.POST.get("q", ""), language=_language(request.POST.get("language", "")), source=Source.PHONE
    )
    if kept:
        return _said(request, _("Noted as not on the site: “%(words)s”.") % {"words": kept})
    return _said(request, _("Nothing was noted: without names and numbers no words were left."), status=422)


def _said(request: HttpRequest, sentence: str, *, status: int = 200) -> HttpResponse:
    """The sentence for the script, or above the page for a browser without."""
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"said": sentence}, status=status)
    (messages.success if status == 200 else messages.error)(request, sentence)
    return HttpResponseRedirect(reverse("phone:phone"))


def _language(asked: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else DEFAULT
