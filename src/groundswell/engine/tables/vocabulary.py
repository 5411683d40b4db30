"""The words that heads and labels use for roles, totals and derived columns: English first, with the neighbours' own.

A word only ever proposes; a total is left out only where its figures agree (:mod:`groundswell.engine.tables.arithmetic`).
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from groundswell.engine.periods import folded
from groundswell.engine.proposal import Role


def _phrases(text: str) -> re.Pattern[str]:
    """Whole words or phrases, longest first."""
    phrases = sorted((phrase.strip() for phrase in text.split(",") if phrase.strip()), key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, phrases)) + r")(?![a-z0-9])")


HEAD_ROLES: Mapping[Role, re.Pattern[str]] = MappingProxyType(
    {
        Role.COMMENT: _phrases(
            "comment, comments, commentary, note, notes, remark, remarks, narrative, explanation, explanatory note, "
            "bemerkung, kommentar, commentaire, commentaires, toelichting, opmerking, comentario, reason, reasons"
        ),
        Role.STATUS: _phrases(
            "rag, rag status, rag rating, status, status code, traffic light, colour, color, on track, rating, ampel, brag"
        ),
        Role.TARGET: _phrases(
            "target, targets, goal, planned, trajectory, ziel, zielwert, cible, objectif, doel, streefwert, objetivo, meta"
        ),
        Role.OWNER: _phrases(
            "owner, responsible, responsible officer, lead, lead officer, accountable officer, accountable, contact, "
            "officer, data owner, verantwortlich, responsable, eigenaar"
        ),
        Role.DIRECTION: _phrases(
            "direction, polarity, desired direction, desired change, good is, better is, good performance, aim to, "
            "desired trend, bigger is better, high or low is good, richtung"
        ),
        Role.MEASUREMENT_UNIT: _phrases(
            "unit, units, unit of measure, unit of measurement, measurement unit, uom, measure type, einheit, "
            "unite, eenheid, unidad, indicator unit"
        ),
        Role.NUMERATOR: re.compile(r"(?<![a-z0-9])(?:numerator|zaehler|numerateur|teller)(?![a-z0-9])|^num\.?$"),
        Role.DENOMINATOR: re.compile(r"(?<![a-z0-9])(?:denominator|nenner|denominateur|noemer)(?![a-z0-9])|^den(?:om)?\.?$"),
    }
)
"""Roles a head names outright, in the order in which they are tried."""

MEASURE = _phrases(
    "measure, measures, measure name, indicator, indicators, indicator name, kpi, kpis, kpi name, metric, pi, performance indicator, "
    "performance measure, key performance indicator, variable, question, statement, kennzahl, kennzahlen, indikator, messgroesse, merkmal, "
    "indicateur, "
    "indicateurs, indicador, indicadores, indicatie, indicatore, indicatori, maatstaf"
)
MEASURE_WEAK = _phrases("description, name, title, item, short name, what we measure")
ORG_UNIT = _phrases(
    "geo, geography, "
    "area, areas, area name, org, org unit, organisation, organization, organisation name, authority, local authority, la, council, ward, "
    "district, region, county, country, state, territory, constituency, province, "
    "borough, parish, health board, board, hb, hbt, provider, trust, hospital, "
    "practice, "
    "school, site, depot, department, directorate, division, service, team, branch, office, location, place, neighbourhood, neighborhood, "
    "municipality, locality, commissioner, icb, ccg, stp, agency, force, prison, court, station, gare, gare de depart, gare d arrivee, "
    "city, town, stadt, ville, ciudad, plaats, ort, standort, "
    "dienststelle, behoerde, amt, abteilung, fachbereich, dezernat, bezirk, landkreis, filiale, niederlassung, werk, klinik, "
    "krankenhaus, schule, etablissement, agence, pays, hopital, ecole, academie, circonscription, afdeling, vestiging, locatie, "
    "ziekenhuis, regio, wijk, dienst, "
    "centro, departamento, sede, oficina, comunidad autonoma, pais, distrito, concelho, escola, agencia, estado, regiao, "
    "regione, comune, ufficio, ospedale, scuola, reparto, citta, paese, ente, "
    "port, library, centre, center, gemeente, provincie, kreis, bundesland, region, departement, commune, municipio, provincia"
)
CATEGORY = _phrases(
    "type, category, class, group, band, level, grade, age, sex, gender, sector, kind, phase, stage, specialty, speciality, "
    "treatment function, tenure, ethnicity, theme, art, categorie, geschlecht"
)
NATION = _phrases("national, nation, nationwide, national total, country, country total, whole country, nationaal, landesweit, gesamtland")
KIND_OF_THING = _phrases(
    "male, males, female, females, men, women, man, woman, boys, girls, other, others, unknown, not known, not stated, unspecified, "
    "missing, under, over, up to, aged, adult, adults, child, children, young, older, urban, rural, public, private, cash, card, online, "
    "phone, telephone, email, letter, post, in person, weekday, weekend, monday, tuesday, wednesday, thursday, friday, saturday, sunday, "
    "new, old, open, closed, yes, no, staff, visitors, income, spending, expenditure, cost, costs, budget, forecast, cars, lorries, "
    "passengers, freight, full time, part time, permanent, temporary, lower, upper, confidence"
)
"""Heads that part people or things by kind, not by place."""
CODE_WORD = re.compile(r"(?<![a-z])(?:codes?|ref(?:erence)?|identifier|id|seq)(?![a-z])")
"""Heads of codes alone: "number" heads counts as well."""
CODE = re.compile(r"(?<![a-z])(?:codes?|ref(?:erence)?|identifier|id|seq)(?![a-z])|^(?:no\.?|nr\.?|#|number)$| (?:no\.?|nr\.?|#|number)$")
DERIVED = re.compile(
    r"(?<![a-z])(?:cumulative|cum|ytd|y t d|year to date|rolling|moving average|running (?:total|sum|average|count)"
    r"|direction of travel|rank(?:ing|ed)?"
    r"|(?:vs\.?|against|from|to) target|veraenderung|verandering"
    r"|(?:latest|last|past|previous|most recent|preceding) (?:\d+|two|three|four|six|nine|twelve) (?:months|quarters|weeks|years|days)"
    r"|moving annual total|financial year to date|year so far)(?![a-z])|^to date$"
    r"|^(?:%|percent(?:age)?|annual|yearly|monthly|quarterly)? ?(?:change|difference|diff|variance|var|dot|trend|ecart)"
    r"(?: (?:on|from|since|vs|over|in|to|between|y/y|%).*)?$"
    r"|(?<![a-z])(?:% change|percentage change|variance|difference)$| change$|% ?cha?(?:ng)?\.?(?![a-z])"
)
"""Change, rank, running, cumulative and year-to-date columns follow from others and are left out."""
AVERAGE = _phrases(
    "average, avg, mean, averages, durchschnitt, moyenne, gemiddelde, promedio, median, min, max, minimum, maximum, outturn to date"
)
TOTAL = _phrases(
    "total, totals, sub-total, subtotal, sub total, grand total, sum, sums, all, overall, totaal, subtotaal, gesamt, insgesamt, summe, "
    "totaux, ensemble, somme, suma, totale, totali, totales, total general, zusammen, samen, soma, somma, combined, "
    "year total, full year, fy total"
)
_UNIT_WORDS = (
    "kwh, mwh, gwh, wh, kw, mw, gw, km, m, m2, m3, km2, ha, kg, g, t, tonnes, tonne, tons, litres, litre, l, hl, hours, hrs, days, "
    "minutes, mins, min, seconds, secs, weeks, months, years, persons, people, households, dwellings, fte, ftes, wte, wtes, gbp, usd, eur, "
    "chf, £, €, $, £m, €m, $m, °c, μg/m3, ug/m3, mm, cm, miles, points, stunden, tage, minuten, personen, euro, euros, heures, jours, "
    "personnes, uren, dagen"
)
UNITS = frozenset(_UNIT_WORDS.split(", "))
"""Units of measurement that stand alone in a head below the name of what they measure."""
PER = re.compile(r"per (?:\d[\d ,.]*|hundred|thousand|million|head|capita|person|year|month|week|day|hour|km2?|m2|ha)(?: [a-z]+)?")
GROUP_LABELS = _phrases(
    "male, female, males, females, men, women, boys, girls, white, black, asian, mixed, hispanic, latino, disabled, non-disabled, "
    "all students, all pupils, all ages, persons, people, both sexes, all persons, "
    "mannen, vrouwen, maenner, frauen, hommes, femmes, hombres, mujeres"
)
"""Labels of groups of people: rows of them are neither places nor measures."""
GROUP_HEADINGS = _phrases(
    "gender, sex, age, ages, age group, age band, ethnicity, race, ethnic group, disability, disability status, tenure, marital status, "
    "geschlecht, alter, sexe, age groupe, leeftijd, geslacht, sexo, edad"
)
PLACE_WORDS = _phrases(
    "county, council, borough, district, hospital, infirmary, trust, school, academy, college, university, city, province, ward, parish, "
    "library, centre, clinic, surgery, prison, station, gemeente, kreis, landkreis, academy"
)
"""Words in the names of places and organisations."""
PERIOD_HEAD = _phrases(
    "date, dates, period, periods, month, months, quarter, quarters, week, weeks, year, years, day, time, time period, period start, "
    "month ending, week ending, w/e, as at, reporting period, financial year, fiscal year, academic year, datum, monat, quartal, jahr, "
    "woche, "
    "mois, trimestre, annee, semaine, maand, kwartaal, jaar, mes, ano, fecha, reporting year, report date, zeitraum, periode, fy, "
    "semana, dia, periodo, mese, anno, settimana, giorno, semester, halbjahr, semestre, half year"
)
DAY_HEADS = frozenset({"day", "dd", "d", "day of month", "tag", "jour", "dag", "dia", "giorno"})
WHOLE_YEAR = _phrases("annual, yearly, year end, end of year, full year, whole year, jahresziel, annuel")
SCHOOL_HEAD = _phrases(
    "academic year, school year, academic, school type, school phase, phase of education, pupils, schuljahr, annee scolaire, "
    "schooljaar, curso"
)
"""Heads beside which a year such as 2023/24 is a school year."""
SCHOOL_THING = _phrases(
    "pupil, pupils, academies, school exclusions, exclusion, exclusions, key stage, gcse, gcses, attainment, enrolments, "
    "school attendance, persistent absence, suspensions, permanent exclusions, schueler, eleves, leerlingen"
)
VALUE_HEAD = _phrases(
    "value, values, figure, figures, actual, actuals, result, results, outturn, performance, score, obs value, wert, valeur, "
    "waarde, valor, actual value, current performance, latest, current, observation"
)
LENGTH_HEAD = _phrases(
    "duration, length, wait, waits, waiting, waited, response time, response times, handling time, turnaround, time taken, time to, "
    "elapsed, delay, delays, average, avg, mean, median, hours, minutes, dauer, wartezeit, laufzeit, duree, attente, delai, wachttijd, "
    "doorlooptijd, duur, duracion, espera, tempo medio, durata, attesa"
)
"""Heads under which a clock reading is a length of time, not a time of day."""
START_HEAD = _phrases("start, from, begin, beginning, period start, von, debut")
END_HEAD = _phrases("end, to, until, ending, period end, bis, fin")
NOTE_START = re.compile(
    r"(?:foot)?notes?\b|source\b|sources\b|key\b|symbols?\b|\(?[a-z0-9]\)|[*†‡¹²³]|\d\s+[A-Z]|released\b|©|crown copyright|contact\b"
    r"|table information"
    r"|(?:comments?|commentary|narrative|remarks?|explanation|actions?|caveats?|quellen?|kommentare?|bemerkung(?:en)?|anmerkung(?:en)?|hinweise?"
    r"|commentaires?|remarques?|opmerking(?:en)?|toelichting|bron|comentarios?|observaci[oó]n(?:es)?|fuente|fonte|nota|commento)\s*:\s*\S"
)
"""How a text begins that is a note, not a name: a comment only where something is said behind its colon."""
FORMATTING = frozenset({"decimal places", "decimals", "sort order", "display order", "order", "precision", "year of data"})
"""Heads of numbers that say how to show figures."""
FOOTNOTE_HEADS = frozenset({"footnote", "footnotes", "fn", "note ref", "notes ref", "note no.", "note number", "footnote no.", "fussnote"})
"""Heads over the numbers of footnotes: no figures."""
RAG_VALUES = frozenset(
    [
        "r",
        "a",
        "g",
        "b",
        "red",
        "amber",
        "green",
        "blue",
        "grey",
        "gray",
        "yellow",
        "orange",
        "rot",
        "gelb",
        "gruen",
        "rouge",
        "vert",
        "orange",
        "rood",
        "groen",
        "on-track",
        "off-track",
        "achieved",
        "missed",
        "met",
        "not-met",
    ]
)
RELATIVE = _phrases(
    "this quarter, last quarter, previous quarter, current quarter, this month, last month, previous month, current month, this year, "
    "last year, previous year, current year, this period, last period, previous period, this week, last week"
)
KIND_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "percentage": "%",
        "percent": "%",
        "per cent": "%",
        "%": "%",
        "proportion": "proportion",
        "rate": "rate",
        "ratio": "ratio",
        "count": "count",
        "number": "count",
        "frequency": "count",
        "numbers": "count",
        "score": "score",
        "value": "value",
        "index": "index",
        "currency": "currency",
        "money": "currency",
        "days": "days",
        "hours": "hours",
        "no": "count",
        "no.": "count",
        "average": "average",
    }
)
"""Values of a column called "measure" that say how something is counted, not what."""


@lru_cache(maxsize=4096)
def words(text: str) -> str:
    """A head as words: ``MONTHLY_ACTUAL``, ``monthlyActual`` and ``Monthly actual:`` are one."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[_\n\r\t:?;]+", " ", folded(spaced)).split())


def head_role(text: str) -> Role | None:
    """The role that a head names outright (target, comment, status, …); None where it does not."""
    head = words(text)
    if not head or len(head) > 80 or "\\" in head:  # several heads of one column, as in "freq,unit,geo\\time"
        return None
    for role, pattern in HEAD_ROLES.items():
        if pattern.search(head):
            return role
    return None


def says(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a head or label holds one of these words."""
    return bool(text) and pattern.search(words(text)) is not None


def heads_rows(text: str) -> bool:
    """Whether a text that stands alone in a row can be a heading: no note, no comment, and not the end of the label above ("3 and 4)")."""
    return not NOTE_START.match(text.lower()) and text.count(")") <= text.count("(")


def only_how(head: str) -> bool:
    """Whether a head says how something is counted and not what: ``%``, "Number", "Rate" (but not the answer "No" beside "Yes")."""
    word = words(head)
    return word in KIND_WORDS and word != "no"
