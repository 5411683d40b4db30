"""Every page's address; each name has its rule in :mod:`groundswell.web.access`."""

from django.urls import include, path

urlpatterns = [
    path("", include("groundswell.web.pages.home.urls")),
    path("", include("groundswell.web.pages.bring.urls")),
    path("", include("groundswell.web.pages.recipes.urls")),
    path("", include("groundswell.web.pages.record.urls")),
    path("", include("groundswell.web.pages.settings.urls")),
    path("", include("groundswell.web.pages.today.urls")),
    path("", include("groundswell.web.pages.measure.urls")),
    path("", include("groundswell.web.pages.audience.urls")),
    path("", include("groundswell.web.pages.owners.urls")),
    path("", include("groundswell.web.pages.looking.urls")),
    path("", include("groundswell.web.pages.rules.urls")),
    path("", include("groundswell.web.pages.map.urls")),
    path("", include("groundswell.web.pages.design.urls")),
    path("", include("groundswell.web.pages.dictionary.urls")),
    path("", include("groundswell.web.pages.units.urls")),
    path("", include("groundswell.web.pages.map.island_urls")),
    path("", include("groundswell.web.pages.accounts.urls")),
    path("", include("groundswell.web.pages.shared.urls")),
    path("", include("groundswell.web.pages.help.urls")),
    path("", include("groundswell.web.pages.tokens.urls")),
    path("", include("groundswell.web.pages.webhooks.urls")),
    path("", include("groundswell.web.api.urls")),
    path("", include("groundswell.web.pages.machine.urls")),
]

handler400 = "groundswell.web.errors.bad_request"
handler403 = "groundswell.web.errors.forbidden"
handler404 = "groundswell.web.errors.not_found"
handler500 = "groundswell.web.errors.fault"
