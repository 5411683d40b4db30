"""Which English words a child of ten may not know: by length and learned ending, with the exceptions both ways (method 1.2, rule 7)."""

import re

from groundswell.domain.authoring.wording.lexicon import HardWords
from groundswell.domain.authoring.wording.phrases import Phrases

EVERYDAY = Phrases.of(
    "priority, priorities, taxes, proportion*, authority, authorities, offence*, poverty, income, category, categories, management",
    "manager*, completion*, inspection*, depression, obese, occupation*, transaction*, approv*, schedule*, accessible, disposal, harass*",
    "critical, discriminat*, indicat*, inappropriate, unavailable, forecast*, evaluat*, securely, suitable, assessment*, qualified",
    "cancellation, successful*, universal, creative, monitoring, separation, classif*, occurrence*, accident*, activit*, actually",
    "address*, adventure*, afternoon*, already, altogether, ambulance*, amazing, animal*, anniversary, another, anybody, anyone",
    "anything, anyway, anywhere, apartment*, appointment*, area*, arrival*, article*, attention, average, avocado, banana*, battery",
    "batteries, beautiful, beginning, behaviour, behavior, believe*, bicycle*, biscuit*, breakfast, building*, business*, calendar*",
    "camera*, camping, capital, celebrat*, century, cereal, certain*, character*, chemical*, chocolate, cigarette*, cinema*, citizen*",
    "clinic*, collect*, college*, colour*, comfortable, company, companies, competition*, complain*, complaint*, complete*, completely",
    "computer*, conversation*, correct*, countries, country, cover*, customer*, cycling, danger*, december, decide*, decision*",
    "delicious, deliver*, delivery, dentist*, department*, difference*, different*, difficult*, digital, dinner, direct*, direction*",
    "disability, disabilities, disabled, discover*, discussion*, disease*, doctor*, domestic, education, electric*, electricity",
    "elephant*, elevator*, emergency, emergencies, employ, employed, employer*, energy, engine*, entire*, environment, especially",
    "evening*, event*, every*, everybody, everyone, everything, everywhere, example*, excellent, excited, exercise*, expensive",
    "experience*, explain*, factory, factories, families, family, favourite, february, festival*, final*, finally, follow*, football",
    "foreign, forever, forgotten, friendly, funeral*, furniture, garbage, gardening, general*, government*, graduat*, grandfather",
    "grandmother, happening, happily, history, holiday*, homeless, homelessness, hospital*, hospitals, however, idea*, imagine*",
    "immediately, important, impossible, including, industry, industries, information, injured, injuries, injury, inside, instead",
    "interest*, international, internet, interview*, invent*, invitation*, island*, january, journey*, july, kilometre*, kilometer*",
    "language*, libraries, library, likely, machine*, magazine*, material*, maybe, medicine*, member*, memory, message*, military",
    "million*, minister*, minute*, missing, mobile, modern, museum*, musical, mystery, national, natural, naturally, necessary",
    "neighbour*, neighborhood*, newspaper*, nobody, november, number*, nursery, october, offered, office*, officer*, online, operation*",
    "opinion*, opposite, orange*, ordinary, organise*, original*, outside, oxygen, parent*, passenger*, patient*, pedestrian*, people",
    "percentage*, performance*, perhaps, person, personal, photograph*, physical*, picture*, pioneer*, playground*, plastic, police",
    "policeman, pollution, popular*, population*, positive, possibl*, potato*, practical, practice*, president*, prison*, prisoner*",
    "private, problem*, professional*, programme*, project*, proper*, protect*, public, publicly, quality, question*, radio, reading",
    "ready, reason*, receive*, recently, recycl*, region*, regular*, relationship*, remember*, repeat*, report*, residents, resident",
    "restaurant*, result*, satisf*, saturday, school*, scientist*, science, secondary, secretary, september, separate*, serious*",
    "service*, several, similar*, situation*, skeleton, sleeping, society, soldier*, somebody, someone, something, sometimes, somewhere",
    "special*, station*, strawberr*, student*, suddenly, supermarket*, support*, surprise*, swimming, teacher*, technology, telephone*",
    "television*, temperature*, terribl*, together, tomato*, tomorrow, traffic, training, traveller*, travel*, treasure*, tuesday",
    "umbrella*, uncomfortable, understand*, unfortunately, uniform*, university*, universities, unusual*, vegetable*, vehicle*, video*",
    "violence, violent, visitor*, visual*, volunteer*, waiting, walking, weather, website*, wednesday, wonderful, worker*, writing",
    "yesterday, yourself, mathematics, english, adult*, alcohol, smoking, victim*, reported, reporting, visited, collected, recorded",
    "answered, completed, published, created, carried, wanted, needed, expected, decided, started, ended, added, counted, printed",
    "invited, united, selected, accepted, identified, identify, identifies, application*, satisfaction, satisfied, council, election*",
    "location*, generation*, operate*, attend*, attended, attendance, total, amount, unhappy, happiness, unemployment, employment",
    "reduction, collection*, collections, protection, connection*, communit*, community, Canada, Canadian*, America*, Australia*",
    "Africa*, Europe*, European*, England, Ireland, Irish, Asia, India, Indian, Germany, Hampshire, Facebook, Wikipedia, Olympic*",
    "Christmas, visible, majority, security, ability, abilities, reality, city, cities, quantity, facilit*, responsible, responsibility",
    "available, comparison, condition*, addition*, tradition*, traditional, position*, emotion*, relation*, relative*, investigate*",
    "celebration*, imagination, transportation, vacation*",
)

