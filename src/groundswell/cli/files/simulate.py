"""``groundswell simulate``: how often a stable process shows a signal by chance, worked out again from a seed."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from groundswell.cli.json_answer import as_json as json_option
from groundswell.cli.progress import bar
from groundswell.domain.xmr.chances.stable_figures import SEED, Shape
from groundswell.domain.xmr.chances.table import ALL, BASELINES, LENGTHS, Asked, RuleSetChances, as_document, simulated, standard_error
from groundswell.domain.xmr.rule_sets import RULE_SETS, rule_set
from groundswell.errors import UserError
from groundswell.words import Words, words_for

MOST_RUNS = 10_000_000
LONGEST = 1200


@click.command("simulate")
@click.option("--rules", "names", multiple=True, metavar="NAME", help="A rule set; may be given again.  [default: all]")
@click.option("--baseline", metavar="N|all", help="Figures that make the limits.  [default: 5, 8, 12, 16, 20, 24 and all]")
@click.option("--length", type=click.IntRange(5, LONGEST), metavar="N", help="Figures in a series.  [default: 8, 12, 24, 36, 60, 120]")
@click.option("--runs", type=click.IntRange(100, MOST_RUNS), default=20_000, show_default=True, help="Stable series for each answer.")
@click.option("--seed", type=click.IntRange(0), default=SEED, show_default=True, help="The same seed gives the same answer on any machine.")
@click.option(
    "--shape", type=click.Choice([one.value for one in Shape]), default=Shape.NORMAL.value, show_default=True,
    help="How figures are spread about their mean.",
)
@json_option
def command(names: tuple[str, ...], baseline: str | None, length: int | None, as_json: bool, **given: Any) -> None:
    """How often a process in which nothing changes shows a signal all the same, and how long it takes."""
    asked = Asked(
        LENGTHS if length is None else (length,), (*BASELINES, None) if baseline is None else (_baseline(baseline),),
        given["runs"], given["seed"], Shape(given["shape"]),
    )
    if not asked.cells:
        raise UserError("baseline_not_shorter", {"baseline": str(baseline), "length": max(asked.lengths)})
    rules, found = [rule_set(name) for name in names or RULE_SETS], []
    with bar("simulate.progress") as tell:
        for done, one in enumerate(rules):
            tell(done, len(rules))
            found.append(simulated(one, asked))
    if as_json:
        click.echo(one_row_a_line(as_document(asked, found)))
        return
    for line in _told(found, asked, words_for()):
        click.echo(line)


def _baseline(text: str) -> int | None:
    """A number of figures; None for ``all``. Raises UserError("bad_baseline") for anything else and for under five."""
    if text.casefold() == ALL:
        return None
    if not (text.isascii() and text.isdigit() and BASELINES[0] <= int(text) < LONGEST):
        raise UserError("bad_baseline", {"value": text, "least": BASELINES[0]})
    return int(text)


def one_row_a_line(document: dict[str, Any]) -> str:
    """JSON in which each row of a table stands on a line of its own: two versions can be compared line by line."""
    parts = []
    for name, one in document["rule_sets"].items():
        tables = ",\n".join(
            f'   "{table}": [\n' + ",\n".join(f"    {json.dumps(row)}" for row in one[table]) + "\n   ]"
            for table in ("chances", "run_lengths")
        )
        parts.append(f'  {json.dumps(name)}: {{\n   "version": {one["version"]},\n{tables}\n  }}')
    head = "".join(f' "{key}": {json.dumps(value)},\n' for key, value in document.items() if key != "rule_sets")
    return "{\n" + head + ' "rule_sets": {\n' + ",\n".join(parts) + "\n }\n}"


def _told(found: Sequence[RuleSetChances], asked: Asked, words: Words) -> Iterator[str]:
    shape = words.text(f"simulate.shape.{asked.shape.value}")
    yield words.text("simulate.head", {"runs": words.number(asked.runs), "shape": shape, "seed": str(asked.seed)})
    for one in found:
        yield ""
        yield words.text("simulate.rules", {"rules": one.name, "version": one.version})
        first = words.text("simulate.limits_from")
        wide = max(len(first), *(len(_limits(baseline, words)) for baseline in (*one.lengths_of_run, None)))
        heads = [words.text("simulate.figures", {"n": length}) for length in asked.lengths]
        yield "  ".join([first.ljust(wide), *(head.rjust(12) for head in heads)])
        for baseline in sorted({each for _, each in asked.cells}, key=lambda each: LONGEST if each is None else each):
            shares = [_share(one, length, baseline, words) for length in asked.lengths]
            yield "  ".join([_limits(baseline, words).ljust(wide), *(share.rjust(12) for share in shares)])
        for baseline, lengths in one.lengths_of_run.items():
            code = "simulate.run_known" if baseline is None else "simulate.run"
            code += "_at_least" if lengths.unfinished else ""
            yield words.text(code, {"n": baseline or 0, "average": words.number(lengths.average, 0)})


def _limits(baseline: int | None, words: Words) -> str:
    return words.text("simulate.all_figures") if baseline is None else str(baseline)


def _share(one: RuleSetChances, length: int, baseline: int | None, words: Words) -> str:
    """``26.6 ± 0.6``: the share in percent and two standard errors; nothing where the baseline is not shorter than the series."""
    found = one.chances.get((length, baseline))
    if found is None:
        return ""
    return f"{words.number(100 * found.chance, 1)} ± {words.number(200 * standard_error(found.chance, found.runs), 1)}"
