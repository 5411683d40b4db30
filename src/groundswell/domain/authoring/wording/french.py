"""French, as data for the wording tests: the proof that a second language is data alone. Elisions (*l'efficacité*) are two words."""

import re

from groundswell.domain.authoring.wording.lexicon import ActionWords, HardWords, JoinWords, Lexicon
from groundswell.domain.authoring.wording.phrases import Phrases

ACTION = ActionWords(
    leads=Phrases.of(
        "nous allons, nous voulons, nous devons, notre but est de, notre but est d, il faut, afin de, pour, à, et, puis, de, d, veuillez",
        "nous, viser à, vise à, chercher à, cherche à, s efforcer de, continuer à, continuer de",
    ),
    verbs=Phrases.of(
        "mettre, élaborer, développer, former, réviser, établir, fournir, construire, réaliser, achever, lancer, introduire, créer",
        "organiser, tenir, produire, publier, préparer, rédiger, concevoir, planifier, adopter, installer, acheter, recruter, embaucher",
        "nommer, financer, investir, coordonner, gérer, surveiller, mesurer, suivre, inspecter, évaluer, vérifier, analyser, consulter",
        "informer, communiquer, promouvoir, enseigner, soutenir, appuyer, aider, conseiller, faciliter, encourager, assurer, garantir",
        "atteindre, maintenir, améliorer, augmenter, accroître, réduire, diminuer, renforcer, simplifier, moderniser, transformer",
        "remplacer, réparer, rénover, étendre, accélérer, intégrer, harmoniser, automatiser, numériser, traiter, recueillir, partager",
        "distribuer, protéger, prévenir, lutter, éliminer, ouvrir, fermer, poursuivre, définir, déterminer, optimiser, offrir, veiller",
        "favoriser, valoriser, déployer, livrer, exécuter, terminer, revoir, effectuer, permettre, contribuer, participer, travailler",
        "mettons, élaborons, formons, créons, organisons, publions, améliorons, réduisons, renforçons, lançons, construisons, offrons",
        "développons, fournissons, gérons, soutenons, assurons, planifions, réalisons",
    ),
    doing=Phrases.of(
        "mise en œuvre, mise en place, mise à jour, mise à niveau, élaboration, développement d, développement de, développement du",
        "développement des, développement, réalisation, établissement de, établissement d, création, organisation de, organisation d",
        "organisation des, production de, publication, préparation, rédaction, conception, planification, adoption, installation",
        "achat de, achat d, recrutement, embauche, financement, coordination, gestion, surveillance, inspection, évaluation",
        "vérification, révision, consultation, promotion, formation, soutien à, appui à, amélioration, augmentation, réduction",
        "renforcement, simplification, modernisation, transformation, remplacement, réparation, rénovation, déploiement, livraison",
        "exécution, traitement des, traitement de, traitement du, lancement, construction, accélération, intégration, numérisation",
        "optimisation",
    ),
    done=Phrases.of(
        "réalisés, réalisées, effectués, effectuées, tenues, tenus, organisés, organisées, achevés, achevées, terminés, terminées",
        "mis en œuvre, mises en œuvre, mis en place, mises en place, publiés, publiées, produits, produites, formés, formées, inspectés",
        "inspectées, livrés, livrées, déployés, déployées, pilotés, pilotées, subventionnés, subventionnées, élaboré, élaborés",
        "élaborées, évalués, évaluées, vérifiés, vérifiées, traités, traitées, financés, financées, offerts, offertes, appuyés, appuyées",
        "alloués, allouées, présentent une mise à jour",
    ),
    behind_done=None,
    also_nouns=Phrases.of("suivre"),
    objects=Phrases.of("le, la, les, l, un, une, des, du, de, d, nos, notre, tous, toutes, chaque, en, à, sur"),
)

