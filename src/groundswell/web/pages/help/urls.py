"""Addresses of the help."""

from django.urls import path

from groundswell.web.pages.help import views

urlpatterns = [
    path("help/", views.start, name="help"),
    path("help/<str:page>/", views.page, name="help_page"),
]
