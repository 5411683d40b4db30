"""A code that the source uses and the English catalogue does not know is a fault: it would reach a reader as a code."""

import ast
from pathlib import Path
from string import Formatter

import pytest

from groundswell.engine.proposal import Reason
from groundswell.words import catalogue

SOURCE = Path(__file__).parents[3] / "src" / "groundswell"
ROOMS = {"Problem": "problem.", "UserError": "error.", "Finding": "finding.", "NextStep": "next_step."}
HOMES = {"groundswell.errors", "groundswell.domain.improvement.next_step"}
TEXT_METHODS = {"text"}


def _strings(node: ast.expr) -> list[str]:
    """The string constants that an argument can take: itself, or the arms of a conditional."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.IfExp):
        return _strings(node.body) + _strings(node.orelse)
    return []


def codes_used(tree: ast.AST) -> set[str]:
    """Codes that a module names: first argument, or ``code=``, of the carriers of codes, and of ``words.text``."""
    found: set[str] = set()
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module in HOMES]
    carriers = {alias.asname or alias.name: ROOMS[alias.name] for node in imports for alias in node.names if alias.name in ROOMS}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
        arguments = node.args[:1] + [k.value for k in node.keywords if k.arg == "code"]
        if name in carriers:
            found |= {carriers[name] + code for argument in arguments for code in _strings(argument)}
        elif name in TEXT_METHODS and isinstance(node.func, ast.Attribute):
            owner = getattr(node.func.value, "id", getattr(node.func.value, "attr", ""))
            if owner in ("words", "_words"):
                found |= {code for argument in arguments for code in _strings(argument)}
    return found


MODULES = sorted(SOURCE.rglob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_code_of_a_module_has_words(module: Path) -> None:
    known = catalogue.codes("en")
    sided = {code.rsplit(".", 1)[0] for code in known if code.startswith("finding.")}
    used = codes_used(ast.parse(module.read_text("utf-8")))
    assert used <= known | sided, sorted(used - known - sided)


def test_every_reason_for_leaving_a_cell_out_has_words() -> None:
    """The page counts cells that say there is no figure as missing."""
    used = {f"read.left_{reason}" for reason in Reason} | {f"bring.left_out_{reason}" for reason in set(Reason) - {Reason.EMPTY_STATE}}
    assert used <= catalogue.codes("en"), sorted(used - catalogue.codes("en"))


USES = """
from groundswell.errors import Problem, UserError as Refusal, Finding
from groundswell.domain.improvement.next_step import NextStep
Problem("a" if x else "b", place)
raise Refusal(code="c")
Finding("d")
NextStep("e", 5)
words.text("f")
g("h")
"""


def test_codes_are_found_where_they_are_used() -> None:
    assert codes_used(ast.parse(USES)) == {"problem.a", "problem.b", "error.c", "finding.d", "next_step.e", "f"}
    assert codes_used(ast.parse('class Finding: ...\nFinding("own")')) == set()


def test_every_message_names_its_placeholders_in_plain_form() -> None:
    """``{name}`` only: no attribute, index or format that a value could reach into."""
    for message in (m for m in catalogue.catalogue("en") if m.id):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            for _, name, form, _ in Formatter().parse(text):
                assert name is None or (name.isidentifier() and not form), (message.id, text)


def test_no_two_files_hold_words_for_one_code() -> None:
    seen: dict[str, str] = {}
    for name, part in catalogue.parts("en").items():
        for message in (m for m in part if m.id):
            code = message.id[0] if isinstance(message.id, tuple) else message.id
            assert code not in seen, f"{code} is in {seen[code]} and in {name}"
            seen[code] = name
    assert len(seen) > 100


def test_sentences_are_calm() -> None:
    """Interface 6: no exclamation mark, no please, sorry or oops."""
    for message in (m for m in catalogue.catalogue("en") if m.id):
        for text in message.string if isinstance(message.string, tuple) else (message.string,):
            lowered = f" {text.lower()} "
            assert "!" not in text.replace("#DIV/0!", "").replace("#REF!", "").replace("#NULL!", "").replace("#NUM!", ""), message.id
            assert not any(f" {word} " in lowered for word in ("please", "sorry", "oops")), message.id
