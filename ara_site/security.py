"""What stands before every page: headers on every answer, and a plain refusal of input that no browser sends."""

from csp.middleware import CSPMiddleware, PolicyParts
from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, UnreadablePostError
from django.utils.deprecation import MiddlewareMixin

STAFF = "/staff/"
PREVIEW = "/preview/"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
SAFE_METHODS = ("GET", "HEAD")
LONGEST = 8192
"""Of an address or a header, in characters: what the front lets through (deploy/nginx.conf)."""

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
    lists, of which a broken one would be an error of the database; 405 to unusual methods; 414 and 431 to what is too long.
    """

    def process_request(self, request: HttpRequest):
        request.get_host()
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if too_long := _too_long(request):
            return HttpResponse(status=too_long)
        # Answered, not raised: a scanner's requests would fill the log with tracebacks. ErrorPagesMiddleware makes pages of these.
        try:
            return None if _is_readable(request) else HttpResponse(status=400)
        except RequestDataTooBig:
            return HttpResponse(status=413)

    def process_view(self, request: HttpRequest, view, args, kwargs):
        """405 where a public page is sent something. Those that take a form need no cookie, and so do without Django's check."""
        takes_forms = request.path_info.startswith(STAFF) or getattr(view, "csrf_exempt", False)
        if request.method not in SAFE_METHODS and not takes_forms:
            return HttpResponseNotAllowed(SAFE_METHODS)
        return None


def _policy(path: str) -> dict | None:
    if path.startswith(STAFF):
        return settings.STAFF_CONTENT_SECURITY_POLICY
    if path.startswith(PREVIEW):
        return settings.PREVIEW_CONTENT_SECURITY_POLICY
    return None


def _too_long(request: HttpRequest) -> int:
    """The status for a request whose address or one of whose headers is too long; 0 for others."""
    if len(request.META.get("PATH_INFO", "")) + len(request.META.get("QUERY_STRING", "")) > LONGEST:
        return 414
    headers = (value for name, value in request.META.items() if name.startswith("HTTP_"))
    return 431 if any(len(value) > LONGEST for value in headers) else 0


def _is_readable(request: HttpRequest) -> bool:
    try:
        has_nul = any("\0" in text for text in _texts(request))
    except (UnreadablePostError, TooManyFieldsSent, TooManyFilesSent):
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
