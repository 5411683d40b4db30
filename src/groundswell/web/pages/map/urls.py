"""Addresses of the results map."""

from django.urls import path

from groundswell.web.pages.map import allowed, checks, links, lists, maps, past, results

MAP = "maps/<str:map_id>/"
RESULT = f"{MAP}results/<str:result_id>/"
LINK = f"{MAP}links/<str:link_id>/"

urlpatterns = [
    path("maps/", maps.maps, name="maps"),
    path("map-words/", allowed.allowed_words, name="allowed_words"),
    path("map-words/out/", allowed.allowed_word_out, name="allowed_word_out"),
    path("map-words/undo/<str:gesture>/", allowed.allowed_words_undo, name="allowed_words_undo"),
    path(MAP, maps.results_map, name="map"),
    path(f"{MAP}settings/", maps.map_settings, name="map_settings"),
    path(f"{MAP}print/", maps.map_print, name="map_print"),
    path(f"{MAP}hints/", results.map_hints, name="map_hints"),
    path(f"{MAP}results/new/", results.result_new, name="result_new"),
    path(RESULT, results.result, name="result"),
    path(f"{RESULT}link/", links.result_link, name="result_link"),
    path(f"{RESULT}move/", results.map_move, name="map_move"),
    path(f"{RESULT}out/", results.result_take_out, name="result_take_out"),
    path(f"{RESULT}initiative/", results.result_to_initiatives, name="result_to_initiatives"),
    path(f"{MAP}links/new/", links.link_new, name="link_new"),
    path(LINK, links.link, name="link"),
    path(f"{LINK}out/", links.link_take_out, name="link_take_out"),
    path(f"{MAP}initiatives/", lists.initiatives, name="initiatives"),
    path(f"{MAP}initiatives/<str:initiative_id>/", lists.initiative, name="initiative"),
    path(f"{MAP}goals/", lists.goals, name="goals"),
    path(f"{MAP}goals/<str:goal_id>/", lists.goal, name="goal"),
    path(f"{MAP}checks/", checks.map_checks, name="map_checks"),
    path(f"{MAP}history/", past.map_history, name="map_history"),
    path(f"{MAP}undo/<str:gesture>/", past.gesture_undo, name="gesture_undo"),
]
