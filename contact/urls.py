from django.urls import path

from contact import views

app_name = "contact"

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/check/", views.check, name="check"),
    path("contact/sent/<str:token>/", views.sent, name="sent"),
]
