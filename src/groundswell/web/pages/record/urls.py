"""Addresses of the record of changes."""

from django.urls import path

from groundswell.web.pages.record import anchoring, then, views

urlpatterns = [
    path("record/", views.record, name="record"),
    path("record/verify/", views.verify, name="record_verify"),
    path("record/anchor.txt", anchoring.anchor_file, name="record_anchor_file"),
    path("record/check_ledger.py", anchoring.checker, name="record_checker"),
    path("record/<str:batch_ref>/then/", then.then, name="record_then"),
    path("record/<str:batch_ref>/undo/", views.undo, name="record_undo"),
]