WEASELS = {
    "quality": Phrases.of(
        "efficace*, inefficace*, efficient*, excellen*, meilleures pratiques, bonnes pratiques, de classe mondiale, haute qualité",
        "robuste*, rigoureu*, solide*, significati*, optimal*, optimaux, approprié*, appropriée*, inapproprié*, adéquat*, inadéquat*",
        "fondamental*, fondamentaux, essentiel*, clé, clés, de base, important*, pertinent*, réussi*, satisfaisant*, insatisfaisant*",
        "qualifi*, meilleur*, bon fonctionnement, nécessaire*, de premier plan, compétiti*",
    ),
    "change": Phrases.of(
        "amélior*, renforc*, favoris*, optimis*, maximis*, rationalis*, accélér*, transform*, habilit*, facilit*, soutien*, soutenir*",
        "soutenu*, appui, appuis, appuyer, appuie*, appuyé*, promouvoir, promot*, progress*, progrès, moderniser, modernisation",
        "valoris*, développer, développement durable, stimul*, dynamis*, aligner, aligné*, aller de l avant, à l appui",
    ),
    "abstract": Phrases.of(
        "qualité, performan*, rendement, productivité, capacité, capacités, compétence*, responsabilit*, responsabilisation, durabilité",
        "résilien*, intégrité, fiabilité, gouvernance, culture, mobilisation, engagement*, participation, inclusion, diversité",
        "accessibilité, alignement, innovation*, croissance, réforme*, renouveau, reconnaissance, avantage*, résultats, extrants",
        "opportunité*, défi, défis, enjeu*, obstacle*, besoin*, implication*, interface, intégration, réseau, réseaux, parcours",
        "feuille de route, solution*, norme, normes, valeur, valeurs, bien être, efficacité, efficience, disponibilité opérationnelle",
        "posture, objectif*, impact*, cohésion, orientation stratégique, leadership, synergie*",
    ),
    "style": Phrases.of(
        "holistique*, de bout en bout, axé sur, axée sur, collaborati*, proacti*, réacti*, adaptati*, agile*, agilité, flexib*, souple*",
        "dynamique*, équilibré*, acti, actif, active, actifs, fondée sur des données, fondées sur des données, probant*, innovant*",
        "novateur*, novatrice*, intégré*, intelligent*, stratégique*, durable*, en temps opportun, opportun*, transparen*, vibrant*",
        "convivia*, adapté*",
    ),
}

CONCRETE = Phrases.of(
    "qualité de l air, qualité de l eau, réseau routier, réseau mobile, valeur ajoutée, valeur du portefeuille, valeur foncière",
    "norme nationale, besoins spéciaux, développement de l enfant, culture de, cultures, programme de soutien, secours",
)

_NUMBER = r"(?:\d[\d.,]{0,15}|un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|tous)"
_SPAN = "(?:secondes?|minutes?|heures?|jours?|semaines?|mois|trimestres?|ans?|annees?)(?: ouvrables| ouvres)?"
_MONTH = "(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)"
_YEAR = r"(?:19|20)\d\d"

TARGET = re.compile(
    rf"\b(?:d ici|avant|jusqu|des|en|pour)(?: a| à| la| le| fin| la fin| au| de| debut| l ete| {_MONTH})* {_YEAR}\b"
    rf"|\b(?:d ici|avant) (?:à |a )?(?:la |le |l )?(?:fin|{_MONTH}|annee prochaine|mois prochain|{_NUMBER} {_SPAN})\b"
    rf"|\b(?:au moins|au plus|au minimum|au maximum|plus de|moins de|pas plus de|pas moins de|superieur a|superieure a|inferieur a"
    rf"|inferieure a|jusqu a|jusqu à|minimum de|maximum de) {_NUMBER}\b"
    rf"|\b(?:en|dans un delai de|dans les|sous) {_NUMBER} {_SPAN}\b|\b{_NUMBER} (?:% )?ou (?:plus|moins|mieux)\b"
    r"|\btop \d+\b|\b(?:parmi les )?\d+ premier\w*|(?<!emission )\bzero (?!emission)[a-z]+"
    r"|(?<![\w.])\d[\d.,]{0,15} (?:%|pour cent\b|pourcent\b)"
    rf"|[≥≤] ?\d|[<>] =? ?\d|\bcible (?:de|est|:)|\bà (?:determiner|confirmer)\b|\bdoubler\b|\b{_YEAR} [/-] \d\d(?:\d\d)?\b"
    r"|\b(?:dans les delais|a temps|à temps|dans le respect du budget|ne depassent pas|a l interieur du budget|à l interieur du budget"
    r"|dans la variation)\b"
)
NO_TARGET = re.compile(
    rf"\b(?:ages?|agees?|entre|echelle de|par) (?:de )?{_NUMBER}(?: (?:-|–|à|a|et|ou) {_NUMBER})?(?: ans)?(?: et plus| et moins| ou plus)?"
    rf"|\b(?:au cours des|durant les|pendant les|ces) {_NUMBER} (?:derniers|dernieres|prochains)(?: {_SPAN})?"
    rf"|\b(?:les )?{_NUMBER} (?:derniers|dernieres) {_SPAN}|\b(?:plus|moins) de {_NUMBER} (?:ans|km|kilometres)\b"
    rf"|\b{_NUMBER} (?:ans|mois|jours) (?:et plus|et moins|ou plus|apres|avant)\b|\bpar rapport à {_YEAR}\b|\b1 (?:à|a) [57]\b"
)

