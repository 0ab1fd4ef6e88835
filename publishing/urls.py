from django.urls import path, re_path

from publishing import views

app_name = "publishing"

urlpatterns = [
    path("preview/<str:token>/", views.shared_preview, name="shared_preview"),
    re_path(r"^media/(?P<name>[0-9a-f]{64}\.webp)$", views.media, name="media"),
]
