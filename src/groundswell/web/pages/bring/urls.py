"""Addresses of bringing data."""

from django.urls import path

from groundswell.web.pages.bring import confirm_views, long_views, name_views, people_views, views

urlpatterns = [
    path("bring/", views.start, name="bring"),
    path("bring/<str:upload_id>/", views.check, name="bring_sheet"),
    path("bring/<str:upload_id>/window/", views.window, name="bring_window"),
    path("bring/<str:upload_id>/roles/", views.roles, name="bring_roles"),
    path("bring/<str:upload_id>/recipe/", views.recipe, name="bring_recipe"),
    path("bring/<str:upload_id>/names/", name_views.names, name="bring_names"),
    path("bring/<str:upload_id>/people/", people_views.people, name="bring_people"),
    path("bring/<str:upload_id>/answer/", views.answer, name="bring_answer"),
    path("bring/<str:upload_id>/figure/", views.figure, name="bring_figure"),
    path("bring/<str:upload_id>/long/", long_views.long, name="bring_long"),
    path("bring/<str:upload_id>/keep/", views.keep, name="bring_keep"),
    path("bring/<str:upload_id>/confirm/", confirm_views.confirm, name="bring_confirm"),
    path("bring/<str:upload_id>/give-up/", views.give_up, name="bring_give_up"),
    path("runs/<str:run_id>/", views.run, name="run"),
    path("runs/<str:run_id>/stop/", views.run_stop, name="run_stop"),
]
