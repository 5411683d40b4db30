"""The painted sheet, window by window, without a browser: small pages, every cell explained, steps undone and done again."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.e2e.harbour_files import scorecard
from tests.web.test_bringing import bring, text_of

MOST_BYTES = 200_000
CSV = "text/csv"
LONG = ("A long remark with <tags> & \"quotes\" that nobody ever cut short, " * 6, "水位が上がったため船は出なかった。" * 20, "x" * 400)
PLANS = """Indicator,Jan 2026,,Feb 2026,,Mar 2026,
,Actual,Plan,Actual,Plan,Actual,Plan
Calls,5,6,7,8,4,5
Visits,6,7,8,9,5,6
Letters,16,17,18,19,15,16
"""


def wide(rows: int, months: int) -> str:
    """A station a row, a month a column."""
    heads = [f"{1985 + at // 12}-{at % 12 + 1:02}" for at in range(months)]
    lines = [",".join([f"Station {row:04} of the coast", *[str(20 + (row * at) % 79) for at in range(months)]]) for row in range(rows)]
    return "\n".join([",".join(["Station", *heads]), *lines])


def bring_text(pages: Client, text: str, name: str = "calls.csv") -> str:
    """Brings a CSV; gives the address of its page."""
    answer = pages.post("/bring/", {"file": SimpleUploadedFile(name, text.encode(), CSV)})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def step_of(pages: Client, address: str) -> str:
    """What the page says of the newest step."""
    page = pages.get(address).content.decode()
    found = re.search(r'<form class="step".*?</form>', page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", found[0])).split()) if found else ""


def test_a_wide_sheet_is_served_in_small_windows_that_follow_each_other_by_plain_links(pages: Client) -> None:
    address = bring_text(pages, wide(130, 70))
    seen, url = [], address
    for _ in range(3):
        page = pages.get(url).content.decode()
        seen.append(re.search(r"([A-Z]+\d+:[A-Z]+\d+) of 131 rows and 71 columns", page)[1])  # type: ignore[index]
        url = unescape(re.search(r'<a href="([^"]+)"[^>]*data-step="down"', page)[1]) if len(seen) < 3 else url  # type: ignore[index]
    assert seen == ["A1:AD60", "A61:AD120", "A121:AD131"]
    right = unescape(re.search(r'<a href="([^"]+)"[^>]*data-step="after"', page)[1])  # type: ignore[index]
    page = pages.get(right).content.decode()
    assert "AE121:BH131 of 131 rows" in page
    assert re.search(r'AE<span class="hd">1987-06', page), "a column says what it is headed where its head is out of sight"
    assert '<span class="hd">Station 0120 of the coast</span>' in page, "a row says its label where that is out of sight"
    assert len(re.findall('id="cell-[A-Z]', page)) == 11 * 30


@pytest.mark.parametrize("text", LONG)
def test_a_window_of_long_texts_stays_under_200_kb_and_its_cells_show_all_when_chosen(pages: Client, text: str) -> None:
    quoted = '"' + text.replace('"', '""') + '"'
    rows = ["Month," + ",".join(f"Remark {n}" for n in range(40)) + ",Calls"]
    rows += [f"{2010 + at // 12}-{at % 12 + 1:02}," + ",".join([quoted] * 40) + f",{at}" for at in range(62)]
    address = bring_text(pages, "\n".join(rows))
    for place in ({}, {"top": "2", "left": "10"}):
        answer = pages.get(f"{address}window/", {"sheet": "0", **place})
        assert answer.status_code == 200
        assert answer.content.decode().count("<td") > 1_000
        assert len(answer.content) < MOST_BYTES
    assert len(pages.get(address).content) < MOST_BYTES
    side = pages.get(f"{address}window/", {"sheet": "0", "cell": "C5", "only": "side"}).content.decode()
    assert unescape(side).count(text.strip()[:290]) == 1
    assert "<td" not in side


def test_a_window_of_cells_that_need_a_hand_stays_under_200_kb(pages: Client) -> None:
    rows = ["Station," + ",".join(f"{1985 + at // 12}-{at % 12 + 1:02}" for at in range(40))]
    rows += [f"Station {row:04}," + ",".join(["5", "6", "7"] + ["#REF!"] * 37) for row in range(70)]
    answer = pages.get(f"{bring_text(pages, chr(10).join(rows))}window/")
    assert answer.content.decode().count('class="p-problem"') > 1_000
    assert len(answer.content) < MOST_BYTES


def test_numbers_are_never_cut(pages: Client) -> None:
    rows = ["Month," + ",".join(f"Line {n}" for n in range(29))]
    rows += [f"{2000 + at // 12}-{at % 12 + 1:02}," + ",".join(f"{at}234567890.12345" for _ in range(29)) for at in range(70)]
    page = pages.get(bring_text(pages, "\n".join(rows))).content.decode()
    assert "…" not in re.sub(r"<button.*?</button>", "", page.split("<tbody>")[1].split("</tbody>")[0])


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ("D6", "Read as 25.7: CUSTOMER | Complaints, median days, November 2025."),
        ("f10", "Refused: The cell is #DIV/0!."),
        ("C14", "Left out: the total of C12:C13, and it matches."),
        ("AN999", "Empty, and no figure is expected here."),
        ("12", "There is no cell 12 in this file. Write an address such as F12."),
        ("<b>", "There is no cell <B> in this file."),
    ],
)
def test_any_cell_is_explained_by_a_plain_form(pages: Client, cell: str, sentence: str) -> None:
    address = bring(pages, scorecard())
    answer = pages.get(address, {"sheet": "0", "cell": cell})
    assert answer.status_code == 200
    assert sentence in unescape(text_of(answer))


def test_going_to_a_cell_opens_its_window(pages: Client) -> None:
    address = bring_text(pages, wide(130, 70))
    page = pages.get(address, {"sheet": "0", "cell": "BA125"}).content.decode()
    assert "AE121:BH131 of 131 rows" in page
    assert re.search(r'class="p-figure chosen" id="cell-BA125"', page)


def test_what_is_unsure_is_marked_listed_and_linked_in_turn(pages: Client) -> None:
    text = "Month,2024,2025,Change\nJanuary,4,5,1\nFebruary,#REF!,6,1\nMarch,7,8,1\nApril,9,9,0\nMay,9,9,0\n"
    address = bring_text(pages, text)
    page = pages.get(address).content.decode()
    assert "Look here: 3 places" in page
    listed = page.split('id="look-here"')[1].split("</section>")[0]
    assert re.findall(r'<li class="(\w+)">', listed) == ["hand", "doubt", "doubt"], "what needs a hand stands first"
    assert 'class="p-figure unsure" id="cell-B2"' in page
    assert re.search(r'value="column-3-3"[^>]*>D<b class="q" aria-hidden="true">\?</b>', page), "not by colour alone"
    assert "One cell needs you. 2 places are unsure." in page
    seen, url = [], address
    for _ in range(4):
        page = pages.get(url.partition("#")[0]).content.decode()
        link = re.search(r'href="([^"]+)">Next: (\w+)<', page)
        assert link is not None
        seen.append(link[2])
        url = unescape(link[1])
    assert seen == ["B2", "D2", "B3", "B2"]
    assert "it is called “calls” after the file." in text_of(pages.get(address, {"sheet": "0", "cell": "B2"}))


def test_an_open_question_is_the_first_place_to_look(pages: Client) -> None:
    page = pages.get(bring_text(pages, "Month,Calls\nJan,1\nFeb,2\nMar,3\nApr,4\n")).content.decode()
    assert re.search(r'<li class="question"><a class="addr" href="#question-1">', page)


def test_a_correction_reaches_all_alike_says_so_and_can_be_kept_to_one_place(pages: Client) -> None:
    address = bring_text(pages, PLANS)
    pages.post(f"{address}roles/", {"range": "column-2-2", "role": "left_out"})
    said = step_of(pages, address)
    assert "Column C is now read as: Left out. So are 2 more columns headed “Plan”." in said
    assert "9 figures, as many as before this step." in said
    assert "You changed the reading of 3 columns and rows." in said
    pages.post(f"{address}roles/", {"only_these": "1"})
    said = step_of(pages, address)
    assert "Column C is now read as: Left out." in said
    assert "So are" not in said
    assert "You changed the reading of one column or row." in said
    pages.post(f"{address}roles/", {"range": "column-4-4", "role": "left_out", "alike": "0"})
    assert "You changed the reading of 2 columns and rows." in step_of(pages, address)


def test_steps_are_undone_and_done_again_and_their_effect_is_shown(pages: Client) -> None:
    address = bring(pages, scorecard())
    pages.post(f"{address}roles/", {"axis": "row", "first": "5", "last": "6", "role": "left_out"})
    assert "Rows 6 to 7 are now left out. 61 figures now; before this step there were 87." in step_of(pages, address)
    page = pages.get(address).content.decode()
    assert '<svg viewBox="0 0 352 150"' in page or "card" in page
    rows = page.split('class="section first-figures"')[1].split("</table>")[0]
    assert "Ferries leaving on time" in rows
    assert "new by the last step" in rows
    pages.post(f"{address}figure/", {"cell_sheet": "Scorecard", "cell": "F10", "act": "figure", "figure": "6.1"})
    assert "Your word for F10 was taken in. 62 figures now" in step_of(pages, address)
    pages.post(f"{address}roles/", {"take_back": "1"})
    pages.post(f"{address}roles/", {"take_back": "1"})
    assert "7 measures over 13 months" in text_of(pages.get(address))
    assert step_of(pages, address) == "Do it again"
    pages.post(f"{address}roles/", {"do_again": "1"})
    pages.post(f"{address}roles/", {"do_again": "1"})
    pages.post(f"{address}roles/", {"do_again": "1"})
    assert "62 figures now" in step_of(pages, address)
    pages.post(f"{address}roles/", {"take_back": "1"})
    pages.post(f"{address}roles/", {"range": "column-14-14", "role": "left_out"})
    assert "Do it again" not in step_of(pages, address), "a new step leaves nothing to do again"


def test_an_answer_is_a_step_too(pages: Client) -> None:
    address = bring_text(pages, "Month,Calls\nJan,1\nFeb,2\nMar,3\nApr,4\n")
    page = pages.get(address).content.decode()
    question = re.search(r'name="question" value="([^"]+)"', page)
    assert question is not None
    pages.post(f"{address}answer/", {"question": unescape(question[1]), "choice": "2026"})
    assert "Your answer was taken in. 4 figures now; before this step there were 0." in step_of(pages, address)
    pages.post(f"{address}roles/", {"take_back": "1"})
    assert 'name="question"' in pages.get(address).content.decode()
    pages.post(f"{address}roles/", {"do_again": "1"})
    assert "over 4 months" in text_of(pages.get(address))


def test_a_stranger_gets_no_window(pages: Client, stranger: Client) -> None:
    address = bring_text(pages, PLANS)
    assert stranger.get(f"{address}window/").status_code in (403, 404)
