"""Next month's file is one click; a file that does not fit says what; recipes are read, changed, sent, brought and put away."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.selectors import batches, names, portfolio, recipes
from tests.web.recipe_files import MONTHS, MORE, ROWS, rename, sheet

NAME = "Corporate scorecard"


def send(pages: Client, content: bytes, name: str = "Scorecard.xlsx", **form: str) -> str:
    """Sends a file; gives where it leads."""
    answer = pages.post("/bring/", {"file": SimpleUploadedFile(name, content), **form})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def words_of(answer: HttpResponse) -> str:
    """A page's words, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def store(pages: Client, address: str, **more: str) -> HttpResponse:
    """Presses the one button of the confirm page."""
    as_of = re.search(r'name="as_of" value="(\d+)"', pages.get(address).content.decode())
    assert as_of is not None
    return pages.post(address, {"as_of": as_of[1], **more})


def keep_all(pages: Client, address: str, **more: str) -> str:
    """Takes what the check page offers; gives the address of the confirm page."""
    page = pages.get(address).content.decode()
    form = {"measure": [unescape(found) for found in re.findall(r'name="measure" value="([^"]*)" checked', page)]}
    answer = pages.post(f"{address}keep/", {**form, "remember": "1", "recipe_name": NAME, **more})
    return answer.headers["Location"]


def answer(pages: Client, address: str) -> None:
    """The one question: what the numbers beside the months are."""
    question = re.search(r'name="question" value="([^"]+)"', pages.get(address).content.decode())
    assert question is not None
    pages.post(f"{address}answer/", {"question": unescape(question[1]), "choice": "left_out"})


def teach(pages: Client) -> None:
    """September's file: two corrections and one answer, one measure that is not kept, and the recipe of it."""
    address = send(pages, sheet(ROWS))
    answer(pages, address)
    pages.post(f"{address}roles/", {"range": "column-10-10", "role": "comment"})
    pages.post(f"{address}roles/", {"range": "row-6-6", "role": "left_out"})
    assert "Read as" not in words_of(pages.get(address))
    assert store(pages, keep_all(pages, address)).status_code == 302


def measures() -> set[str]:
    """Names in the record."""
    return {record.definition.name for record in portfolio.portfolio(local_actor())}


def test_next_months_file_is_one_click(pages: Client) -> None:
    teach(pages)
    assert measures() == {row[0] for row in ROWS[:3]}
    (kept,) = recipes.recipes(local_actor())
    assert {(word.axis, word.text, word.role.value) for word in kept.recipe.lines} == {
        ("column", "rag", "comment"),
        ("row", "checks by the harbour master", "left_out"),
    }
    assert [(word.question, word.about, word.answer) for word in kept.recipe.answers] == [("column_role", "Last year", "left_out")]
    later = sheet((*ROWS[:2], *MORE, *ROWS[2:]), (*MONTHS, "Oct 2026"), name="October", notes="Owner")
    address = send(pages, later, "October.xlsx")
    assert re.fullmatch(r"/bring/\w+/confirm/", address)
    page = words_of(pages.get(address))
    assert "Read as “Corporate scorecard”, version 1 of the recipe that you keep." in page
    assert "The column “owner” is new" in page
    assert "says nothing of it. It is read as: Owner." in page
    assert "Every cell of the file" in page
    assert store(pages, address).status_code == 302
    assert measures() == {row[0] for row in (*ROWS[:3], *MORE)}
    assert all(record.series.figures == 7 for record in portfolio.portfolio(local_actor()))
    (now,) = recipes.recipes(local_actor())
    assert (now.id, now.version) == (kept.id, 2)
    assert [row.version for row in recipes.versions(local_actor(), now.id)] == [2, 1]
    assert re.fullmatch(r"/bring/\w+/confirm/", send(pages, later, "October again.xlsx"))
    assert [row.version for row in recipes.recipes(local_actor())] == [2]


