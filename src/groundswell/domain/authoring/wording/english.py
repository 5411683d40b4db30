"""English, as data for the wording tests. Seeds are those of method 1.2 and 1.3; everything else is ordinary English."""

import re

from groundswell.domain.authoring.wording.english_hard import HARD
from groundswell.domain.authoring.wording.lexicon import ActionWords, JoinWords, Lexicon
from groundswell.domain.authoring.wording.phrases import Phrases

_VERBS = Phrases.of(
    "implement, deliver, develop, train, review, establish, provide, build, run, complete, launch, introduce, create, conduct, hold",
    "organise, organize, undertake, produce, publish, prepare, draft, write, design, plan, adopt, install, purchase, buy, procure",
    "recruit, hire, appoint, commission, fund, finance, invest, coordinate, manage, monitor, measure, report, record, track, inspect",
    "assess, audit, evaluate, analyse, analyze, investigate, consult, engage, inform, communicate, promote, campaign, educate, teach",
    "coach, mentor, support, assist, help, advise, enable, facilitate, empower, encourage, ensure, achieve, maintain, sustain, improve",
    "enhance, increase, reduce, decrease, minimise, minimize, maximise, maximize, optimise, optimize, strengthen, streamline, simplify",
    "modernise, modernize, transform, reform, restructure, redesign, upgrade, update, replace, repair, renew, refresh, extend, expand",
    "grow, accelerate, advance, progress, drive, lead, foster, nurture, champion, leverage, harness, embed, integrate, align",
    "standardise, standardize, automate, digitise, digitize, digitalise, migrate, process, issue, collect, gather, share, distribute",
    "allocate, approve, enforce, regulate, protect, preserve, prevent, tackle, address, combat, eliminate, eradicate, close, open, start",
    "continue, work, explore, identify, define, agree, set, determine, raise, attract, retain, retrain, rationalise, consolidate, merge",
    "roll, pilot, test, trial, host, visit, meet, finalise, finalize, submit, negotiate, sign, send, mail, call, answer, respond",
    "resolve, fix, clear, clean, cut, stop, make, get, give, offer, keep, bring, put, use, apply, focus, seek, aim, strive, commit",
    "secure, obtain, gain, boost, lower, double, halve",
    "refurbish, resurface, reorganise, reorganize, outsource, collaborate, cooperate, co-produce, co-design, subsidise, subsidize",
    "redevelop, regenerate, rebuild",
)
_NO_GERUND = Phrases.of(
    "build, clear, double, fund, house, issue, plan, meet, open, train, mean, lower, work, run, set, visit, record, use, test",
)
"""Verbs whose -ing word is as often a thing (a building, funding, a meeting)."""
_DOUBLED = Phrases.of("run, cut, stop, set, plan, get, put, commit, embed, submit")
_ALSO_NOUNS = Phrases.of(
    "review, plan, design, support, help, report, record, track, fund, finance, process, issue, share, test, trial, pilot, host, visit",
    "launch, train, work, progress, advance, drive, lead, address, increase, decrease, audit, measure, upgrade, update, repair, reform",
    "access, call, answer, fix, cut, use, focus, aim, offer, start, stop, close, open, clear, clean, lower, double, secure, sign, mail",
    "set, run, build, hold, draft, commission, campaign, coach, mentor, champion, roll, gain, boost, raise, transform, keep, purchase",
    "buy, meet, make, get, hire, combat, refresh",
)


def _gerund(verb: str) -> str:
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith("ee") else f"{verb}ing"


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "sh", "ch")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2] not in "aeiou" else f"{verb}s"


_STATES = Phrases.of(
    "are, is, was, were, has, have, feel, feels, can, get, gets, know, knows, live, lives, do, does, find, finds, trust, trusts",
    "stay, stays, receive, receives, want, wants, see, sees, remain, remains, become, becomes, use, uses, understand, understands",
    "arrive, arrives, meet, meets, reach, reaches, leave, leaves, enjoy, enjoys, need, work, works, start, starts, return, returns",
    "keep, keeps",
)

