from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware

from ara_site.security import STAFF


class PublicPageCompressionMiddleware(GZipMiddleware):
    """Compresses public pages. Staff pages carry a secret token beside typed text, which compression would betray.

    Public pages have no secret to guess, so that the random padding of Django's own middleware is not needed.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(STAFF) or response.cookies:
            return response
        return super().process_response(request, response)
