"""Addresses of who looks after what."""

from django.urls import path

from groundswell.web.pages.owners import asked, measure_owners, owed

urlpatterns = [
    path("measures/<str:measure_id>/owners/", measure_owners.measure_owners, name="measure_owners"),
    path("roles/<str:holding_id>/answer/", asked.answer, name="role_answer"),
    path("asked/", asked.asked, name="asked"),
    path("owed/", owed.owed, name="owed"),
]