ACTION = ActionWords(
    leads=Phrases.of(
        "we, we will, we shall, we are going to, we aim to, we want to, we need to, to, our aim is to, our goal is to, will, please",
        "continue to, work to, seek to, strive to, aim to, help to, committed to, the council will, the team will, and, then, also",
        "successfully, effectively, efficiently, actively, proactively, jointly, continually, continuously, fully, let us, aims to",
        "the council, our team, the team, the department, the service, the organisation, the organization, officers, staff",
    ),
    verbs=Phrases.of(
        ",".join(_VERBS.listed), "carry out, set up, put in place, roll out, take part, bring about, scale up, work with, sign up",
    ),
    doing=Phrases.of(
        ",".join(_gerund(verb) for verb in _VERBS.listed if verb not in _NO_GERUND), "carrying out, rolling out, setting up",
        "implementation*, delivery of, deliver*, development of, provision of, establishment of, completion of, introduction of",
        "creation of, promotion of, installation of, adoption of, production of, preparation of, publication of, roll out of, rollout of",
        "review of, delivery, completion rate of, procurement of, recruitment of, deployment of, modernisation of, modernization of",
        "redesign of, evaluation of, assessment of, management of, coordination of, construction of, launch of, enforcement of",
        "training of, funding of, running of, building of, planning of, testing of, monitoring of, progress on, progress with, design of",
        "refurbishment of, upgrade of, maintenance of, support for, investment in, engagement with, consultation on",
        "reduction of, elimination of, expansion of, replacement of, removal of, simplification of, digitisation of, digitization of",
        "improvement of, enhancement of, being a, being an, being the, being more, being digital*, being open, being transparent",
        "being responsive, being accountable, being financially, being carbon, being known as, being recognised as, becoming a",
        "becoming an, becoming the, becoming more, becoming digital*, becoming carbon, becoming financially",
    ),
    done=Phrases.of(
        "taken to, have assessed, has assessed, have completed, have attended, have reviewed, have trained, have delivered, attended",
        "collected, have a completed, carried out, conducted, delivered, completed, implemented, undertaken, organised, organized",
        "trained, inspected, reviewed, published, produced, launched, issued, held, audited, installed, established, developed",
        "introduced, deployed, prepared, processed, distributed, assessed, updated, built, recruited, contacted, visited, monitored, led",
        "supported, piloted, consulted, provided, serviced, put in place, set up",
    ),
    behind_done=Phrases.of(
        "in, within, during, by, with, on, to, for, per, and, or, at, from, of, each, every, over, under, against, across, through, as",
        "annually, monthly, weekly, last, this, before, after, since, between, that, which, using, where, when, early, late, compared",
    ),
    also_nouns=_ALSO_NOUNS,
    objects=Phrases.of(
        "the, a, an, our, all, every, each, their, its, this, that, these, those, new, more, better, at, up, with, people, staff, how",
        "any, local, and, in, out, down, for, on, it, them, residents, customers, children, systems, processes, services",
        "homes, houses, schools, roads, bridges, jobs",
    ),
    openings=Phrases.of(
        "further, re, together, collectively, where possible, wherever possible, in partnership, in collaboration, with partners",
        "with our partners",
    ),
    openings_of=Phrases.of("in partnership with, in collaboration with, together with, working with"),
    bodies=Phrases.of("council, authority, trust, department"),
    third=Phrases.of(",".join(_third(verb) for verb in _VERBS.listed if _third(verb) not in _STATES and verb not in _STATES)),
    attributes=Phrases.of(",".join(_ALSO_NOUNS.listed), "complete"),
    causes=Phrases.of("help, make"),
    finite=Phrases.of(
        "feel, feels, get, gets, know, knows, live, lives, find, finds, stay, stays, receive, receives, see, sees, remain, remains",
        "become, becomes, understand, understands, arrive, arrives, reach, reaches, leave, leaves, enjoy, enjoys, want, wants, come",
        "comes, go, goes, say, says, tell, tells, take, takes, give, gives, make, makes, keep, keeps, meet, meets, helps, uses, works",
    ),
    finite_of_object=Phrases.of("help, use, answer, need, trust, pay, walk, drive, love, like, return, call, visit, share, support"),
    being=Phrases.of("are, is, was, were, has, have, had, can"),
    determiners=Phrases.of(
        "the, a, an, our, their, its, his, her, your, each, every, all, any, one, them, it, us, you, this, that, these, those",
    ),
    tells=Phrases.of("makes, comes, goes, takes, gives, says, tells, helps, brings, costs, saves, hurts"),
    not_done=Phrases.of("time taken to, days taken to, hours taken to, minutes taken to, weeks taken to, months taken to"),
)

