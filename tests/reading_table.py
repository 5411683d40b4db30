"""The table of docs/reading.md: which of the shared files is read, asked about or refused. ``python -m tests.reading_table`` writes it."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from groundswell.engine.intake import Intake
from groundswell.engine.reading import read
from groundswell.errors import UserError
from tests.shared_data import ROOT, SHARED

FOLDERS = ("series", "messy", "kpibank", "records")
PAGE = ROOT / "docs" / "reading.md"
START, END = "<!-- table: made by python -m tests.reading_table -->", "<!-- end of table -->"
CLAIMED_READ = frozenset(
    {
        "series/ae_attendances_england_2016-2019.csv",
        "series/claimant_count_monthly.csv",
        "series/dfe_attendance_ytd_2025-26.csv",
        "series/dfe_cin_referrals_2013-2025.csv",
        "series/mta_bridges_tunnels_targets.csv",
        "series/planning_major_in_time_quarterly.csv",
        "series/recycling_rate_annual.csv",
        "series/rtt_long_waits_by_stp.csv",
        "series/scotland_camhs_referrals.csv",
        "series/scotland_camhs_seen.csv",
        "series/scotland_diagnostic_waits.csv",
        "series/sncf_tgv_monthly_2018-2022.csv",
        "series/toronto_ttc_measures.csv",
        "messy/abs_hours_worked_6202021.xls",
        "messy/abs_marriage_survey.xlsx",
        "messy/dfe_exclusion_review_panels.csv",
        "messy/fbi_crime_table2.xlsx",
        "messy/nl_provinces_budget_2011.csv",
        "messy/us_va_education_by_state_fy10.csv",
        "messy/nhse_rtt_timeseries.xlsx",
        "messy/ons_monthly_deaths_2018.xls",
        "messy/ons_overseas_travel.xls",
        "messy/sltda_monthly_totals.xlsx",
        "messy/statsnz_migration_monthly.csv",
        "messy/wales_rtt_weeks_waiting.csv",
    }
)
"""Files whose reading was checked by eye or against the publisher's figures."""
NOTES = frozenset(
    {
        "assumed_year_start",
        "duplicates_identical",
        "conflicting_figures",
        "encoding_unsure",
        "names_change",
        "hidden_sheet",
        "hidden_heads",
        "hidden_rows",
        "hidden_columns",
        "total_differs",
        "total_does_not_add_up",
        "stray_figures",
        "levels_mixed",
        "same_place_assumed",
        "shown_scaled",
        "period_from_file",
        "period_from_sheet",
    }
)
"""Problems that leave a table read."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. ``word`` is "read", "in part", "asked" or "refused"."""

    relative: str
    word: str
    codes: tuple[str, ...]
    intake: Intake | None = None

    @property
    def row(self) -> str:
        """Its line of the table."""
        intake = self.intake
        figures = len(intake.observations) if intake else 0
        series = len({(o.measure, o.org_unit) for o in intake.observations}) if intake else 0
        left = sum(count.left_out.total() for count in intake.reconciliation) if intake else 0
        refused = sum(count.refused for count in intake.reconciliation) if intake else 0
        said = ", ".join(f"`{code}`" for code in self.codes)
        return f"| {self.relative} | {self.word} | {figures:,} | {series:,} | {refused:,} | {left:,} | {said} |"


def files() -> list[str]:
    """All data files of the folders, relative to the shared data."""
    found = [path for folder in FOLDERS for path in sorted((SHARED / folder).glob("*")) if path.is_file() and path.name != "README.md"]
    return [path.relative_to(SHARED).as_posix() for path in found]


@cache
def outcome(relative: str) -> Outcome:
    """Read one file as the command line does: without asking."""
    try:
        intake = read(SHARED / relative)
    except UserError as error:
        return Outcome(relative, "refused", (error.code,))
    codes = tuple(sorted(Counter(problem.code for problem in intake.problems)))
    if any(problem.question for problem in intake.problems):
        word = "asked"
    elif not intake.observations:
        word = "refused"
    else:
        word = "read" if NOTES.issuperset(codes) else "in part"
    return Outcome(relative, word, codes, intake)


def table() -> str:
    """The whole table, as it belongs between its marks."""
    head = ["| file | outcome | figures | series | cells refused | cells left out | what was said |", "|---|---|--:|--:|--:|--:|---|"]
    return "\n".join([START, "", *head, *(outcome(relative).row for relative in files()), "", END])


def with_table(page: str, made: str) -> str:
    """The page with its table put in."""
    before, _, rest = page.partition(START)
    return before + made + rest.partition(END)[2]


def main() -> None:
    """Write the table into the page."""
    path = Path(PAGE)
    path.write_text(with_table(path.read_text(encoding="utf-8"), table()), encoding="utf-8")


if __name__ == "__main__":
    main()
