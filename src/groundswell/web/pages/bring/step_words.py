"""One sentence about the newest step: what is read another way now, and how far that reached."""

from groundswell.engine.sources.workbook import a1, column_name
from groundswell.web.pages.bring.check import Material
from groundswell.web.pages.bring.history import Note
from groundswell.words import Words


def step_text(material: Material, words: Words) -> str:
    """What the newest step did; empty where nothing was said yet."""
    past = material.choices.history.past
    if not past:
        return ""
    note = past[-1].note
    if note.kind == "answer":
        return words.text("step.answer")
    if note.kind == "figure":
        return words.text("step.figure", {"cell": a1(note.first, note.last)})
    return " ".join([_own(note, words), *_further(note, words)])


def _own(note: Note, words: Words) -> str:
    column = note.axis == "column"
    ends = (column_name(note.first), column_name(note.last)) if column else (str(note.first + 1), str(note.last + 1))
    role = words.text(f"role.{note.role}") if column else words.text(f"row_role.{note.role}")
    several = "" if note.first == note.last else "s"
    return words.text(f"step.{note.axis}{several}", {"first": ends[0], "last": ends[1], "role": role})


def _further(note: Note, words: Words) -> list[str]:
    said = []
    if note.alike and note.name:
        said.append(words.text(f"step.{note.axis}_alike_named", {"n": note.alike, "name": note.name}))
    elif note.alike:
        said.append(words.text(f"step.{note.axis}_alike", {"n": note.alike}))
    if note.sheets:
        said.append(words.text("step.sheets_alike", {"n": note.sheets}))
    return said
