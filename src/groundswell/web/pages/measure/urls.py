"""Addresses of the measure page and its tools."""

from django.urls import path

from groundswell.web.pages.measure import exports, kinds, limits, older, opened, page, proposing, sharing, talk, target, whole, why

MEASURE = "measures/<str:measure_id>/"

urlpatterns = [
    path(MEASURE, page.measure, name="measure"),
    path(f"{MEASURE}why/", why.measure_why, name="measure_why"),
    path(f"{MEASURE}definition/", whole.definition, name="measure_definition"),
    path(f"{MEASURE}paste/", older.paste, name="measure_paste"),
    path(f"{MEASURE}merge/", whole.merge, name="measure_merge"),
    path(f"{MEASURE}put-away/", whole.put_away, name="measure_put_away"),
    path(f"{MEASURE}bring-back/", whole.bring_back, name="measure_bring_back"),
    path(f"{MEASURE}rules/", limits.rules, name="measure_rules"),
    path(f"{MEASURE}kind/", kinds.kind, name="measure_kind"),
    path(f"{MEASURE}split/", limits.split, name="measure_split"),
    path(f"{MEASURE}leave-out/", limits.leave_out, name="measure_leave_out"),
    path(f"{MEASURE}keep/", proposing.keep, name="measure_keep"),
    path(f"{MEASURE}proposals/<str:proposal_id>/<str:answer>/", proposing.answer, name="measure_proposal"),
    path(f"{MEASURE}take-back/", limits.take_back, name="measure_take_back"),
    path(f"{MEASURE}target/", target.target, name="measure_target"),
    path(f"{MEASURE}target/withdraw/", target.withdraw, name="measure_target_withdraw"),
    path(f"{MEASURE}standard/", target.standard, name="measure_standard"),
    path(f"{MEASURE}standard/end/", target.end_standard, name="measure_standard_end"),
    path(f"{MEASURE}note/", talk.note, name="measure_note"),
    path(f"{MEASURE}reactions/", talk.type_reaction, name="measure_reactions"),
    path(f"{MEASURE}reactions/<str:reaction_id>/answer/", talk.answer, name="measure_reaction_answer"),
    path(f"{MEASURE}share/", sharing.share, name="measure_share"),
    path(f"{MEASURE}share/<str:share_id>/end/", sharing.end, name="measure_share_end"),
    path(f"{MEASURE}opened/", opened.opened, name="measure_opened"),
    path(f"{MEASURE}file/", sharing.file, name="measure_file"),
    path(f"{MEASURE}values.xlsx", exports.values_as_xlsx, name="measure_values_xlsx"),
    path(f"{MEASURE}values.csv", exports.values_as_csv, name="measure_values_csv"),
    path(f"{MEASURE}chart.svg", exports.chart_as_svg, name="measure_chart_svg"),
    path(f"{MEASURE}chart.png", exports.chart_as_png, name="measure_chart_png"),
]
