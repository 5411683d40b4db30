"""The words for quarters, half-years, weeks and kinds of years in seven languages, brought to one short form each.

``2. Quartal 2020`` and ``2nd quarter 2020`` become ``q2 2020``, ``1er semestre`` ``h1``, ``KW 12`` ``w12``, "financial year" ``fy``,
"academic year" ``ay``. Texts are folded before (:func:`groundswell.engine.periods.folding.folded`).
"""

import re

MONTH = r"(?P<month>[a-z]{3,11})\.?"
MONTH2 = r"(?P<month2>[a-z]{3,11})\.?"
ENGLISH_MONTH = (
    r"(?P<month>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)"
)
Y4 = r"(?P<year>\d{4})"
Y2 = r"\d{4}|'?\d{2}"
Y = rf"(?P<year>{Y2})"
PAIR = r"(?P<first>\d{4}|'?\d{2})\s?[/_-]\s?(?P<second>\d{4}|\d{2})"
_WEEKDAYS = (
    "mon|tues?|wed|weds|wednes|thu|thur|thurs|fri|sat|satur|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"
    "|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
    "|lunes|martes|miercoles|jueves|viernes|sabado|domingo|segunda-feira|terca-feira|quarta-feira|quinta-feira|sexta-feira"
    "|lunedi|martedi|mercoledi|giovedi|venerdi|sabato|domenica"
)
WEEKDAY = rf"(?:(?:the )?(?:{_WEEKDAYS})(?:day)?[.,]{{0,2}} )?"
TO = r" ?(?:-|/| to | until | till | through | thru | bis | a | au | tot | tot en met | t/m | tm | ate | al | e ) ?"
OF = r"(?: of the| of| de la| de| del| du| di| do| da| des| van| von|,)?"
MONTHS_TOGETHER = re.compile(rf"{MONTH}{TO}{MONTH2}")
LENGTHS = (2, 3, 4, 6, 12)
"""Months together that stand for a part of a year on their own."""

FISCAL_WORDS = (
    "f/y|financial year|fiscal year|fin(?:ancial)? yr|fiscal|geschaftsjahr|haushaltsjahr|wirtschaftsjahr|exercice budgetaire|annee fiscale"
    "|annee budgetaire|boekjaar|begrotingsjaar|ejercicio fiscal|ano fiscal|anno fiscale"
)
SCHOOL_WORDS = (
    "academic year|school year|schuljahr|studienjahr|annee scolaire|annee universitaire|annee academique|schooljaar|studiejaar|academiejaar"
    "|curso escolar|curso academico|curso|ano letivo|ano lectivo|ano escolar|anno scolastico|anno accademico|a[.]s[.]|a/y"
)
CALENDAR_WORDS = "calendar year|kalenderjahr|annee civile|kalenderjaar|ano civil|ano natural|anno solare|jahr|annee|jaar|ano|anno|year"
QUARTER_WORDS = "quarter|qtr|quartal|trimestre|trim|tri|kwartaal|kwart"
HALF_WORDS = "half[ -]?years?|halves|half|halbjahr|hj|hy|semestre|halfjaar"
WEEK_WORDS = "kalenderwoche|kw|woche|semaine|week|weeks|wk|semana|settimana"
_ORDINALS = (
    "first|erstes|erste|1stes|premier|premiere|1ere|eerste|primer|primero|primera|primeiro|primo|prima|i",
    "second|zweites|zweite|deuxieme|seconde|tweede|segundo|segunda|secondo|seconda|ii",
    "third|drittes|dritte|troisieme|derde|tercer|tercero|terceiro|terzo|iii",
    "fourth|viertes|vierte|quatrieme|vierde|cuarto|quarto|iv",
)
ORDINALS = {word: number for number, words in enumerate(_ORDINALS, 1) for word in words.split("|")}
_NTH = (
    r"(?:(?P<n>[1-4])(?:\s?\.?\s?(?:st|nd|rd|th|er|ere|eme|de|e|o|a|\u00b0)?\.?)[ -]?"
    rf"|(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})\.?[ -])"
)
_START, _END = r"(?<![a-z0-9])", r"(?![a-z0-9])"

_QUARTERS = re.compile(rf"{_START}(?:(?:{QUARTER_WORDS})\.? ?(?P<m>[1-4]|i{{1,3}}|iv){_END}|{_NTH}(?:{QUARTER_WORDS}|q){_END}\.?)")
_HALVES = re.compile(rf"{_START}(?:(?:{HALF_WORDS})\.? ?(?P<m>[12]|ii?){_END}|{_NTH}(?:{HALF_WORDS}){_END})")
_WEEKS = re.compile(
    rf"{_START}(?:(?:{WEEK_WORDS})\.? ?(?:no\.? ?|nr\.? ?)?(?P<m>\d{{1,2}}){_END}|(?P<n>\d{{1,2}})\.? ?(?:kw|kalenderwoche){_END})"
)
_KINDS = (
    (re.compile(rf"{_START}(?:{FISCAL_WORDS})(?![a-z])"), "fy"),
    (re.compile(rf"{_START}(?:{SCHOOL_WORDS})(?![a-z])"), "ay"),
    (re.compile(rf"^(?:{CALENDAR_WORDS}) ?(?=\d{{4}}$)"), ""),
)
_GLUED = (
    (re.compile(r"^([1-4])([qt])[ /'-]?(?=\d)"), r"q\1 "),
    (re.compile(r"^([12])h[ /'-]?(?=\d{4}$)"), r"h\1 "),
    (re.compile(r"^[tk]([1-4])(?=[ /.:,_-]{1,3}\d{4}(?!\d))"), r"q\1"),
    (re.compile(r"^s([12])(?=[ /.:,_-]{1,3}\d{4}(?!\d))"), r"h\1"),
    (re.compile(r"^s(\d\d)(?=[ /.:,_-]{1,3}\d{4}(?!\d))"), r"w\1"),
    (re.compile(r"^(\d{4}(?:[/-]\d{2,4})?)([ /.:,_-]{0,3})[tk]([1-4])$"), r"\1\2q\3"),
    (re.compile(r"^(\d{4}(?:[/-]\d{2,4})?)([ /.:,_-]{0,3})s([12])$"), r"\1\2h\3"),
)
"""Letters that stand for a quarter or a half-year only beside a year of four digits: ``T2 2021``, ``S1 2023``, ``1T21``."""
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def canonical(plain: str) -> str:
    """A folded label with its words for quarters, halves, weeks and kinds of years in their short forms."""
    if plain.isdecimal():
        return plain
    for pattern, short in _KINDS:
        plain = pattern.sub(short, plain)
    plain = _WEEKS.sub(lambda found: f"w{found['m'] or found['n']}", plain)
    plain = _QUARTERS.sub(lambda found: f"q{_number(found)}", plain)
    plain = _HALVES.sub(lambda found: f"h{_number(found)}", plain)
    for pattern, short in _GLUED:
        plain = pattern.sub(short, plain)
    return plain


def _number(found: re.Match[str]) -> str:
    said = found["m"] or found["n"]
    return _ROMAN.get(said, said) if said else str(ORDINALS[found["word"]])
