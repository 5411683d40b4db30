"""Codes that the record makes up from parts have words too."""

import re
from pathlib import Path

from groundswell.domain.measurement.observation import Presence
from groundswell.records import care
from groundswell.records.ledger import verifying
from groundswell.words import words_for


def test_whatever_is_broken_and_whatever_doctor_sees_can_be_said() -> None:
    broken = re.findall(r'_WrongError\("(\w+)"', Path(verifying.__file__).read_text("utf-8"))
    looking = "".join(path.read_text("utf-8") for path in sorted(Path(care.__file__).parent.glob("*_checks.py")))
    seen = re.findall(r'(?:Check\(|code, grade = \(|else \()"(\w+)"', looking)
    assert len(set(broken)) > 10
    assert len(set(seen)) > 15
    words = words_for("en")
    codes = {f"ledger.{code}" for code in broken} | {f"doctor.{code}" for code in seen} | {f"presence.{one}" for one in Presence}
    assert {code for code in codes if not words.has(code)} == set()
