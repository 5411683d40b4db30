"""``groundswell doctor``: what this machine and this data directory give, and what is wrong with them."""

import click

from groundswell.cli.json_answer import as_json, print_json
from groundswell.records.checkup import Grade, check_up
from groundswell.words import words_for

SIGNS = {Grade.FINE: "ok  ", Grade.NOTE: "note", Grade.WRONG: "BAD "}


@click.command("doctor")
@as_json
def command(as_json: bool) -> int:
    """Check the machine and the data directory; exit code 1 when something has to be put right."""
    words, checks = words_for(), check_up()
    wrong = any(check.grade is Grade.WRONG for check in checks)
    if as_json:
        print_json({
            "fine": not wrong,
            "checks": [
                {"code": one.code, "grade": one.grade.value, "message": words.text(f"doctor.{one.code}", one.values)} for one in checks
            ],
        })
        return int(wrong)
    for check in checks:
        click.echo(f"{SIGNS[check.grade]}  {words.text(f'doctor.{check.code}', check.values)}")
    return int(wrong)
