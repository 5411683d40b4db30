"""Addresses of the measure design sheet of a result."""

from django.urls import path

from groundswell.web.pages.design import choosing, lines, sheet

DESIGN = "maps/<str:map_id>/results/<str:result_id>/design/"
LINE = f"{DESIGN}lines/<str:kind>/<str:line_id>/"

urlpatterns = [
    path(DESIGN, sheet.design, name="design"),
    path(f"{DESIGN}sheet/", sheet.change, name="design_sheet"),
    path(f"{DESIGN}move/", sheet.move, name="design_move"),
    path(f"{DESIGN}undo/<str:gesture>/", sheet.undo, name="design_undo"),
    path(LINE, lines.line, name="design_line"),
    path(f"{LINE}out/", lines.take_out, name="design_line_out"),
    path(f"{DESIGN}choose/<str:candidate_id>/", choosing.choose, name="design_choose"),
    path(f"{DESIGN}measure/<str:candidate_id>/", choosing.measure, name="design_measure"),
]