HARD_LISTED = Phrases.of(
    "bargaining, non domestic, pro poor, francophone*, anglophone*, fiscal, tariff*, gross, remand*, audit*, surplus, variance",
    "baseline*, procure*, sector*, revenue*, tenure, fleet*, statutory, indeterminate, incidence, prevalence, mortality, morbidity",
    "anaemia, malaria, disaggregat*, emission*, particulate, nitrogen, dioxide, ozone, expenditure*, governance, stakeholder*",
    "framework*, biodiversity, infrastructure, implement*, strateg*, capabilit*, capacity, compliance, cumulative, per capita, minorit*",
    "operational, ratio*, index, indices, median, mean, uptime, downtime, throughput, interoperab*, legislat*, regulat*, non executive",
    "bilateral, multilateral, coherence, resilien*, sustainab*, mitigation, adaptation, curricul*, tertiary, fertility, maternal",
    "maternit*, neonatal, contracept*, reproduct*, sanitation, diarrhoea, cardiovascular, diabetes, chronic, respiratory, dengue, rabies",
    "chikungunya, preservation, appendices, allied, continental, command, posture, readiness, domestic bargaining, wordmark, outsourc*",
    "benchmark*, onboarding, leverag*, holistic*, synerg*, optimis*, optimiz*, portfolio*, pathway*, asset*, liabilit*, liquidity",
    "equity, audit plan, treaty, subsid*, levies, persistent, deprived, deprivation, adolescent*, cohort*, provision*, commission*",
    "constituen*, franchise*, scholarship*, freight, homicide*, custody, licens*, registrations, premise*, weighted, redistribut*",
    "intensity, value added, claimant*, key stage, concentration, ultra, expectancy, determin*, gender, demograph*, ethnic*, inclusion",
    "inclusive, accommodation, stakeholders, objective*, budget*, initiative*, treasury, estimates, submission*, contingenc*, designat*",
    "domain*, element*, capital, inventor*, qualification*, anomal*, consumer, price index, retention, retained",
)

HARD = HardWords(
    words=HARD_LISTED,
    everyday=EVERYDAY,
    abbreviations=frozenset({"UK", "USA", "US", "EU", "TV", "CO2", "IT", "GOV", "GP", "PC", "ID", "OK", "DVD", "A", "I", "AM", "PM"}),
    syllables=4,
    endings=re.compile(
        r"(?:[ts]ions?|ments?|[ae]nces?|[ae]ncy|[ae]ncies|it(?:y|ies)|isms?|ives?|i[sz]e[ds]?|i[sz]ing|i[sz]ation|[ai]bles?|ably|ual|orial"
        r"|ology|onomic|ative|ational|utory|uous|eous|iary|ifie[ds]|ical|ically|ance)$"
    ),
    silent=re.compile(r"(?<![aeiouyl])es?$|(?<![aeiouytd])ed$|(?<=[aeiou][lr])es?$|(?<=[^aeiouy])es$"),
)