STATISTICS = Phrases.of(
    "nombre de, nombre d, nombre des, nombre annuel, nombre total, nombre moyen, nbre de, #, %, pourcentage, pourcentages, pour cent",
    "proportion, proportions, taux, moyenne, moyen, délai moyen, temps moyen, durée moyenne, médiane, ratio, ratios, rapport entre",
    "indice, indices, score, scores, total, totaux, volume, volumes, coût par, coûts par, par habitant, par tête, par personne, part de",
    "part des, incidence, prévalence, montant, montants, degré, mesure dans laquelle, la mesure dans laquelle, fréquence",
    "espérance de vie, concentration, intensité, combien, classement du, classement de, niveau de, niveaux de, cote, somme, quantité de",
    "par mois, par an",
)
COUNTED = Phrases.of(
    "nombre, #, %, pourcentage, pourcentages, proportion, taux, moyenne, temps moyen, délai moyen, médiane, ratio, total, volume, coût",
    "coûts, par habitant, part de, part des, incidence, prévalence, montant, combien, jours, heures, minutes, personnes",
)

_PRONOUNS = "nous, vous, ils, elles, on, il, elle"
_STATES = """
sont, est, étaient, était, ont, a, se sentent, sent, sentent, peuvent, peut, reçoivent, reçoit, obtiennent, savent, sait, vivent, vit
trouvent, trouve, restent, reste, deviennent, devient, utilisent, comprennent, arrivent, arrive, quittent, gardent, font, fait, vont
"""

JOINS = JoinWords(
    conjunctions=Phrases.of("et, ou, &, /, ;, ainsi que, de même que, et ou, en plus de"),
    pairs=Phrases.of(
        "noir et blanc, recherche et développement, santé et sécurité, hommes et femmes, femmes et hommes, filles et garçons, ou plus",
        "garçons et filles, recherche et de sauvetage, recherche et sauvetage, allers et retours, ou moins, et plus, et moins",
        "plus ou moins, aller et retour, jour et nuit, fruits et légumes, perte et profit, enfants et jeunes, à pied ou à vélo",
        "pied ou vélo, terre et mer, ministères et organismes, ou jamais, tôt ou tard, et demi, et demie, parents et enfants",
        "commandement et de contrôle, dommageables et inappropriés",
    ),
    breakdowns=Phrases.of("par, selon, tels que, telles que, y compris, dont, entre, ventilé, ventilée"),
    means=re.compile(
        r"\b(?:grace à|grace a|grace au|grace aux|au moyen|par le biais|par l entremise|à travers|a travers) \w+"
        r"|\ben \w{3,}ant\b"
    ),
    states=Phrases.of(_STATES, _PRONOUNS),
)

