"""How to reach the practice, and asking for a call back: the form, the answers to check, what happens next.

These pages set no cookie and need none. Django's protection against forged forms needs one, so it is off here; `publishing/origin.py` and the
signed stamp of the form take its place, and neither ever costs a patient the request.
"""

from __future__ import annotations

from functools import wraps

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, UnreadablePostError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from contact import confirming, pages, spam, stamps
from contact.asked import Asked
from contact.emergency import Sign, signs_in
from contact.form import RequestForm
from contact.offered import offer
from contact.receiving import NotReceived, receive
from publishing import origin
from publishing.visitors import for_counting

LARGEST = 64 * 1024


def takes_forms(view):
    """For a view that patients post to: without Django's cookie, with its own limit of size, and silent about what was typed."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @sensitive_post_parameters()
    @sensitive_variables()
    @wraps(view)
    def limited(request: HttpRequest) -> HttpResponse:
        if request.META.get("CONTENT_LENGTH", "").isdecimal() and int(request.META["CONTENT_LENGTH"]) > LARGEST:
            return pages.sentence(
                request,
                offer(),
                status=413,
                title=_("That is too much at once"),
                message=_("The form takes short answers only. Please go back and shorten your message, or call us."),
            )
        try:
            return view(request)
        except UnreadablePostError:
            return HttpResponse(status=400)

    return limited


@takes_forms
def contact(request: HttpRequest) -> HttpResponse:
    """The number to call, and the form; or, posted to, the request itself."""
    if request.method != "POST":
        return pages.blank(request, offer(), request.GET.get("about", ""))
    form = RequestForm(request.POST, offer=offer())
    return _stopped(request, form, then="contact:contact") or _send(request, form)


@takes_forms
def check(request: HttpRequest) -> HttpResponse:
    """The answers, to be checked before they are sent; or the form again, to change one."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("contact:contact"))
    form = RequestForm(request.POST, offer=offer())
    if changing := request.POST.get("change", ""):
        return pages.again(request, form, changing=changing)
    return _stopped(request, form, then="contact:check", asks_again=False) or pages.check(request, form)


def sent(request: HttpRequest, token: str) -> HttpResponse:
    """What happens next. It says nothing of who asked, however often it is opened."""
    reference = stamps.reference_in(token)
    if not reference:
        return pages.sentence(
            request,
            offer(),
            status=404,
            title=_("We do not know this confirmation"),
            message=_(
                "The address may be incomplete. If you sent a request, we have it. If you are not sure, please call us."
            ),
        )
    found = offer()
    news = confirming.news(reference, found)
    return pages.page(request, "contact/sent.html", found, title=news.title, news=news)


def _stopped(request: HttpRequest, form: RequestForm, *, then: str, asks_again: bool = True) -> HttpResponse | None:
    """What keeps a posted form from going on: words of an emergency before all else, then an error, or a doubt where it came from."""
    if found := _emergency(form):
        return pages.emergency(request, form, found, reverse(then))
    if not form.is_valid():
        return pages.again(request, form)
    if asks_again and not origin.is_own(request) and not _was_asked_again(form):
        return pages.once_more(request, form)
    return None


def _emergency(form: RequestForm) -> list[Sign]:
    """What the message speaks of, unless the person has seen the number to call because of it, and went on."""
    message = form.message_as_typed()
    return [] if stamps.is_calm(form.data.get("calm", ""), message) else signs_in(message)


def _was_asked_again(form: RequestForm) -> bool:
    return stamps.is_again(form.cleaned_data["again"], form.cleaned_data["stamp"])


def _send(request: HttpRequest, form: RequestForm) -> HttpResponse:
    asked = form.asked()
    signs = _signs(form, asked)

    def judge() -> spam.Spam:
        return spam.Spam.of(**signs, **spam.habits(asked, for_counting(request)))

    try:
        reference = receive(asked, judge, spam.Spam.of(**signs))
    except NotReceived:
        return pages.not_received(request, form)
    response = HttpResponseRedirect(reverse("contact:sent", args=[stamps.receipt(reference)]))
    response.status_code = 303
    response["Cache-Control"] = "no-store"
    return response


def _signs(form: RequestForm, asked: Asked) -> dict[str, int]:
    values = form.cleaned_data
    return spam.signs(asked, trap=values["subject_line"], age=stamps.age(values["stamp"]), again=bool(values["again"]))