WEASELS = {
    "quality": Phrases.of(
        "affordable, safely managed, pro poor, effective, effectively, ineffective, efficient, efficiently, inefficient, excellent",
        "excellence, best practice, best practices, world class, high quality, robust, robustly, rigorous, rigorously, strong, stronger",
        "rich, richer, significant, significantly, special, compelling, optimal, optimally, optimised, optimized, optimum, appropriate",
        "appropriately, inappropriate, adequate, adequately, inadequate, fit for purpose, high value, basic, core, key, fundamental",
        "meaningful, suitable, suitably, good, better, best, successful, successfully, satisfactory, relevant, critical, well managed",
        "sound, safely, securely, comprehensive, leading, serviceable, modern, first class, value for money, priority, important, major",
        "high level, healthy workplace",
    ),
    "change": Phrases.of(
        "enhanc*, improv*, strengthen*, foster*, drive, drives, leverag*, harness*, harvesting, maximis*, maximiz*, optimis*, optimiz*",
        "streamlin*, accelerat*, advance, advances, advancing, re energis*, re energiz*, reenergis*, reanimat*, re engineer*",
        "reengineer*, transform*, embed*, align, aligns, aligned, aligning, empower*, enable, enables, enabled, enabling, facilitat*",
        "support, supports, supported, supporting, promot*, champion*, progress, progresses, progressing, progressed, succeed*",
        "modernis*, revitalis*, tackle*, tackling, nurtur*, boost*",
    ),
    "abstract": Phrases.of(
        "accountab*, capabilit*, capacity, capacities, competence*, competenc*, quality, performance, productivity, efficienc*",
        "effectiveness, sustainability, resilien*, integrity, reliab*, governance, culture, cultural change, engag*, participation",
        "inclusion, inclusive*, diversity, accessibility, livability, liveability, connectedness, alignment, ownership, responsibilit*",
        "innovation*, growth, reform, reforms, renewal, recognition, benefit, benefits, outcome, outcomes, outputs, opportunit*",
        "challenge, challenges, issue, issues, barrier, barriers, needs, implication*, interface, integration, interdependen*, network",
        "networks, pathway, pathways, roadmap, solution, solutions, standard, standards, brand, value, values, excellence, readiness",
        "well being, wellbeing, wellness, objective, objectives, potential, impact, impacts, coherence, suitability, cohesion, vitality",
        "prosperity, empowerment, leadership, synerg*, partnership working, direction, posture",
    ),
    "style": Phrases.of(
        "holistic*, end to end, client driven, customer centric, customer focused, collaborat*, consultative, proactiv*, responsive*",
        "adaptive, adaptable, agile, agility, flexib*, dynamic, lean, balanced, active, actively, considered, demonstrated",
        "evidence based, forward looking, going forward, ground breaking, groundbreaking, gold plating, innovative*, integrated",
        "seamless*, smart, smarter, strategic*, sustainabl*, timely, timeliness, transparen*, vibrant*, thriving, user friendly, joined up",
        "ready",
        "people centred, high performing, cutting edge, state of the art, future proof, data driven, fair, fairly, equitabl*",
    ),
}

CONCRETE = Phrases.of(
    "priority 1*, priority 2*, priority 3*, air quality, water quality, housing benefit, tax benefit, child benefit, benefit claims",
    "benefit claimants, out of work benefits, key stage, keyboard*, physically active, considered preventable, considered to",
    "high school, value added, property value, rateable value, mobile network, road network, network coverage, standard deviation",
    "age standardised, support beam, basic income, core hours, key worker, key workers, performance certificate",
    "performance certificates, energy performance, special educational needs, special school, best man, best before, brand name",
    "strong wind, strong winds, sound level, critical care, drive by, test drive, lean to, official development assistance",
    "expected standard, in good faith, performance assessment, major capital, smart meter, smart meters, smart card, social benefit",
    "disability benefit, national standard, disk capacity, support group, sick leave, risk of poverty, early learning goals, issue date",
    "major applications, growing season, key card, at risk of, major roads, major road",
)

