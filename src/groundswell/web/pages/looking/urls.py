"""Addresses of what one asks for beyond a measure's chart."""

from django.urls import path

from groundswell.web.pages.looking import compare, earlier, lines, log, point, stretches

MEASURE = "measures/<str:measure_id>/"

urlpatterns = [
    path(f"{MEASURE}points/<str:at>/", point.point, name="measure_point"),
    path(f"{MEASURE}lines/", lines.lines, name="measure_lines"),
    path(f"{MEASURE}log/", log.log, name="measure_log"),
    path(f"{MEASURE}compare/", compare.compare, name="measure_compare"),
    path(f"{MEASURE}stretches/", stretches.stretches, name="measure_stretches"),
    path(f"{MEASURE}earlier/", earlier.earlier, name="measure_earlier"),
]
