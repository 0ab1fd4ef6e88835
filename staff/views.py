"""The pages around signing in: the account's own page, the way to a second factor, passwords by a link, what was kept."""

from __future__ import annotations

from allauth.account.views import LoginView, LogoutView
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from staff import kept_saves, notices, second_factor, sessions, ways_back
from staff.forms import NewPasswordForm
from staff.models import AccessLink, SignIn
from staff.models.access_link import hash_of
from staff.recording import record

LINK = "access_link"


class SignInView(LoginView):
    """Name and password; 429 after too many tries."""

    def form_invalid(self, form) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 429 if form.was_stopped else 200
        return response

    def get_context_data(self, **kwargs) -> dict:
        back = self.request.GET.get("next", "") or self.request.POST.get("next", "")
        return super().get_context_data(**kwargs) | {
            "title": _("Sign in"),
            "text_is_kept": kept_saves.PARAMETER in back.partition("?")[2] or "/staff/kept/" in back,
            "had_ended": bool(back) and back != reverse("admin:index"),
        }


class SignOutView(LogoutView):
    """Asks, signs out, and has the browser forget the pages it kept."""

    def post(self, *args, **kwargs) -> HttpResponse:
        response = super().post(*args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


@login_required
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """One's own way in: second factors, recovery codes, password, where one is signed in."""
    factors = Authenticator.objects.filter(user=request.user).order_by("created_at")
    by_type: dict[str, list] = {each: [] for each in Authenticator.Type}
    for factor in factors:
        by_type[factor.type].append(factor)
    codes = next(iter(by_type[Authenticator.Type.RECOVERY_CODES]), None)
    context = {
        "title": _("Your account"),
        "passkeys": [(each, each.wrap().name) for each in by_type[Authenticator.Type.WEBAUTHN]],
        "app": next(iter(by_type[Authenticator.Type.TOTP]), None),
        "codes": codes,
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "open_sessions": sessions.sessions_of(request.user, request),
        "is_required": settings.REQUIRE_SECOND_FACTOR,
    }
    return render(request, "staff/account.html", context)


@login_required
@never_cache
def protect(request: HttpRequest) -> HttpResponse:
    """The first step to a second factor: which one."""
    if second_factor.has_factor(request.user):
        return redirect("staff:account")
    return render(request, "staff/protect.html", {"title": _("Protect your account")})


@login_required
@never_cache
def show_factor(request: HttpRequest) -> HttpResponse:
    """To the page on which a second factor is shown once more."""
    passkey = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.WEBAUTHN).exists()
    target = reverse("mfa_reauthenticate_webauthn" if passkey else "mfa_reauthenticate")
    return redirect(f"{target}?{urlencode({'next': safe_next(request)})}")


@login_required
@require_POST
def codes_kept(request: HttpRequest) -> HttpResponse:
    """Somebody says that the recovery codes are written down."""
    if not request.POST.get("written_down"):
        messages.error(request, _("Please tick that you have written the codes down, or make new ones."))
        return redirect("mfa_view_recovery_codes")
    second_factor.codes_kept(request)
    messages.success(request, _("Your account is protected. From now on you sign in with your second factor."))
    return redirect("admin:index")


@login_required
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Sign out in all other browsers."""
    if sessions.end_sessions(request.user, but=request):
        record(SignIn.What.SESSIONS_ENDED, request, request.user)
    messages.success(request, _("You are signed out everywhere else."))
    return redirect("staff:account")


@require_http_methods(["GET", "POST"])
@never_cache
def session(request: HttpRequest) -> JsonResponse:
    """How long the session lasts, for the page's clock. A POST comes from somebody at work, and extends it."""
    if request.user.is_anonymous:
        return JsonResponse({"signed_out": True}, status=401)
    if request.method == "POST":
        request.session[sessions.SEEN] = sessions.now()
    idle, longest = sessions.seconds_left(request)
    return JsonResponse({"idle": idle, "longest": longest})


@transaction.atomic
def _set_by(link: AccessLink, password: str, request: HttpRequest) -> bool:
    """Set the password and all that goes with it, or nothing; False where the link was used meanwhile."""
    if not link.use():
        return False
    link.user.set_password(password)
    link.user.save(update_fields=["password"])
    sessions.end_sessions(link.user)
    record(SignIn.What.PASSWORD_CHANGED, request, link.user, detail=link.get_purpose_display())
    notices.tell(link.user, "password_set", key=str(link.pk))
    return True


@never_cache
def set_password(request: HttpRequest) -> HttpResponse:
    """A password of one's own, by a link that works once. It signs nobody in, and leaves the second factor as it is."""
    if "key" in request.GET:
        # Out of the address, where the browser's history would keep it. Logs leave out what follows a question mark.
        request.session[LINK] = hash_of(request.GET["key"])
        if AccessLink.find(request.session[LINK]):
            return redirect("staff:set_password")
        request.session.flush()
    link = AccessLink.find(request.session.get(LINK, ""))
    if link is None:
        return render(request, "staff/link_over.html", {"title": _("This link no longer works")}, status=410)
    form = NewPasswordForm(request.POST or None, user=link.user)
    if request.method == "POST" and form.is_valid() and _set_by(link, form.cleaned_data["password1"], request):
        request.session.pop(LINK, None)
        messages.success(request, _("Your password is set. Please sign in with it."))
        return redirect("account_login")
    context = {"title": _("Choose your password"), "form": form, "link": link}
    return render(request, "staff/set_password.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
def kept(request: HttpRequest, key) -> HttpResponse:
    """What was typed where no form can be filled again: to be read and copied. Nothing was done with it."""
    found = kept_saves.waiting_for(request, key).first()
    typed = kept_saves.opened(found) if found else None
    if typed is None:
        return render(request, "staff/kept.html", {"title": _("This text is not kept any more")}, status=410)
    texts = [(name.replace("_", " "), text) for name, all_ in typed.lists() for text in all_ if text and name[0] != "_"]
    context = {"title": _("What you typed"), "texts": texts, "path": ways_back.marked(found.path)}
    return render(request, "staff/kept.html", context)


def safe_next(request: HttpRequest) -> str:
    """Where to go on, if it is a page of this site."""
    back = request.GET.get("next", "")
    return back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else reverse("admin:index")
