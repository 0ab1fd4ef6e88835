from django.urls import path


def fail(request):
    """A page with a mistake in it."""
    raise RuntimeError("a mistake in a page")


urlpatterns = [path("fails/", fail)]