_MONTH = "(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_YEAR = r"(?:19|20)\d\d"
_NUMBER = r"(?:\d[\d.,]{0,15}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|half|all)"
_SPAN = (
    "(?:working |business |calendar |operational |fiscal |financial )?"
    "(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|hrs?|mins?)"
)
_SHARE = r"(?:half|an? (?:third|quarter|fifth|tenth)|(?:two|three|four) (?:thirds|quarters|fifths))"
_STATE = "(?:are|is|have|has|get|gets|feel|find|live|receive|move|join|own)"
_TELLS_WHICH = "hours?|days?|weeks?|months?|years?|minutes?|mph|km|degrees?|metres?|miles?|bed|bedroom|storey|star|to|and|or"
_COUNT = (
    r"(?<![^.;:!?,] )(?:^|(?<= ))(?!(?:1|999|101|111|112|911|19\d\d|20(?:0[1-9]|[1-3]\d)) )\d[\d.,]{0,15}"
    rf" (?!(?:{_TELLS_WHICH})\b)(?:[a-z]+ ){{0,2}}(?:[a-z]+s|people|children|women|men|staff) {_STATE}\b"
)
"""A sentence that begins with how many: *500 homes are built*; no number to call, no year, no *24 hour*."""
_ENOUGH = (
    "at least|at most|no more than|no fewer than|not more than|no less than|not less than|not exceeding|a maximum of|a minimum of"
    "|fewer than|up to|more than|less than|greater than|better than|above|below|over|under|maximum|minimum"
)

TARGET = re.compile(
    rf"\b(?:by|before|until|till|from|in|no later than)(?: the)?(?: end of| end| start of| early| late| mid| summer| spring| autumn)*"
    rf"(?: {_MONTH})? {_YEAR}\b"
    rf"|\b(?:by|before|until) (?:the )?(?:end of (?:the )?(?:year|month|quarter|decade)|next (?:year|month|quarter)|{_MONTH})\b"
    rf"|\b(?:{_ENOUGH}) (?:£ |\$ |€ )?{_NUMBER}\b"
    rf"|\b(?:within|in|inside) (?:legislated|statutory|agreed|target)? ?{_NUMBER} {_SPAN}\b|\bin less than\b"
    rf"|\b{_NUMBER} (?:% )?or (?:greater|more|higher|better|less|fewer|above|below|lower|over)\b"
    r"|\btop \d+\b|\bzero (?!emissions?\b|carbon\b|rated\b|hours?\b|tariff)[a-z]+|(?<![\w.])\d[\d.,]{0,15} (?:%|percent\b|per cent\b)"
    rf"|\b(?:by|to) {_NUMBER} (?:%|percent|per cent)|[≥≤] ?\d|[<>] =? ?\d"
    r"|\b(?:target|targets) (?:of|is|to|:)"
    rf"|\b(?:double|halve|treble) the\b|\bfrom \d[\d.,]{{0,15}} (?:% )?to \d|\b{_YEAR} [/-] \d\d(?:\d\d)?\b"
    r"|\bwithin (?:time|budget|target|variance|tolerance|limits|approved \w+)\b|\b(?:at least|at or above|at or below)\b(?! one\b)"
    r"|\b(?:once|twice|\w+ times) (?:per|an?|each|every) (?:day|week|month|year)\b"
    r"|\bwithin (?:the )?(?:legislated|statutory|agreed|approved|required|standard|target|service)\b"
    r"|\bmeets? (?:the )?(?:target|deadline)s?\b"
    rf"|{_COUNT}|(?<![^.;:!?,] )\b{_SHARE} of (?!an? |the (?:day|week|month|year)\b)(?:[a-z]+ ){{1,4}}{_STATE}\b"
    rf"|\b{_NUMBER} (?:out of|in) (?:every )?(?:\d+|ten|five|four|three|two|hundred)(?= [a-z])(?! {_SPAN}\b)"
    rf"|\bwithin (?:an?|the same) {_SPAN}\b(?! (?:s|drive|walk|ride)\b)"
    r"|\b(?:top|best) (?:quartile|quarter|decile|third)\b|\b(?:in|into|reach|reaches) the (?:upper|first) quartile\b"
)
NO_TARGET = re.compile(
    rf"\b(?:last|past|previous|preceding|first|every|each|per|over) {_NUMBER} (?:{_SPAN})"
    rf"|\b(?:in|over|during|within|for) the (?:last|past|previous|preceding|next) (?:{_NUMBER} )?{_SPAN}"
    r"|\b(?:aged?|ages|under the age of|over the age of|between|per|scale of|key stage|priority|ward|band|part|step|phase|stage|pm)"
    rf" {_NUMBER}"
    rf"(?: (?:-|–|to|and|or) (?:under |over )?{_NUMBER})?(?: (?:years|yrs))?(?: (?:and|or) (?:over|under|older|younger|above|below))?"
    rf"|\b(?:under|over) (?:\d+ ?s|{_NUMBER} (?:mortality|years old|year olds|population|age))|\b{_NUMBER} (?:years? )?(?:old|olds)\b"
    rf"|\b(?:aged )?{_NUMBER} (?:years )?(?:and|or) (?:over|older|above|under|younger)\b|\b(?:and|or) (?:over|under) \d+\b|\bat least one\b"
    rf"|\b{_NUMBER} {_SPAN} (?:after|before|following|of age)\b|\bwithin {_NUMBER} (?:km|miles|metres|meters|m|kilometres)\b"
    rf"|\bover {_NUMBER} year"
    rf"|\bwithin an? {_SPAN} of (?:birth|discharge|release|leaving|diagnosis|death|being|home)\b"
)

