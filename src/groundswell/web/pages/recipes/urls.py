"""Addresses of recipes."""

from django.urls import path

from groundswell.web.pages.recipes import views

urlpatterns = [
    path("recipes/", views.listing, name="recipes"),
    path("recipes/names/ask-again/", views.ask_again, name="name_ask_again"),
    path("recipes/<str:recipe_id>/", views.one, name="recipe"),
    path("recipes/<str:recipe_id>/file/", views.file, name="recipe_file"),
    path("recipes/<str:recipe_id>/bring-back/", views.bring_back, name="recipe_bring_back"),
    path("recipes/<str:recipe_id>/put-away/", views.put_away, name="recipe_put_away"),
]
