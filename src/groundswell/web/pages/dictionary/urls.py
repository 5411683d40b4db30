"""Addresses of the dictionary."""

from django.urls import path

from groundswell.web.pages.dictionary import beginning, editing, files, importing, items, listing, reading, versions

ONE = "definitions/<str:measure_id>/"

urlpatterns = [
    path("definitions/", listing.definitions, name="definitions"),
    path("definitions/new/", beginning.begin, name="definition_new"),
    path("definitions/import/", importing.bring, name="definitions_import"),
    path("definitions/all.yaml", files.all_as_yaml, name="definitions_yaml"),
    path("definitions/all.xlsx", files.all_as_xlsx, name="definitions_xlsx"),
    path(ONE, reading.definition, name="definition"),
    path(f"{ONE}sheet/", reading.printed, name="definition_print"),
    path(f"{ONE}versions/", versions.versions, name="definition_versions"),
    path(f"{ONE}definition.yaml", files.one_as_yaml, name="definition_yaml"),
    path(f"{ONE}formula/", editing.formula, name="definition_formula"),
    path(f"{ONE}items/", items.data_items, name="definition_items"),
    path(f"{ONE}<str:group>/", editing.edit, name="definition_edit"),
]
