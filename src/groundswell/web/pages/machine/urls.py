"""The addresses for machines."""

from django.urls import path

from groundswell.web.pages.machine import views

urlpatterns = [
    path("health/", views.health, name="health"),
    path("health/ready/", views.ready, name="health_ready"),
    path("metrics", views.metrics, name="metrics"),
]