STATISTICS = Phrases.of(
    "number of, no . of, numbers of, count of, counts of, #, %, percentage, percentages, percent, per cent, proportion, proportions",
    "rate, rates, average, averages, mean time, mean number, median, ratio, ratios, index, indices, score, scores, total, totals, volume",
    "volumes, cost per, costs per, per capita, per 1*, per head, per person, per thousand, per million, share of, incidence, prevalence",
    "amount of, time taken, degree to which, extent to which, frequency, expectancy, concentration, intensity, how many, how often",
    "how much, how long, days per, hours per, level of, levels of, as a share, sum of, quantity of, expressed as, per transaction",
    "per month, per week, per year, duration of, length of time, tally, cumulative, net promoter, scale of, total cost, cost of",
    "value of, count, percentile, variance",
)
COUNTED = Phrases.of(
    "number of, no . of, numbers of, count of, counts of, #, %, percentage, percentages, percent, per cent, proportion, proportions",
    "rate, rates, average, mean time, median, ratio, total, volume, volumes, cost, per capita, share of, incidence, prevalence, spending",
    "time taken, how many, how often, how much, how long, days, hours, minutes, seconds, deaths, people, applications, claims, visits",
)

BREAKDOWNS = Phrases.of("by, split by, broken down by, such as, including, between, among, split between, whether")
JOINS = JoinWords(
    conjunctions=Phrases.of("and, or, &, /, ;, as well as, along with, together with, plus, while also, in addition to"),
    pairs=Phrases.of(
        "black and white, search and rescue, research and development, research & development, terms and conditions, health and safety",
        "men and women, women and men, boys and girls, girls and boys, wear and tear, bed and breakfast, loss and damage, day and night",
        "profit and loss, supply and demand, trial and error, fruit and vegetables, mothers and babies, up and down, to and from",
        "and / or, at or above, at or below, more or less, one or more, two or more, births and deaths, road and rail, tips and tricks",
        "law and order, law and justice, ups and downs, fish and chips, adults and children, parents and carers, friends and family",
        "routine and manual, pick and choose, science and technology, air and sea, dos and don ts, first and last, each and every",
        "and over, and under, or over, or under, or more, or less, or older, or younger, or greater, or better, or higher, or fewer",
        "and older, and younger, and their, and its, by and large, time and again, young and old, old and young, formal and informal",
        "formal or non, new and returning, s & t, town and country, and above, and below, or above, or below, ports and harbours",
        "families and friends, little or no",
    ),
    breakdowns=BREAKDOWNS,
    means=re.compile(
        r"(?<!go )(?<!goes )\b(?:by|through|via|by means of) (?:\w+ ){0,2}?"
        r"(?!(?:housing|building|funding|spending|evening|morning|ceiling|developing)\b)[a-z]{3,}ing\b"
        r"|\b(?:through|via|by means of|by way of) (?:(?:a|an|the|our|better|more|improved|regular|new|effective|good) )+\w+"
        r"|(?<!go )(?<!goes )\b(?:through|via) (?!to\b|which\b|whom\b)[a-z]{4,}"
    ),
    states=_STATES,
)

