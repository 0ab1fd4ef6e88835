"""The addresses of the phone mode, below the staff site's."""

from django.contrib import admin
from django.urls import path

from search import phone_views

app_name = "phone"

urlpatterns = [
    path("", admin.site.admin_view(phone_views.phone), name="phone"),
    path("answers/", admin.site.admin_view(phone_views.found), name="found"),
    path("answered/", admin.site.admin_view(phone_views.answered), name="answered"),
    path("missing/", admin.site.admin_view(phone_views.missing), name="missing"),
]
