"""What stands before every page: headers on every answer, and a plain refusal of input that no browser sends."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed, UnreadablePostError
from django.urls import get_resolver
from django.utils.deprecation import MiddlewareMixin

STAFF = "/staff/"
PREVIEW = "/preview/"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")

# The first three repeat what SecurityMiddleware sets: it says nothing on answers given before it has its turn.
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "X-Frame-Options": "DENY",
}


class SecurityHeadersMiddleware(MiddlewareMixin):
    """Sets the fixed headers on every answer. Staff pages and previews may be framed by the site itself."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if request.path_info.startswith((STAFF, PREVIEW)):
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """Sends the policy that the address calls for: staff, preview or public."""

    def get_policy_parts(self, request, response, report_only=False) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and parts.config is None:
            parts.config = _policy(request.path_info)
        return parts


class HostileInputMiddleware(MiddlewareMixin):
    """Answers 400 to unknown hosts, to NUL characters, which Postgres cannot store, and to patterns in the filters of staff's
    lists, of which a broken one would be an error of the database; 405 to unusual methods.
    """

    def process_request(self, request: HttpRequest):
        request.get_host()
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if not _is_readable(request):
            # Returned, not raised: a scanner's requests would fill the log with tracebacks.
            return get_resolver().resolve_error_handler(400)(
                request, exception=BadRequest("NUL, a broken form or a pattern")
            )
        return None


def _policy(path: str) -> dict | None:
    if path.startswith(STAFF):
        return settings.STAFF_CONTENT_SECURITY_POLICY
    if path.startswith(PREVIEW):
        return settings.PREVIEW_CONTENT_SECURITY_POLICY
    return None


def _is_readable(request: HttpRequest) -> bool:
    try:
        has_nul = any("\0" in text for text in _texts(request))
    except UnreadablePostError:
        return False
    return not has_nul and "%00" not in request.META.get("QUERY_STRING", "") and not _has_pattern(request)


def _has_pattern(request: HttpRequest) -> bool:
    """Whether the address bar asks a list of the staff site for a regular expression, which none of its filters does."""
    return request.path_info.startswith(STAFF) and any(name.endswith("regex") for name in request.GET)


def _texts(request: HttpRequest):
    """Yields all that came with a request and may reach a query; the public forms look at their own fields."""
    yield request.path_info
    yield request.META.get("QUERY_STRING", "")
    for name, value in request.COOKIES.items():
        yield name
        yield value
    if request.method == "POST" and request.path_info.startswith(STAFF):
        for name, values in request.POST.lists():
            yield name
            yield from values
