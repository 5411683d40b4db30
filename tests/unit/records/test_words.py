"""Codes that the record makes up from parts have words too."""

import re
from pathlib import Path

from groundswell.domain.measurement.observation import Presence
from groundswell.records import checkup
from groundswell.records.ledger import verifying
from groundswell.words import words_for


def test_whatever_is_broken_and_whatever_doctor_sees_can_be_said() -> None:
    broken = re.findall(r'_WrongError\("(\w+)"', Path(verifying.__file__).read_text("utf-8"))
    seen = re.findall(r'(?:Check\(|code, grade = \(|else \()"(\w+)"', Path(checkup.__file__).read_text("utf-8"))
    assert len(set(broken)) > 10
    assert len(set(seen)) > 15
    words = words_for("en")
    codes = {f"ledger.{code}" for code in broken} | {f"doctor.{code}" for code in seen} | {f"presence.{one}" for one in Presence}
    assert {code for code in codes if not words.has(code)} == set()
