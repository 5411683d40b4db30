"""Addresses of org units."""

from django.urls import path

from groundswell.web.pages.units import changing, groups, importing, levels, people, placing, reading

urlpatterns = [
    path("units/", reading.outline, name="units"),
    path("units/export/", reading.export, name="units_export"),
    path("units/new/", changing.new, name="unit_new"),
    path("units/levels/", levels.levels, name="unit_levels"),
    path("units/import/", importing.bring, name="units_import"),
    path("units/groups/", groups.listing, name="peer_groups"),
    path("units/groups/answer/", groups.answer, name="peer_group_answer"),
    path("units/posts/<str:post_id>/end/", people.end, name="post_end"),
    path("units/<str:unit_id>/", reading.unit, name="unit"),
    path("units/<str:unit_id>/rename/", changing.rename, name="unit_rename"),
    path("units/<str:unit_id>/move/", changing.move, name="unit_move"),
    path("units/<str:unit_id>/merge/", changing.merge, name="unit_merge"),
    path("units/<str:unit_id>/split/", changing.split, name="unit_split"),
    path("units/<str:unit_id>/close/", changing.close, name="unit_close"),
    path("units/<str:unit_id>/people/", people.count, name="unit_people"),
    path("units/<str:unit_id>/post/", people.give, name="post_new"),
    path("units/<str:unit_id>/place/", placing.place, name="unit_place"),
    path("units/<str:unit_id>/not-same/", placing.not_same, name="unit_not_same"),
]
