"""Addresses of Today, its look back, the calendar file and mini galleries."""

from django.urls import path

from groundswell.web.pages.today import calendar, galleries, look_back, views

urlpatterns = [
    path("today/", views.today, name="today"),
    path("today/finish/", views.finish, name="today_finish"),
    path("today/calendar.ics", calendar.calendar_file, name="today_calendar"),
    path("today/park/", look_back.park, name="today_park"),
    path("today/look-back/", look_back.page, name="today_look_back"),
    path("today/thoughts/<str:thought_id>/", look_back.clear_thought, name="today_thought"),
    path("today/actions/<str:session_id>/", look_back.clear_action, name="today_action"),
    path("galleries/<str:gallery_id>/", galleries.page, name="gallery"),
    path("galleries/<str:gallery_id>/sheet/", galleries.sheet, name="gallery_sheet"),
    path("galleries/<str:gallery_id>/sheet.html", galleries.file, name="gallery_file"),
    path("galleries/<str:gallery_id>/out/", galleries.out, name="gallery_out"),
    path("galleries/<str:gallery_id>/remarks/<str:remark_id>/", galleries.answer, name="gallery_answer"),
]
