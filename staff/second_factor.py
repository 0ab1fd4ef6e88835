"""Nobody works on the staff site by a password alone, where a second factor is required."""

from __future__ import annotations

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from staff.sessions import STAFF, is_background

PASSED = "second_factor_of"
CODES = "codes_to_write_down"
BEFORE_IT = ("account_", "mfa_", "staff:")
"""Names of the pages on which one signs in, adds a factor, or signs out."""


def has_factor(user) -> bool:
    """Whether somebody has a passkey or an authenticator app. Recovery codes alone are none."""
    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def passed(request: HttpRequest, user) -> None:
    """This session has shown a second factor of this person."""
    request.session[PASSED] = user.pk


def forget(request: HttpRequest) -> None:
    """There is no second factor any more."""
    request.session.pop(PASSED, None)
    request.session.pop(CODES, None)


def has_passed(request: HttpRequest) -> bool:
    """Whether this session has shown a second factor."""
    return request.session.get(PASSED) == request.user.pk


def show_codes(request: HttpRequest) -> None:
    """There are recovery codes that their owner has to write down."""
    request.session[CODES] = True


def codes_kept(request: HttpRequest) -> None:
    """Their owner says that they are written down."""
    request.session.pop(CODES, None)


class SecondFactorMiddleware:
    """Leads whoever has shown none to the page where one is shown or added, and new recovery codes to paper."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, args, kwargs) -> HttpResponse | None:
        """Before any view of the staff site but those that are the way there."""
        if not (
            settings.REQUIRE_SECOND_FACTOR and request.path_info.startswith(STAFF) and request.user.is_authenticated
        ):
            return None
        if request.resolver_match.view_name.startswith(BEFORE_IT):
            return None
        if not has_passed(request):
            return self._to_the_factor(request)
        return redirect("mfa_view_recovery_codes") if request.session.get(CODES) else None

    def _to_the_factor(self, request: HttpRequest) -> HttpResponse:
        if is_background(request):
            return JsonResponse({"signed_out": True}, status=401)
        if has_factor(request.user):
            back = urlencode({"next": request.get_full_path() if request.method == "GET" else reverse("admin:index")})
            return redirect(f"{reverse('staff:show_factor')}?{back}")
        return redirect("staff:protect")
