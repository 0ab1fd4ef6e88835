"""The addresses of the site. Plain pages come last: they may have any name that the site itself does not need."""

from django.contrib import admin
from django.urls import include, path

from ara_site import health, machines, style_guide

healthz = [
    path("live", health.live, name="live"),
    path("ready", health.ready, name="ready"),
]

urlpatterns = [
    path("healthz/", include((healthz, "healthz"))),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("staff/style-guide/", style_guide.style_guide, name="style_guide"),
    path("staff/phone/", include("search.phone_urls")),
    path("staff/", include("staff.urls")),
    path("staff/", admin.site.urls),
    path("", include("publishing.urls")),
    path("", include("conditions.urls")),
    path("", include("faq.urls")),
    path("", include("contact.urls")),
    path("", include("search.urls")),
    path("", include("search.feedback_urls")),
    path("", include("practice.urls")),
]

handler400 = "ara_site.errors.bad_request"
handler403 = "ara_site.errors.forbidden"
handler404 = "ara_site.errors.not_found"
handler500 = "ara_site.errors.server_error"
handler429 = "ara_site.errors.too_many"
