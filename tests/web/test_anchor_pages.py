"""The anchor on the page of the record: written down, saved, mailed, checked again; and at the foot of what leaves the product."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponse
from django.test import Client

from groundswell.records.actors import local_actor
from groundswell.records.ledger.anchors import anchors_in
from groundswell.records.lines import Line
from groundswell.records.selectors import batches, ledger
from groundswell.records.services import measures, notes
from tests.faults.second_verifier import FILE
from tests.web.filled import FIRST_MONTH, JUMP, measure


def text_of(answer: HttpResponse) -> str:
    """What a page says, without its marks."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def checked(pages: Client, anchor: str) -> str:
    return text_of(pages.post("/record/verify/", {"anchor": anchor}))


def test_an_empty_record_has_no_anchor_and_says_so(pages: Client) -> None:
    assert "There is no entry yet, so there is no anchor." in text_of(pages.get("/record/"))
    answer = pages.get("/record/anchor.txt")
    assert answer.status_code >= 400
    assert "Nothing is stored yet" in text_of(answer)


def test_the_anchor_of_the_page_the_file_and_the_mail_is_the_one_of_the_record(pages: Client) -> None:
    measure()
    head = ledger.head()
    page = pages.get("/record/").content.decode()
    assert f'value="{head.anchor.text}"' in page
    saved = pages.get("/record/anchor.txt")
    assert re.fullmatch(rf'attachment; filename="groundswell-anchor-\d{{4}}-\d\d-\d\d-{head.entries}\.txt"', saved["Content-Disposition"])
    assert anchors_in(saved.content.decode()) == (head.anchor,)
    mailed = urlsplit(unescape(re.search(r'href="(mailto:[^"]+)"', page)[1]))  # type: ignore[index]
    assert anchors_in(parse_qs(mailed.query)["body"][0]) == (head.anchor,)
    assert str(head.entries) in parse_qs(mailed.query)["subject"][0]


def test_an_anchor_is_met_later_in_whatever_spelling_and_one_of_another_record_is_not(pages: Client) -> None:
    one = measure()
    first = ledger.head()
    saved = pages.get("/record/anchor.txt").content.decode()
    notes.note(local_actor(), Line(one, None), FIRST_MONTH, "storm", author="Mara Quill")
    second = ledger.head()
    for written in (first.anchor.text.lower().replace("-", " "), first.text, saved):
        said = checked(pages, written)
        assert "The record is whole." in said
        assert f"It agrees with the anchor that you kept: nothing up to entry {first.entries} was changed" in said
    assert "It agrees with all 2 anchors" in checked(pages, f"{saved}\n{second.anchor.text}")
    other = f"{second.entries}-{first.anchor.code}"
    said = checked(pages, f"{saved}\n{other}")
    assert "The record does not agree with the anchor." in said and "does not fit" in said
    assert f"Up to entry {first.entries} it agrees with an anchor that you kept" in said
    assert "its end was cut off, or an older copy was put back" in checked(pages, f"{second.entries + 1}-{first.anchor.code}")


def test_what_is_no_anchor_is_told_and_stays_in_the_field(pages: Client) -> None:
    measure()
    answer = pages.post("/record/verify/", {"anchor": "the one of <Friday>"})
    assert answer.status_code == 422
    assert "There is no anchor in “the one of <Friday>”." in text_of(answer)
    assert "the one of &lt;Friday&gt;</textarea>" in answer.content.decode()


def test_the_second_program_is_handed_out_as_it_is(pages: Client) -> None:
    answer = pages.get("/record/check_ledger.py")
    assert answer.content == Path(FILE).read_bytes()
    assert answer["Content-Disposition"] == 'attachment; filename="check_ledger.py"'


def test_the_anchor_stands_in_whatever_leaves_the_product(pages: Client) -> None:
    one = measure(values=JUMP)
    anchor = ledger.head().anchor.text
    csv = pages.get(f"/measures/{one}/values.csv").content.decode("utf-8-sig").splitlines()
    assert csv[0].endswith(",Anchor of the record") and all(line.endswith(f",{anchor}") for line in csv[1:])
    assert f"Its anchor then: {anchor}</metadata>" in pages.get(f"/measures/{one}/chart.svg").content.decode()
    picture = pages.get(f"/measures/{one}/chart.png").content
    chunk = picture[33:]
    length = int.from_bytes(chunk[:4], "big")
    assert chunk[4:8] == b"iTXt" and chunk[8 : 8 + length].decode().endswith(f"Its anchor then: {anchor}")
    mailed = pages.post(f"/measures/{one}/file/", {"question": "believe", "days": "30", "sender": "Mara Quill"}).content.decode()
    assert f"Its anchor then: {anchor}</footer>" in mailed, "as it stood when the file was made; that it was made is the next entry"
    assert ledger.head().anchor.text != anchor
    paper = text_of(pages.get(f"/measures/{one}/"))
    assert f"Anchor of the record: {ledger.head().anchor.text}." in paper


def test_E6_all_measures_are_shown_as_they_were_after_a_batch(pages: Client) -> None:
    one = measure("Days to answer", values=JUMP)
    newest, *_ = batches.batches(local_actor())
    now = text_of(pages.get(f"/record/{newest.ref}/then/"))
    assert "Nothing was stored since" in now and "Days to answer" in now and ledger.head().anchor.text in now
    anchor = ledger.head().anchor.text
    measures.rename(local_actor(), one, "Days until answered", "clearer")
    measures.put_away(local_actor(), one, "not used")
    answer = pages.get(f"/record/{newest.ref}/then/")
    page = text_of(answer)
    assert "Days to answer" in page and "Days until answered" not in page and anchor in page
    assert "Nothing was stored since" not in page
    link = unescape(re.search(rf'href="(/measures/{one}/earlier/[^"]*)"', answer.content.decode())[1])  # type: ignore[index]
    assert "The figures are the same." in text_of(pages.get(link))
    away, *_ = batches.batches(local_actor())
    assert "There was no measure in use then." in text_of(pages.get(f"/record/{away.ref}/then/"))
    assert pages.get("/record/nothing/then/").status_code in (400, 404)
    assert f"/record/{newest.ref}/then/" in pages.get("/record/").content.decode()