def test_a_new_column_that_would_change_every_name_is_looked_at_first(pages: Client) -> None:
    teach(pages)
    address = send(pages, sheet(ROWS, notes="Source"))
    assert not address.endswith("/confirm/")
    assert "The column “source” is new" in words_of(pages.get(address))


def test_a_file_that_does_not_fit_says_what_and_is_offered(pages: Client) -> None:
    teach(pages)
    other = sheet(ROWS, heads=("Indicator", "Unit", "Owner", "Target", "RAG"))
    address = send(pages, other)
    page = pages.get(address)
    assert "This file looks like one that you have read before." in words_of(page)
    assert "It is similar. New: owner. Gone: last year." in words_of(page)
    (kept,) = recipes.recipes(local_actor())
    pages.post(f"{address}recipe/", {"recipe": kept.id})
    page = words_of(pages.get(address))
    assert "Columns that the sheet had when the recipe “Corporate scorecard” was kept are gone: last year." in page
    assert "The column “owner” is new" in page
    answer(pages, address)
    assert "holds 3 measures" in words_of(pages.get(address))
    pages.post(f"{address}recipe/", {"recipe": ""})
    page = words_of(pages.get(address))
    assert "holds 4 measures" in page
    assert "Read as" not in page.replace("Read as “Corporate scorecard” It is", "")
    assert pages.post(f"{address}recipe/", {"recipe": "nothing"}).status_code == 404


def test_several_that_fit_are_a_choice(pages: Client) -> None:
    teach(pages)
    (kept,) = recipes.recipes(local_actor())
    second = pages.get(f"/recipes/{kept.id}/file/").content.replace(NAME.encode(), b"Another card")
    pages.post("/recipes/", {"file": SimpleUploadedFile("b.yaml", second)})
    assert {row.name for row in recipes.recipes(local_actor())} == {NAME, "Another card"}
    address = send(pages, sheet(ROWS, name="Oct"), "October.xlsx")
    page = words_of(pages.get(address))
    assert "This file looks like 2 that you have read before. Which one is it?" in page
    assert re.fullmatch(r"/bring/\w+/confirm/", send(pages, sheet(ROWS, name="Oct"), "October.xlsx", recipe=kept.id))


def test_what_is_not_kept_stays_out_and_a_name_can_be_chosen(pages: Client) -> None:
    address = send(pages, sheet(ROWS[:3]))
    answer(pages, address)
    pages.post(f"{address}keep/", {"measure": ["Berth wait"], "remember": "1", "recipe_name": "Waits"})
    store(pages, f"{address}confirm/")
    assert measures() == {"Berth wait"}
    (kept,) = recipes.recipes(local_actor())
    assert set(kept.recipe.not_measures) == {"Calls answered", "Ferries leaving on time"}
    address = send(pages, sheet(ROWS[:3], (*MONTHS, "Oct 2026")))
    assert address.endswith("/confirm/")
    assert "Store one figure" in words_of(pages.get(address)) or "Store 1 figure" in words_of(pages.get(address))


def test_a_recipe_is_read_changed_taken_along_brought_back_and_put_away(pages: Client) -> None:
    teach(pages)
    (kept,) = recipes.recipes(local_actor())
    address = f"/recipes/{kept.id}/"
    page = words_of(pages.get(address))
    assert "The column “rag” is read as: Comment." in page
    assert "What the numbers in the column “Last year” are: Leave it out." in page
    assert "The row “checks by the harbour master” is read as: left out." in page
    file = pages.get(f"{address}file/")
    assert file.headers["Content-Disposition"] == 'attachment; filename="Corporate scorecard.recipe.yaml"'
    assert file.content.decode() == kept.text
    changed = kept.text.replace("read_as: comment", "read_as: attribute", 1)
    assert pages.post(address, {"text": changed}).status_code == 302
    refused = pages.post(address, {"text": changed.replace("read_as: attribute", "read_as: magic")})
    assert refused.status_code == 422
    assert "“read_as” is missing or cannot be so." in words_of(refused)
    assert "magic" in refused.content.decode()
    assert recipes.recipe(local_actor(), kept.id).version == 2
    pages.post(f"{address}bring-back/", {"version": "1"})
    assert recipes.recipe(local_actor(), kept.id).recipe.lines == kept.recipe.lines
    assert recipes.recipe(local_actor(), kept.id).version == 3
    for version, status in (("3", 400), ("7", 404), ("x", 400)):
        assert pages.post(f"{address}bring-back/", {"version": version}).status_code == status
    pages.post(f"{address}put-away/")
    assert pages.get(address).status_code == 404
    assert recipes.recipes(local_actor()) == []
    assert not send(pages, sheet(ROWS)).endswith("/confirm/")
    pages.post("/recipes/", {"file": SimpleUploadedFile("card.yaml", file.content)})
    assert [row.name for row in recipes.recipes(local_actor())] == [NAME]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"name: nothing", b"groundswell_recipe: 7\nname: x", b"a: b: c", b""])
