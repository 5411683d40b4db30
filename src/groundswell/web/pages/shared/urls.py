"""The address of what a share link opens."""

from django.urls import path

from groundswell.web.pages.shared import views

urlpatterns = [path("s/<str:token>/", views.shared, name="shared")]
