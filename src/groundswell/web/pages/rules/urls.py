"""Addresses of the rule sets; a shipped one is found by its name, an organisation's own by its id."""

from django.urls import path

from groundswell.web.pages.rules import editing, reading

urlpatterns = [
    path("rules/", reading.rule_sets, name="rule_sets"),
    path("rules/new/", editing.new, name="rule_set_new"),
    path("rules/<str:rule_set_id>/", reading.rule_set, name="rule_set"),
    path("rules/<str:rule_set_id>/edit/", editing.edit, name="rule_set_edit"),
    path("rules/<str:rule_set_id>/put-away/", editing.put_away, name="rule_set_put_away"),
]