GENERAL = Phrases.of(
    ",".join(STATISTICS.listed), "number, cost, costs, satisfaction, usage, use, completion, completions, take up, uptake",
    "performance, transaction, transactions, breakdown, content, table, spend, spending, time, times, error, errors, baseline, target",
    "result, results, level, levels, progress, quality, response, responses, service, live, digital, user, recorded, overall, top, value",
    "channel, channels, days, lost, reduction, increase, decrease, change, growth, savings, improvement, improvements, trend, status",
    "compliance, awareness, coverage, availability, accuracy, speed, delivery, standard, standards, efficiency, productivity, demand",
    "capacity, engagement, experience, reach, access, attendance, turnover, absence, outcome, outcomes, outputs, output, impact, effects",
    "policy, policies, activity, activities, visits, visitors, views, hits, stages, lot, category, month, week, year, quarter, monthly",
    "weekly, daily, annual, annually, quarterly, each, per, gross, net, new, better, more, less, fewer, higher, lower, good, greater",
    "the, a, an, of, in, on, at, to, for, by, with, and, or, is, are, be, been, it, its, this, that, these, those, from, as, than, not",
    "no, average, sum, data, information, system, systems, process, processes, completed, met, achieved, improved, increased, reduced",
    "made, operational, key, effective, efficient, excellent, sustainable, high, low, timely, robust, strong, agreed, approved, expected",
    "determined, confirmed, among, over, under, up, down, out, all, any, every, member, best, most, must, will, s, planned, actual",
    "current, total, number, index, rating, ratings, score, benchmark, milestone, milestones, kpi, indicator, measure",
)
UNSEEN = Phrases.of(
    "impact, impacts, effects, implication*, mindset, ethos, synerg*, extent to which, degree to which, progress towards, progress on",
    "coherence, potential, readiness, posture, strategic direction, quality of, culture, excellence, commitment, vision, confidence",
    "resilien*, status of, state of, valued",
)

NEVER_COUNTED = Phrases.of(
    "ready, suitable, fit for purpose, improved, effective, effectively, securely, capable of, effects, capability, capabilities",
    "enabled, resilient, meaningful, quality of, healthy workplace, engaged, empowered",
)
PEOPLE = Phrases.of(
    "people, person, persons, residents, resident, adult*, child, children, pupil*, student*, patient*, customer*, users, famil*",
    "household*, women, woman, men, man, tenant*, citizen*, employee*, staff, member*, teacher*, worker*, carer*, victim*, population",
    "passenger*, visitor*, driver*, offender*, claimant*, parent*, mother*, bab*, young, youth, elder*, neighbour*, supplier*, business*",
    "compan*, council*, department*, institution*, organisation*, organization*, government, school*, hospital*, countr*, communit*",
    "prison*, team*, farmer*, homeless*, we, our, they, their, he, she, who, street*, road*, house, houses, home, homes, river*, air",
    "water, land",
)

ENGLISH = Lexicon(
    language="en", action=ACTION, weasels=WEASELS, concrete=CONCRETE, joins=JOINS,
    future=Phrases.of("will, shall, should, must, would, ought to, going to, to be"), target=TARGET, no_target=NO_TARGET,
    statistics=STATISTICS, counted=COUNTED, hard=HARD, general=GENERAL, unseen=UNSEEN, never_counted=NEVER_COUNTED, people=PEOPLE,
)
