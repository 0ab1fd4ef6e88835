"""The addresses of what readers say of an answer."""

from django.urls import path

from search import feedback_views

app_name = "feedback"

urlpatterns = [
    path("search/answered/", feedback_views.say, name="say"),
    path("search/answered/<int:number>/<slug:verdict>/", feedback_views.thanks, name="thanks"),
]
