from django.urls import path, re_path

from practice import views

app_name = "practice"

urlpatterns = [
    path("", views.home, name="home"),
    re_path(r"^theme-(?P<fingerprint>[0-9a-f]{12})\.css$", views.theme, name="theme"),
    path("<slug:slug>/", views.page, name="page"),
]
