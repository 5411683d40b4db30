"""Addresses of the record of changes."""

from django.urls import path

from groundswell.web.pages.record import views

urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/verify/", views.verify, name="record_verify"),
    path("record/<str:batch_ref>/undo/", views.undo, name="record_undo"),
]
