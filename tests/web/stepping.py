"""What a person does with Today by its plain forms: what it offers, a step that is kept, a day that is finished."""

import re

from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors.portfolio import portfolio
from groundswell.records.services import intake
from tests.intakes import months_of

FIGURES = ["12", "13", "11", "12", "14", "13", "12", "11", "13", "12", "14", "12", "13"]
DONE_TODAY = "Done. That is all for today."


def sheet(*names: str) -> list[str]:
    """A measure of thirteen months for each name; gives their ids."""
    for name in names:
        intake.store(local_actor(), months_of(name, FIGURES, f"{name}.csv"))
    return [record.measure_id for record in portfolio(local_actor())]


def offered(pages: Client) -> str:
    """The step that the page suggests."""
    found = re.search(r'name="step" value="(S\d\d)"', pages.get("/today/").content.decode())
    assert found is not None
    return found[1]


def keep(pages: Client, step: str, subject: str = "", **fields: object) -> str:
    """The step's form is kept; gives the page that follows."""
    answer = pages.post("/today/", {"step": step, "subject": subject, "place": "", **fields}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200, re.findall(r'class="error"[^>]*>([^<]+)', text)
    return text


def finish(pages: Client, step: str, subject: str = "", action: str = "ask Ines for the log") -> str:
    """The day ends with what comes next."""
    answer = pages.post("/today/finish/", {"step": step, "subject": subject, "place": "", "next_action": action}, follow=True)
    assert DONE_TODAY in answer.content.decode()
    return answer.content.decode()


def open_criteria(text: str) -> int:
    """How many lines under "Done when" have no tick yet."""
    return text.count("Not yet:")
