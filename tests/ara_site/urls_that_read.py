"""The site's addresses and one more, whose page depends on the query string."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ara_site.urls import urlpatterns as of_the_site
from publishing.rendering import reads_query_string


@reads_query_string
def asked(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.GET.get("day", "-"))


urlpatterns = [path("asked/", asked), *of_the_site]
