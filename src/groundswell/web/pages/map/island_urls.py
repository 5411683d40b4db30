"""Addresses that the drawing of a map and its editor ask."""

from django.urls import path

from groundswell.web.pages.map import island

MAP = "maps/<str:map_id>/"

urlpatterns = [
    path(f"{MAP}gesture/", island.map_gesture, name="map_gesture"),
    path(f"{MAP}drawing/", island.map_drawing, name="map_drawing"),
    path(f"{MAP}map.svg", island.map_as_svg, name="map_svg"),
    path(f"{MAP}map.png", island.map_as_png, name="map_png"),
    path(f"{MAP}wording/", island.map_wording, name="map_wording"),
]
