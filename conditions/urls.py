from django.urls import path

from conditions import views

app_name = "conditions"

urlpatterns = [
    path("conditions/", views.condition_list, name="list"),
    path("conditions/<slug:slug>/", views.condition_detail, name="detail"),
    path("procedures/", views.procedure_list, name="procedures"),
    path("procedures/<slug:slug>/", views.procedure_detail, name="procedure"),
]
