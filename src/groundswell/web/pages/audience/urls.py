"""Addresses of the pages about who can see what."""

from django.urls import path

from groundswell.web.pages.audience import choosing, glass, handing_over, looking_as, public, who

MEASURE = "measures/<str:measure_id>/"

urlpatterns = [
    path(f"{MEASURE}who/", who.who, name="measure_who"),
    path(f"{MEASURE}audience/", choosing.measure_audience, name="measure_audience"),
    path(f"{MEASURE}as/", looking_as.look_as, name="measure_as"),
    path(f"{MEASURE}hand-over/", handing_over.hand_over, name="measure_hand_over"),
    path("maps/<str:map_id>/audience/", choosing.map_audience, name="map_audience"),
    path("galleries/<str:gallery_id>/audience/", choosing.gallery_audience, name="gallery_audience"),
    path("offers/", handing_over.offers, name="offers"),
    path("offers/<str:offer_id>/", handing_over.answer, name="offer"),
    path("open-for-a-time/", glass.open_for_a_time, name="glass"),
    path("works-for/", handing_over.works_for, name="works_for"),
    path("public/", public.listing, name="public"),
    path("public/<str:measure_id>/", public.one, name="public_measure"),
]
