"""A save that meets an ended session is kept, sealed, for an hour, and offered to the same person after signing in.

Nothing is ever saved by itself: the form comes back filled, and a person presses Save. What counts as the same person: whoever
signed in last in this browser (devices.py), or whose session it still is where only the form's token was out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from publishing import origin
from publishing.admin import DocumentAdmin
from sealing import SealingError
from staff import devices, ways_back
from staff.models import KeptSave
from staff.sessions import STAFF, is_background

LARGEST = 2_500_000
PARAMETER = "kept"
TOKEN = "csrfmiddlewaretoken"
NO_SAVES = ("login", "logout", "preview", "check", "unsaved", "throw_away", "signs")
"""Ends of the names of pages whose posts save nothing."""
LONGEST_PATH = KeptSave._meta.get_field("path").max_length


class KeptSaveMiddleware:
    """Keeps what would be lost, brings it back, and forgets it once it was saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(STAFF) and request.user.is_authenticated:
            response = ways_back.page_instead(request, response) or response
            devices.remember(request, response)
            was_saved = request.method == "POST" and response.status_code == 302 and is_work(request)
            if was_saved and not hasattr(request, "just_kept"):
                KeptSave.objects.filter(user=request.user, path=request.path).delete()
        return response

    def process_view(self, request: HttpRequest, view_func, args, kwargs) -> HttpResponse | None:
        """Before a page of the admin: an ended session's post is kept, and a kept one is brought along."""
        if not is_work(request):
            return None
        if request.user.is_anonymous:
            if is_background(request):
                return JsonResponse({"signed_out": True}, status=401)
            return kept_for_later(request) if request.method == "POST" else None
        if request.method == "GET" and PARAMETER in request.GET:
            bring_along(request)
        elif request.method == "GET":
            offer(request)
        return None


def is_work(request: HttpRequest) -> bool:
    """Whether a request is for a page of the admin, where people write; not for those by which they sign in."""
    if not request.path_info.startswith(STAFF) or request.resolver_match is None:
        return False
    return "admin" in request.resolver_match.namespaces


def is_save(request: HttpRequest) -> bool:
    """Whether what was posted was meant to last."""
    return not (request.resolver_match.url_name or "").endswith(NO_SAVES)


def kept_for_later(request: HttpRequest) -> HttpResponse:
    """To the sign-in page, and from there back to what was typed."""
    device = devices.device_of(request)
    kept = keep(request, device.user_id) if device and is_save(request) else None
    back = address_of(kept) if kept else ways_back.way_back(request)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back})}")


def after_csrf_failure(request: HttpRequest) -> HttpResponse | None:
    """The answer to a post whose token is out of date, where its text can be kept; None leaves it to the error page."""
    if request.resolver_match and request.resolver_match.view_name == "account_login" and is_from_here(request):
        return redirect("account_login")
    if not (request.method == "POST" and is_work(request) and is_from_here(request)) or is_background(request):
        return None
    if request.user.is_anonymous:
        device = devices.device_of(request)
        return None if device and device.is_shared else kept_for_later(request)
    if request.session.get("took_over"):
        # Another person used this browser before: whose text it was cannot be told.
        return None
    if not is_save(request):
        messages.warning(request, _("That page had been open for too long, so nothing was done. Please try once more."))
        return redirect(ways_back.way_back(request))
    kept = keep(request, request.user.pk)
    return redirect(address_of(kept)) if kept else None


def is_from_here(request: HttpRequest) -> bool:
    """Whether the browser says that the form was one of this site. An origin that cannot be read is none of ours."""
    return origin.is_own(request)


def keep(request: HttpRequest, user_id: int) -> KeptSave | None:
    """Seal and keep what was posted, without its files. None for what is too large, or from nobody's account."""
    typed = request.POST.copy()
    typed.pop(TOKEN, None)
    if len(typed.urlencode()) > LARGEST or len(request.path) > LONGEST_PATH:
        return None
    if not get_user_model().objects.filter(pk=user_id, is_active=True).exists():
        return None
    kept = KeptSave(user_id=user_id, path=request.path, had_files=bool(request.FILES))
    kept.seal(typed)
    kept.save(force_insert=True)
    request.just_kept = kept
    return kept


def address_of(kept: KeptSave) -> str:
    """Where what was kept is shown: in its form, if it was one of a document, else on a page of its own."""
    if is_document_form(kept.path):
        return f"{kept.path}?{urlencode({PARAMETER: kept.key})}"
    return reverse("staff:kept", args=[kept.key])


def is_document_form(path: str) -> bool:
    """Whether an address is a form that can be shown filled with what was typed (publishing.draft_views.refilled)."""
    try:
        name = resolve(path).url_name or ""
    except Resolver404:
        return False
    forms = {
        f"{model._meta.app_label}_{model._meta.model_name}_{page}"
        for model, model_admin in admin.site._registry.items()
        if isinstance(model_admin, DocumentAdmin)
        for page in ("add", "change")
    }
    return name in forms


def waiting_for(request: HttpRequest, key: str):
    """What was kept under a key for whoever is signed in, at most one; nothing for a key that is none."""
    try:
        return KeptSave.objects.waiting().filter(key=UUID(str(key)), user=request.user)
    except ValueError:
        return KeptSave.objects.none()


def offer(request: HttpRequest) -> None:
    """Says on the form of a document that something of this person's is kept for it, with the way to it."""
    if not (request.user.is_active and is_document_form(request.path)):
        return
    kept = KeptSave.objects.waiting().filter(user=request.user, path=request.path).order_by("-kept_at").first()
    if kept:
        sentence = _("Your session had ended when you pressed Save, so what you typed then is not in this form.")
        messages.warning(
            request, format_html('{} <a href="{}">{}</a>', sentence, address_of(kept), _("Show what I typed"))
        )


def bring_along(request: HttpRequest) -> None:
    """Puts what was kept for this address on the request, as `kept_save`; says so where it is gone."""
    kept = waiting_for(request, request.GET[PARAMETER]).filter(path=request.path).first()
    typed = opened(kept) if kept else None
    if typed is None:
        messages.warning(request, _("What you typed is not kept any more: it is kept for an hour, for you alone."))
        return
    note = _("Your session had ended, so nothing was saved. Here is what you typed: look it over, then press Save.")
    if kept.had_files:
        note += " " + _("Please choose the picture again.")
    request.kept_save, request.kept_save_note = typed, note


def opened(kept: KeptSave) -> QueryDict | None:
    """What was typed; None where the key is gone or the row was changed."""
    try:
        return kept.typed()
    except SealingError:
        return None
