"""Words that tell a person's name from the name of anything else: plain lists, our own, kept apart from the rule that uses them.

Given and family names come from a census (:mod:`.given_names`, :mod:`.family_names`); titles, heads and the words below were written for
this product and tried on every file that it is tested with. Precision goes before recall: a question that is put for a ward teaches
people to click it away.
"""

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


TITLES: Final = _words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend cllr councillor sgt pc capt captain"
    " herr frau monsieur madame mademoiselle mme mlle senor senora señor señora signor signora mevrouw meneer"
)
"""In front of a name, with or without a full stop."""

PLAIN_TITLES: Final = _words("mr mrs ms miss mx dr prof professor cllr councillor herr frau mme")
"""Titles after which a word that is a thing as well is a name; streets are called after lords and captains."""

COMPASS: Final = _words("n s e w ne nw se sw")

SUFFIXES: Final = _words("jr sr ii iii iv phd md mbe obe cbe esq")

PARTICLES: Final = _words("de da di del della der den van von la le al el bin ibn ter ten of y e")
"""Between a given and a family name, in small letters."""

PLACES_TOO: Final = _words(
    "adelaide alexandria alpha america asia athens augusta austin berlin boston branson brandon bristol brittany brooklyn cambridge"
    " camden"
    " carolina carson charlotte chelsea chester china christchurch cleveland clifton clinton columbus concord cuba dakota dallas darwin"
    " delaware delta denver derby devon diamond dorset dover durham eden england essex florence florida france genoa georgia geneva"
    " germany hamilton harbor harbour harrison helena holland houston hull india indiana ireland israel jackson jamaica jersey"
    " jordan kent"
    " kenya kimberley kingston lancaster lincoln lisbon london lourdes madison malta milan milton monroe montana montgomery nevada"
    " newport"
    " norfolk oakland odessa orlando oxford paris perth petra phoenix preston prince princess queen king regina richmond rio roma"
    " rochester salem santa savannah"
    " scotland sheffield sierra somerset stanton stratford sydney tennessee trent tyne troy trenton valencia vernon verona victoria"
    " vienna virginia wales warren washington wellington winchester windsor wilton york"
)
"""Given names that begin the names of places at least as often; they never speak for a person by themselves."""

THINGS: Final = _words(
    # ways and sites
    "road rd street st avenue ave lane ln drive drv close court crescent way row walk terrace square place plaza boulevard blvd highway"
    " bridge tunnel crossing junction roundabout bypass quay wharf pier dock docks harbour harbor port bay beach island isle isles"
    " river"
    " lake loch pond creek canal reservoir valley hill hills mount mountain field fields farm park parks garden gardens green common"
    " heath"
    " moor wood woods forest grove meadow meadows orchard castle tower abbey priory hall house lodge manor cottage court villas"
    " flats estate"
    " building centre center arena stadium museum library theatre gallery market mall church chapel cathedral parish cemetery temple"
    " mosque"
    # services and bodies
    "school schools academy college university primary secondary elementary middle high junior infant nursery kindergarten preschool"
    " lycee"
    " schule hospital clinic surgery practice infirmary hospice ward wards unit units department dept division section directorate"
    " branch"
    " office service services team teams group groups crew squad shift desk board council committee commission authority agency"
    " ministry"
    " bureau trust foundation institute association society union federation partnership network alliance company co corp"
    " corporation inc"
    " llc ltd plc gmbh limited bank insurance holdings partners sons brothers bros associates enterprises industries systems"
    " solutions motors foods stores store shop supermarket hotel inn pub restaurant cafe bar kitchen grill pizza deli bakery airport"
    " airline"
    " airlines airways railway rail station stop depot garage terminal line lines route bus tram metro police fire ambulance army navy"
    # places in words
    "north south east west northern southern eastern western northeast northwest southeast southwest central upper lower inner outer"
    " new"
    " old great greater little big saint saints city town village county shire borough district region province state territory country"
    " nation zone area sector site precinct quarter postcode locality community neighbourhood neighborhood rural urban republic kingdom"
    " states coast peninsula cape fort point springs falls heights ridge"
    # what figures are called
    "number numbers count total totals sum average mean median rate rates ratio share percent percentage per cost costs price index"
    " score"
    " level target actual budget spend income revenue days hours weeks months years month year week day time times wait waiting backlog"
    " complaints cases calls visits visitors visit referrals admissions attendances deaths births crimes incidents accidents injuries"
    " applications appeals inspections permits licences requests orders sales staff people persons patients pupils students children"
    " adults men women males females households residents users customers clients members employees workers tenants population men's"
    " women's all other others unknown none various mixed combined category class type grade band stage phase step level series model"
    " version table figure chart project programme program plan scheme initiative policy act fund grant awards prize week"
    " and or in on at for with to by from not no yes the an"
    # goods, nature and the like
    "apple black white red blue green yellow brown silver golden gold royal grand first second third one two three four five water"
    " gas oil"
    " coal energy power electric health care social welfare housing transport traffic parking planning waste recycling environment"
    " climate"
    " sport sports culture tourism trade finance legal tax rents benefits disease cancer diabetes virus influenza covid"
)
"""Words of places, bodies, figures and goods: a name that has one is no person's."""