def test_a_bad_recipe_file_is_one_sentence(pages: Client, content: bytes) -> None:
    answer = pages.post("/recipes/", {"file": SimpleUploadedFile("card.yaml", content)})
    assert answer.status_code == 422
    assert "This could not be read." in words_of(answer)
    assert recipes.recipes(local_actor()) == []


def test_names_that_are_like_others_are_asked_once(pages: Client) -> None:
    teach(pages)
    later = rename(ROWS, Ferries_leaving_on_time="Ferrys leaving on time", Berth_wait="BERTH-WAIT", Calls_answered="Calls  answered")
    address = send(pages, sheet(later, (*MONTHS, "Oct 2026")))
    page = words_of(pages.get(address))
    assert address.endswith("/confirm/")
    assert "One name may mean one that you have." in page
    assert "“BERTH-WAIT” is read as “Berth wait”." in page
    refused = store(pages, address)
    assert refused.status_code == 422
    assert "Say first which of these names are the same." in words_of(refused)
    given = {"kind": "measure", "name": "Ferrys leaving on time"}
    names_address = address.replace("/confirm/", "/names/")
    assert pages.post(names_address, {**given, "answer-0": "same:Cargo calls"}).status_code == 400
    pages.post(names_address, {**given, "answer-0": "same:Ferries leaving on time"})
    page = words_of(pages.get(address))
    assert "may mean" not in page
    assert "“Ferrys leaving on time” is read as “Ferries leaving on time”." in page
    assert store(pages, address).status_code == 302
    assert measures() == {row[0] for row in ROWS[:3]}
    assert {record.series.figures for record in portfolio.portfolio(local_actor())} == {7}
    again = send(pages, sheet(later, (*MONTHS, "Oct 2026", "Nov 2026")))
    assert "may mean" not in words_of(pages.get(again))
    assert store(pages, again).status_code == 302
    assert measures() == {row[0] for row in ROWS[:3]}
    assert "“Ferrys leaving on time” is the same as “Ferries leaving on time”." in words_of(pages.get("/recipes/"))


def test_different_names_are_not_asked_again_until_a_person_wants_it(pages: Client) -> None:
    teach(pages)
    later = rename(ROWS, Ferries_leaving_on_time="Ferrys leaving on time")
    address = send(pages, sheet(later))
    pages.post(address.replace("/confirm/", "/names/"), {"kind": "measure", "name": "Ferrys leaving on time", "answer-0": "new"})
    assert "may mean" not in words_of(pages.get(address))
    store(pages, address)
    assert "Ferrys leaving on time" in measures()
    for batch in batches.batches(local_actor()):
        if batch.undoable:
            pages.post(f"/record/{batch.ref}/undo/", {"reason": "wrong"})
            break
    address = send(pages, sheet(later))
    assert "may mean" not in words_of(pages.get(address))
    (decided,) = names.decided_names(local_actor())
    assert not decided.same
    given = {"kind": decided.kind, "name": decided.name, "meant": decided.meant}
    assert pages.post("/recipes/names/ask-again/", given).status_code == 302
    assert "may mean" in words_of(pages.get(address))
    assert pages.post("/recipes/names/ask-again/", given).status_code == 400
