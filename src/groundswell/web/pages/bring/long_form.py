"""What the page "Count or add up" sends, read strictly, as a grouping. Columns are sent by their number in the file."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from groundswell.domain.measurement.period import Cadence
from groundswell.engine.long.grouping import CADENCES, Count, Counted, Filter, Grouping
from groundswell.engine.long.profiles import ColumnProfile, Profile, Sort
from groundswell.engine.long.proposing import over_what
from groundswell.errors import UserError
from groundswell.web.pages.bring.forms import whole
from groundswell.words import Words

LONGEST_NAME = 120
AS_WRITTEN = "as_written"
ORDERS = {"day": True, "month": False}
COUNTS = {count.value: count for count in (Count.SUM, Count.MEAN, Count.ONLY)}


@dataclass(frozen=True, slots=True)
class LongForm:
    """A form over the columns of one file. ``zone``: the organisation's, the only one that is offered."""

    form: QueryDict
    found: Profile
    zone: str
    words: Words

    def grouping(self, before: Grouping) -> Grouping:
        """The grouping that was sent; raises UserError("form_not_ours") for what no control of ours sends."""
        date = self._column("date")
        if date is None:
            raise UserError("form_not_ours")
        part = self._column("part") if date.sort is Sort.YEAR else None
        chosen = Grouping(
            date=date.name,
            measures=self._measures(),
            part="" if part is None else part.name,
            cadence=self._cadence(),
            org_units=self._names("org"),
            split_by=self._names("split"),
            filters=self._filters(),
            day_first=ORDERS.get(self.form.get("order", ""), date.day_first),
            zone=self._zone(date),
            year_start=self._month(),
            school=before.school,
            blanks_add_nothing=self.form.get("blanks") == "1",
            zeros=self.form.get("zeros") == "1",
            edges=self.form.get("edges") == "1",
        )
        return replace(chosen, added_up=tuple(column.name for column in over_what(chosen, self.found)))

    def _column(self, field: str) -> ColumnProfile | None:
        text = self.form.get(field, "")
        return self._at(whole(text)) if text else None

    def _at(self, index: int) -> ColumnProfile:
        if index >= len(self.found.columns):
            raise UserError("form_not_ours")
        return self.found.columns[index]

    def _names(self, field: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._at(whole(text)).name for text in self.form.getlist(field) if text))

    def _cadence(self) -> Cadence | None:
        text = self.form.get("cadence", AS_WRITTEN)
        if text == AS_WRITTEN:
            return None
        if text not in CADENCES:
            raise UserError("form_not_ours")
        return Cadence(text)

    def _month(self) -> int:
        month = whole(self.form.get("year_start"), 1)
        if not 1 <= month <= 12:
            raise UserError("form_not_ours")
        return month

    def _zone(self, date: ColumnProfile) -> str | None:
        if not date.offsets:
            return ""
        return {"written": "", "here": self.zone}.get(self.form.get("zone", ""))

    def _measures(self) -> tuple[Counted, ...]:
        measures = []
        if self.form.get("rows") == "1":
            measures.append(Counted(self._name("rows_name", self.words.text("long.rows_name")), Count.ROWS))
        for column in self.found.of(Sort.NUMBER, Sort.RATE, Sort.OTHER_NUMBER):
            sent = self.form.get(f"n-{column.index}", "")
            if sent and sent not in COUNTS:
                raise UserError("form_not_ours")
            if sent:
                name = self.words.text("long.mean_name", {"column": column.name}) if sent == Count.MEAN.value else column.name
                measures.append(Counted(name, COUNTS[sent], column.name))
        above, below = self._column("share_of"), self._column("share_by")
        if above is not None and below is not None:
            name = self._name("share_name", self.words.text("long.share_name", {"above": above.name, "below": below.name}))
            measures.append(Counted(name, Count.RATIO, above.name, below.name))
        return tuple(measures)

    def _name(self, field: str, otherwise: str) -> str:
        return " ".join(self.form.get(field, "").split())[:LONGEST_NAME] or otherwise

    def _filters(self) -> tuple[Filter, ...]:
        filters = []
        for text in dict.fromkeys(self.form.getlist("filter")):
            column = self._at(whole(text))
            kept = tuple(value for value in column.values if value in set(self.form.getlist(f"keep-{column.index}")))
            if len(kept) < len(column.values):
                filters.append(Filter(column.name, kept))
        return tuple(filters)
