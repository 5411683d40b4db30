"""Addresses of the settings and of the demo's switches."""

from django.urls import path

from groundswell.web.pages.settings import links, views

urlpatterns = [
    path("settings/", views.settings, name="settings"),
    path("settings/links/", links.links, name="settings_links"),
    path("demo/open/", views.demo_open, name="demo_open"),
    path("demo/close/", views.demo_close, name="demo_close"),
]
