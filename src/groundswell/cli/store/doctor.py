"""``groundswell doctor``: what this machine and this data directory give, and what is wrong with them."""

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.records.checkup import Check, Grade, check_up
from groundswell.words import Words, words_for


@click.command("doctor")
@click.option("--public", metavar="ADDRESS", help="Where others reach the pages (https://…): its certificate is looked at too.")
@as_json
def command(public: str | None, as_json: bool) -> int:
    """Check the machine and the data directory; exit code 1 when something has to be put right."""
    words, checks = words_for(), check_up(public)
    wrong = any(check.grade is Grade.WRONG for check in checks)
    if as_json:
        print_json({"fine": not wrong, "checks": [_as_plain(one, words) for one in checks]})
        return int(wrong)
    graded = {grade: words.text(f"doctor.grade.{grade.value}") for grade in Grade}
    width = max(map(len, graded.values()))
    for check in checks:
        line = f"{graded[check.grade]:{width}}  {words.text(f'doctor.{check.code}', check.values)}"
        to_do = _to_do(check, words)
        click.echo(f"{line} {to_do}" if to_do else line)
    return int(wrong)


def _as_plain(check: Check, words: Words) -> dict[str, str | None]:
    message = words.text(f"doctor.{check.code}", check.values)
    return {"code": check.code, "grade": check.grade.value, "message": message, "do": _to_do(check, words)}


def _to_do(check: Check, words: Words) -> str | None:
    """The one sentence that says what to do; None for what is fine."""
    return None if check.grade is Grade.FINE else words.text(f"doctor.{check.code}.do", check.values)
