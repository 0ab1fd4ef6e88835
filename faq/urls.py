from django.urls import path

from faq import views

app_name = "faq"

urlpatterns = [
    path("faq/", views.topic_list, name="topics"),
    path("faq/<slug:slug>/", views.topic_detail, name="topic"),
    path("faq/<slug:topic>/<slug:slug>/", views.question_detail, name="question"),
]
