"""The pages of the form: in the site's frame as it is live, or as it was last known."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from contact import confirming, stamps, warning
from contact.emergency import Sign
from contact.form import SHOWN_AGAIN, RequestForm
from contact.offered import Offer
from contact.watching import is_call_first

FORM = "contact/form.html"


def page(request: HttpRequest, template: str, offer: Offer, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page that is kept nowhere. What is typed is on none but the answer to the one who typed it."""
    context = {"noindex": True, "emergency_signs": warning.signs(), "call_first": is_call_first(), **context}
    context["day_of_call"] = partial(_day_of_call, offer, context["call_first"])
    number = offer.practice.emergency_number if offer.practice else "911"
    shown = {**offer.around, **context, "emergency_number": number}
    response = render(request, template, shown, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _day_of_call(offer: Offer, is_call_first: bool) -> str:
    """Asked for by the pages that say it, and not of a database that has just not answered."""
    return "" if is_call_first else confirming.day_of_call(offer)


def blank(request: HttpRequest, offer: Offer, about: str) -> HttpResponse:
    """The form as it opens. It holds nothing of anybody, so that the browser may keep it for the way back."""
    form = RequestForm(offer=offer, about=about)
    canonical = settings.SITE_URL + "/contact/"
    context = {"description": _("Ask us to call you back, or call us."), "canonical": canonical}
    response = page(request, FORM, offer, form=form, title=_("Contact us"), noindex=bool(about), **context)
    response["Cache-Control"] = "private, no-cache"
    return response


def again(request: HttpRequest, form: RequestForm, *, changing: str = "") -> HttpResponse:
    """The form with what was typed: to be corrected, or because the person wants to change something."""
    wrong = bool(form.errors) and not changing
    if changing:
        form = RequestForm(initial=form.data.dict(), offer=form.offer)
        _focus(form, changing)
    return page(
        request, FORM, form.offer, form=form, title=_("Contact us"), wrong=wrong, changing=changing,
        status=422 if wrong else 200,
    )  # fmt: skip


def check(request: HttpRequest, form: RequestForm) -> HttpResponse:
    """Check your answers."""
    return page(
        request, "contact/check.html", form.offer, form=form, answers=answers(form), carried=carried(form),
        title=_("Check your answers"),
    )  # fmt: skip


def emergency(request: HttpRequest, form: RequestForm, found: list[Sign], then: str) -> HttpResponse:
    """The emergency number first, as the message may describe one. Nothing has been stored."""
    return page(
        request, "contact/emergency.html", form.offer, form=form, carried=carried(form, calm=stamps.calm(form.message_as_typed())), then=then,
        found=[sign.label for sign in found], suicide=Sign.SUICIDE in found, title=_("Is this an emergency?"),
    )  # fmt: skip


def once_more(request: HttpRequest, form: RequestForm) -> HttpResponse:
    """What was typed and one button, as the browser did not say that the form came from our page."""
    mark = stamps.again(form.data.get("stamp", ""))
    return page(
        request, "contact/once_more.html", form.offer, form=form, answers=answers(form), carried=carried(form, again=mark),
        title=_("Please send your request once more"), status=403,
    )  # fmt: skip


def not_received(request: HttpRequest, form: RequestForm) -> HttpResponse:
    """Neither database nor disk took it."""
    response = page(
        request, "contact/not_received.html", form.offer, form=form, answers=answers(form), carried=carried(form),
        title=_("We could not take your request"), status=503,
    )  # fmt: skip
    response["Retry-After"] = "60"
    return response


def sentence(request: HttpRequest, offer: Offer, *, status: int, title: str, message: str) -> HttpResponse:
    """A heading, a sentence and the number to call."""
    return page(request, "contact/sentence.html", offer, status=status, title=title, message=message)


def carried(form: RequestForm, **more: str) -> list[tuple[str, str]]:
    """The fields as they were typed, to be carried on in hidden ones."""
    values = {name: form.data.get(name, "") for name in form.fields if name not in ("subject_line", "again")}
    return [(name, value) for name, value in (values | more).items() if value]


def answers(form: RequestForm) -> list[tuple[str, str, str]]:
    """(field, its name, what was answered) in the words of the form; what nobody chose or typed is "Not provided"."""
    shown = []
    for name in SHOWN_AGAIN:
        if name in form.fields:
            value = form.data.get(name, "")
            choices = dict(getattr(form.fields[name], "choices", ()))
            label = str(form.fields[name].label).replace(_(" (optional)"), "")
            shown.append((name, label, str(choices.get(value, value)) if value else _("Not provided")))
    return shown


def _focus(form: RequestForm, name: str) -> None:
    if name in form.fields:
        form.fields[name].widget.attrs["autofocus"] = True