TOTALS: Final = _phrases(
    "all, total, totals, other, others, unknown, none, n/a, not known, not stated, team, everyone,"
    " grand total, unassigned"
)

PERSON_HEADS: Final = _phrases(
    "employee, employees, employee name, name of employee, employee id, employee no, employee number, staff, staff member, staff name,"
    " name of staff, name of staff member, member of staff, staff id, staff no, staff number, personnel number, personnel no,"
    " payroll no,"
    " payroll number, badge, badge no, badge number, shoulder number, collar number, warrant number, officer, officers, officer name,"
    " name of officer, case officer, reporting officer, investigating officer, case worker, caseworker, case worker name, case manager,"
    " key worker, keyworker, social worker, support worker, care worker, agent, agents, agent name, name of agent, agent id,"
    " call handler,"
    " handler, adviser, advisor, adviser name, advisor name, assessor, inspector, inspector name, investigator, clinician, consultant,"
    " consultant name, doctor, doctor name, physician, surgeon, gp name, nurse, nurse name, midwife, therapist, teacher,"
    " teacher name, tutor,"
    " lecturer, trainer, driver, driver name, driver id, technician, engineer, supervisor, line manager, manager name, team member,"
    " colleague,"
    " worker, worker name, worker id, salesperson, sales person, sales rep, salesman, representative name, assigned to, assignee,"
    " handled by,"
    " completed by, processed by, dealt with by, created by, closed by, inspected by, user name, username, person, person name,"
    " name of person, full name, first name, last name, surname, forename, family name, given name, e-mail, email, email address,"
    " mitarbeiter, mitarbeiterin, mitarbeitende, sachbearbeiter, sachbearbeiterin, bearbeiter, bearbeiterin, personalnummer, nachname,"
    " vorname, berater, beraterin, agent traitant, employé, salarié, matricule, nom de l'agent, nom de l'employé, conseiller,"
    " conseillère,"
    " gestionnaire, prénom, nom de famille, empleado, empleada, funcionario, nombre del empleado, apellido, apellidos, medewerker,"
    " behandelaar, personeelsnummer, dipendente, cognome, medarbejder, anställd, ansatt"
)
"""Heads under which each line is somebody: compared in small letters, without what stands in brackets."""

OFFICES: Final = _words(
    "info office enquiries enquiry inquiries contact admin administrator support help helpdesk service services team mail post"
    " postmaster"
    " noreply no-reply donotreply webmaster sales press media hr jobs feedback complaints data statistics stats reception hello"
)
"""Local parts of addresses that are nobody's own."""

NOT_INITIALS: Final = _phrases("dc, ny, nj, nc, sc, nd, sd, nm, nh, ri, wv, uk, us, usa, uae, ussr, bc, nl, pe, ns, nb, pr, vi")
"""States and countries written with full stops: ``Washington, D.C.``"""
