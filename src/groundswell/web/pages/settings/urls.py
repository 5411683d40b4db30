"""Addresses of the settings and of the demo's switches."""

from django.urls import path

from groundswell.web.pages.settings import views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("demo/open/", views.demo_open, name="demo_open"),
    path("demo/close/", views.demo_close, name="demo_close"),
]
