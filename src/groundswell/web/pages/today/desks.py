"""Which material lies on the table for which step."""

from collections.abc import Callable, Mapping

from groundswell.web.pages.today import beginnings, charts, definitions, designs, galleries, look_back, results, showing
from groundswell.web.pages.today.around import Around, Desk
from groundswell.web.requests import PageRequest

DESKS: Mapping[str, Callable[[Around, PageRequest], Desk]] = {
    "S01": beginnings.plan,
    "S02": beginnings.area,
    "S03": beginnings.diagnostic,
    "S04": beginnings.goals,
    "S05": beginnings.goal_tests,
    "S06": results.result,
    "S07": results.link,
    "S08": results.check,
    "S09": designs.evidence,
    "S10": designs.candidates,
    "S11": designs.ratings,
    "S12": designs.picture,
    "S13": designs.choice,
    "S14": definitions.formula,
    "S15": definitions.items,
    "S16": definitions.source,
    "S17": definitions.figures,
    "S18": definitions.data_check,
    "S19": charts.limits_step,
    "S20": charts.sentence,
    "S21": charts.signal,
    "S22": charts.season,
    "S23": showing.choose,
    "S24": showing.first_words,
    "S25": showing.answer,
    "S26": galleries.prepare,
    "S27": galleries.reply,
    "S34": look_back.desk,
}


def desk(around: Around) -> Desk:
    """The desk of a step."""
    return DESKS[around.step](around, around.request)
