"""What an administrator does with somebody's way in: a link for a password, taking factors away, signing out everywhere.

Nobody chooses another's password, and no link passes the second factor. Taking factors away needs one administrator: it is on
record, the person is told, and is signed out everywhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff import notices
from staff.models import AccessLink, SignIn
from staff.recording import record
from staff.sessions import end_sessions


def take(model_admin, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
    """One of the steps: GET asks, POST does it."""
    user = model_admin.get_object(request, str(object_id))
    if user is None:
        raise Http404
    if not model_admin.has_change_permission(request, user):
        raise PermissionDenied
    step = STEPS[name]
    if not step.is_for(user):
        messages.error(request, _("That is not possible for this account now."))
        return redirect("admin:auth_user_change", user.pk)
    if request.method == "POST":
        return step.run(model_admin, request, user)
    context = {"title": step.label, "account": user, "step": step, "opts": model_admin.opts}
    return shown(model_admin, request, "admin/auth/user/step.html", context)


def invite(model_admin, request: HttpRequest, user: User) -> HttpResponse:
    """A link for whoever has no password yet."""
    return _link(model_admin, request, user, AccessLink.Purpose.INVITATION)


def reset(model_admin, request: HttpRequest, user: User) -> HttpResponse:
    """A link for whoever has forgotten the password. The old one works until it is used."""
    return _link(model_admin, request, user, AccessLink.Purpose.RESET)


def remove_factors(model_admin, request: HttpRequest, user: User) -> HttpResponse:
    """For whoever has lost the phone and the recovery codes: at the next sign-in a new factor is set up."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user)
    record(SignIn.What.FACTOR_REMOVED, request, user, detail=_("all"), by=request.user)
    notices.tell(user, "factors_removed", key=str(SignIn.objects.filter(user=user).latest("pk").pk))
    messages.success(request, _("The second factors are gone. They are set up again at the next sign-in."))
    return redirect("admin:auth_user_change", user.pk)


def sign_out(model_admin, request: HttpRequest, user: User) -> HttpResponse:
    """End all of somebody's sessions."""
    count = end_sessions(user)
    record(SignIn.What.SESSIONS_ENDED, request, user, by=request.user)
    messages.success(request, _("Signed out everywhere: %(count)s sessions ended.") % {"count": count})
    return redirect("admin:auth_user_change", user.pk)


def link_for(user: User, purpose: str, *, by: User | None) -> str:
    """A new link for somebody's password, complete; it cannot be shown a second time."""
    token = AccessLink.make(user, purpose, by=by)
    return f"{settings.SITE_URL}{reverse('staff:set_password')}?{urlencode({'key': token})}"


def shown(model_admin, request: HttpRequest, template: str, context: dict) -> HttpResponse:
    """A page of the admin that nobody keeps."""
    response = TemplateResponse(request, template, {**model_admin.admin_site.each_context(request), **context})
    response["Cache-Control"] = "no-store"
    return response


def _link(model_admin, request: HttpRequest, user: User, purpose: str) -> HttpResponse:
    link = link_for(user, purpose, by=request.user)
    record(SignIn.What.LINK_MADE, request, user, detail=AccessLink.Purpose(purpose).label, by=request.user)
    if purpose == AccessLink.Purpose.RESET:
        notices.tell(user, "link_made", key=str(AccessLink.objects.filter(user=user).latest("pk").pk))
    hours = AccessLink.LASTS[purpose].total_seconds() // 3600
    context = {
        "title": _("Hand this link over"),
        "account": user,
        "link": link,
        "hours": int(hours),
        "opts": model_admin.opts,
    }
    return shown(model_admin, request, "admin/auth/user/link.html", context)


@dataclass(frozen=True)
class Step:
    """A button of an account: what it is called, what it says it does, whom it is for."""

    label: str
    explanation: str
    run: Callable[..., HttpResponse]
    is_for: Callable[[User], bool]
    is_danger: bool = False


STEPS = {
    "invite": Step(
        gettext_lazy("Make an invitation"),
        gettext_lazy(
            "A link by which the person sets a password. It works once, for 24 hours; older links stop working."
        ),
        invite,
        lambda user: user.is_active and not user.has_usable_password(),
    ),
    "reset": Step(
        gettext_lazy("Make a link for a new password"),
        gettext_lazy(
            "For whoever has forgotten the password. It works once, for an hour; older links stop working. The second "
            "factor stays as it is. Make sure that it is the person who asks."
        ),
        reset,
        lambda user: user.is_active and user.has_usable_password(),
    ),
    "sign-out": Step(
        gettext_lazy("Sign out everywhere"),
        gettext_lazy("Ends all sessions of this account, in all browsers. What is typed and not saved is kept."),
        sign_out,
        lambda user: True,
    ),
    "remove-factors": Step(
        gettext_lazy("Remove the second factors"),
        gettext_lazy(
            "For whoever has lost the phone or key and the recovery codes, too. All second factors and recovery codes "
            "stop working, and all sessions end. At the next sign-in new ones are set up. Make sure that it is the person "
            "who asks: see them, or call the number that you know. It stands in the record with your name."
        ),
        remove_factors,
        lambda user: Authenticator.objects.filter(user=user).exists(),
        is_danger=True,
    ),
}
