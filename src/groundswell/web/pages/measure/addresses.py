"""Addresses that a measure's page has very many of."""

from django.urls import reverse


def points_address(measure_id: str) -> str:
    """What the addresses of a measure's points begin with; a point's day or number and a slash follow. A page has some hundred of them."""
    return reverse("measure_point", args=[measure_id, "-"]).removesuffix("-/")