HARD = HardWords(
    words=Phrases.of(
        "prévalence, incidence, mortalité, morbidité, gouvernance, cadre*, résilien*, parties prenantes, approvisionnement*",
        "immobilisation*, indéterminée, cybernétique*, interarmées, posture, habilit*, probant*, échéancier*, recapitalisation",
        "portefeuille*, infrastructure*, excédentaire*, recettes, subvention*, dotés, effectif*, dépens*, gaz à effet de serre, indice*",
        "ratio*, fiscal*, interopérab*, stratég*, conformément, sauvetage, aéronautique*, affectation*, budget*, paramètre*",
        "spécification*, opérationnel*, capacité*, variation, acquisition*, exercice, axé*, orientation*, législat*, réglement*, durab*",
        "critère*, statutaire*, décideur*, partenaire*, mobilisation, pilotées, pilotés, classement, assistance",
    ),
    everyday=Phrases.of(
        "comportement*, institution*, ministère*, insatisfaisant, simultanément, conformément, investissement*, initiative*",
        "inapproprié*, anniversaire*, automobile*, aujourd, bibliothèque*, vélo*, ordinateur*, téléphone*, télévision, université*",
        "animaux, hôpital*, hôpitaux, médecin*, habitant*, citoyen*, citoyenne*, activité*, animal*, appartement*, cinéma*, école*",
        "éléphant*, énergie, également, immédiatement, maintenant, malheureusement, naturellement, autorité*, municipal*, gouvernement*",
        "électricité, électrique*, numéro*, opération*, population*, quotidien*, restaurant*, température*, véhicule*, vétérinaire*",
        "difficulté*, employé*, entreprise*, utilisat*, utilisent, informations, information, communication*, canadien*, canadiennes",
        "canadienne, féminin*, sécurité, responsable*, situation*, différent*, différence*, améliorer, développement, international*",
        "recyclage, émotion*, intéressant*",
    ),
    abbreviations=frozenset({"UE", "TV", "CO2", "VIH", "USA", "TGV", "SNCF", "OK", "A", "À", "PC"}),
    syllables=5,
    endings=re.compile(r"(?:[ts]ions?|ments?|[ae]nces?|ites?|ismes?|i[fv]e?s?|ises?|ables?|ibles?|elles?|iques?|oires?|aires?)$"),
    silent=re.compile(r"(?<=[^aeiouy])(?:es?|ent)$"),
)

GENERAL = Phrases.of(
    ",".join(STATISTICS.listed),
    "le, la, les, l, un, une, des, du, de, d, au, aux, à, et, ou, en, par, pour, sur, est, sont, être, dans, ce, cette, ces, avec, sans",
    "ne, nombre, coût, coûts, dépenses, satisfaction, utilisation, usage, achèvement, performance, rendement, transaction, transactions",
    "contenu, tableau, temps, durée, erreur, erreurs, cible, résultat, résultats, niveau, progrès, qualité, réponse, réponses, service",
    "global, réduction, augmentation, diminution, croissance, amélioration, améliorations, changement, tendance, état, conformité",
    "couverture, disponibilité, exactitude, vitesse, livraison, norme, normes, efficacité, productivité, demande, capacité, engagement",
    "accès, absence, annuel, annuelle, mensuel, mensuelle, trimestriel, effectués, effectuées, réalisés, réalisées, atteints, atteintes",
    "améliorée, amélioré, meilleur, meilleure, plus, moins, élevé, faible, moyen, moyenne, total, totale, base, référence, déterminer",
    "opérationnelle, efficace",
)
UNSEEN = Phrases.of(
    "impact*, effets, implication*, état d esprit, synergie*, mesure dans laquelle, degré, progrès, cohérence, potentiel, état des",
    "état de, culture, excellence, engagement, vision, confiance, sensibilisation, compréhension, résilien*, intégration",
    "orientation stratégique, classement, posture",
)

NEVER_COUNTED = Phrases.of("convenable*, amélioré*, capacité*, habilité*, résilient*, réussi*, ")
PEOPLE = Phrases.of(
    "gens, personne*, habitant*, adulte*, enfant*, élève*, étudiant*, patient*, client*, utilisateur*, utilisatrice*, famille*, ménage*",
    "femme*, homme*, locataire*, citoyen*, employé*, personnel, membre*, enseignant*, travailleur*, victime*, population, passager*",
    "visiteur*, conducteur*, parent*, mère*, jeune*, entreprise*, conseil*, ministère*, institution*, organisation*, gouvernement",
    "école*, hôpital*, pays, communauté*, équipe*, nous, nos, notre, ils, elles, rue*, route*, maison*, rivière*, air, eau, force",
    "forces, chefs",
)

FRENCH = Lexicon(
    language="fr", action=ACTION, weasels=WEASELS, concrete=CONCRETE, joins=JOINS,
    future=Phrases.of("sera, seront, devra, devront, doit, doivent, devrait, devraient, aura, auront, pourra, pourront, ira, iront"),
    target=TARGET, no_target=NO_TARGET, statistics=STATISTICS, counted=COUNTED, hard=HARD, general=GENERAL, unseen=UNSEEN,
    never_counted=NEVER_COUNTED, people=PEOPLE,
)
