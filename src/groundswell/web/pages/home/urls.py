"""The address of the home page."""

from django.urls import path

from groundswell.web.pages.home import views

urlpatterns = [path("", views.home, name="home")]
