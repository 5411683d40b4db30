"""Who works on the command line of records to which people sign in."""

import json
from pathlib import Path

import pytest

from groundswell.cli.main import run
from groundswell.records import clock
from groundswell.records.models import Act, Batch, Post
from groundswell.records.opening import write
from groundswell.records.selectors.definitions import catalogue
from groundswell.records.setup_code import FILE_NAME
from tests.cast import Cast

SHEET = "Month,Ferries on time\n" + "".join(f"2026-{month:02},{90 + month % 3}\n" for month in range(1, 11))


def test_somebody_says_who_they_are_and_the_record_says_how_it_came(
    cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = tmp_path / "figures.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    before = Batch.objects.count()
    assert run(["import", str(sheet), "--yes"]) == 2
    assert "say who you are with --as" in capsys.readouterr().err
    assert run(["import", str(sheet), "--yes", "--as", "erik@harbour.example"]) == 2
    assert Batch.objects.count() == before
    assert run(["import", str(sheet), "--yes", "--as", "Bob@harbour.example"]) == 0
    batch = Batch.objects.order_by("-id")[0]
    assert batch.actor_ref == cast.accounts["bob"]
    assert json.loads(Act.objects.get(seq=batch.first_seq).payload)["by"] == "command_line"


def test_somebody_with_posts_in_several_units_says_for_which_one(cast: Cast, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = tmp_path / "figures.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    given = {"account_id": cast.accounts["bob"], "unit": cast.units["Docks"], "start": "2020-01-01", "made_by": cast.accounts["admin"]}
    write(lambda: Post.objects.create(**given, made_at=clock.stamp(clock.now())))
    asked = ["import", str(sheet), "--as", "bob@harbour.example"]
    assert run(asked) == 2
    assert "You hold posts in several units: Docks and Harbour. Say for which one you work with --unit NAME." in capsys.readouterr().err
    assert run([*asked, "--unit", "Board"]) == 2
    assert "“Board” is not one unit in which you hold a post. Yours: Docks and Harbour." in capsys.readouterr().err
    assert run([*asked, "--yes", "--unit", "docks"]) == 0
    (measure,) = catalogue(cast.actor("charlie")).measures.values()
    assert measure.team == cast.units["Docks"]
    assert run([*asked, "--yes"]) == 0, "nothing new is made"


def test_alone_nobody_has_to_say_so_and_the_record_says_nothing(data_directory: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "figures.csv"
    sheet.write_text(SHEET, encoding="utf-8")
    assert run(["import", str(sheet), "--yes"]) == 0
    assert "command_line" not in Act.objects.all()[0].payload


def test_setup_prints_a_code_alone_and_none_where_people_sign_in(
    data_directory: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["setup", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["code"].replace("-", "")) == 28
    assert (data_directory / FILE_NAME).exists()


def test_D18_there_is_no_code_and_no_demo_where_people_sign_in(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["setup"]) == 1
    assert "there is an administrator" in capsys.readouterr().err
    assert run(["demo", "--no-serve"]) == 2
    assert "demo is not offered" in capsys.readouterr().err
