"""Addresses of tokens, and of the page about the API."""

from django.urls import path

from groundswell.web.pages.tokens import views

urlpatterns = [
    path("tokens/", views.listing, name="tokens"),
    path("tokens/<str:token_id>/end/", views.end, name="token_end"),
    path("api/", views.about, name="api_about"),
]
