"""The same record gives the same bytes in every process, whatever the machine's locale, time zone and hash seed."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
DIGEST = """
import hashlib
from groundswell.charts.drawing.svg import card_svg, full_svg
from groundswell.charts.drawing.picture import picture_svg
from groundswell.charts.drawing.png import png
from groundswell.reports.measure_page import build_measure_page
from groundswell.reports.writing.csv import values_csv
from groundswell.reports.writing.html import html_file
from groundswell.reports.writing.xlsx import values_xlsx
from tests.charting import complaints
page = build_measure_page(complaints(), "de")
picture = picture_svg(page.chart)
made = [full_svg(page.chart).encode(), card_svg(page.chart).encode(), picture.encode(), png(picture), values_csv(page), values_xlsx(page),
        html_file(page, "Warum?").encode()]
print([hashlib.sha256(each).hexdigest() for each in made])
"""


def digests(**environment: str) -> str:
    """What a fresh process makes of the same record."""
    env = {"PATH": os.environ["PATH"], "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", **environment}
    done = subprocess.run([sys.executable, "-c", DIGEST], env=env, cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout


def test_E13_same_bytes_whatever_the_locale_time_zone_and_hash_seed() -> None:
    one = digests(PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C")
    other = digests(PYTHONHASHSEED="4711", TZ="Pacific/Auckland", LC_ALL="de_DE.UTF-8", LANGUAGE="de")
    assert one.count("'") == 14
    assert one == other
