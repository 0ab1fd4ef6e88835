from django.http import HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

from ara_site.page_cache.encodings import takes_gzip
from ara_site.security import STAFF


class PublicPageCompressionMiddleware(GZipMiddleware):
    """Compresses public pages. Staff pages carry a secret token beside typed text, which compression would betray.

    Public pages have no secret to guess, so that the random padding of Django's own middleware is not needed.
    """

    max_random_bytes = 0

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        if request.path_info.startswith(STAFF) or response.cookies:
            return response
        if takes_gzip(request.headers.get("Accept-Encoding", "")):
            return super().process_response(request, response)
        # Django's own middleware looks for the word alone, and would send gzip to who says "gzip;q=0".
        patch_vary_headers(response, ("Accept-Encoding",))
        return response
