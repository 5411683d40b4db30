"""Addresses of webhooks."""

from django.urls import path

from groundswell.web.pages.webhooks import views

urlpatterns = [
    path("webhooks/", views.listing, name="webhooks"),
    path("webhooks/<str:webhook_id>/end/", views.end, name="webhook_end"),
    path("webhooks/<str:webhook_id>/test/", views.test, name="webhook_test"),
]
