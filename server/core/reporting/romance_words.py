"""Portuguese, French and Spanish verbs and small words for reported speech. Data for ``romance``; closed lists."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """One language. ``backshift``: present or future form -> form behind "said that"; ``acts``: what is done by saying
    it -> its past behind the lead, with the reflexive words that stand before it; ``own``: first persons -> third.

    ``spoken``: words that no rule turns (somebody is spoken to, first persons that are left); ``feminine``: how what a delegation is agrees with its lead.
    """

    backshift: Mapping[str, str]
    acts: Mapping[str, str]
    own: Mapping[str, str]
    times: tuple[tuple[str, str], ...]
    spoken: str
    pasts: str
    articles: str
    subjects: str
    determiners: frozenset[str]
    feminine: Mapping[str, str]


def _regular(verbs: str, endings: Mapping[str, tuple[tuple[str, str], ...]]) -> dict[str, str]:
    """Forms of regular verbs by the ending of the infinitive."""
    found: dict[str, str] = {}
    for verb in verbs.split():
        for ending, pairs in endings.items():
            if verb.endswith(ending):
                stem = verb[: -len(ending)]
                found.update((stem + present, stem + past) for present, past in pairs)
    return found


def _pairs(text: str) -> dict[str, str]:
    """ "a:b c:d" as a table; a low line stands for a space."""
    return {left: right.replace("_", " ") for left, right in (each.split(":") for each in text.split())}


_PT_VERBS = """apoiar aceitar adotar analisar apresentar aguardar assinar certificar colaborar considerar continuar criar
declarar desejar encontrar enviar esperar estudar financiar formar funcionar iniciar lembrar mostrar necessitar notar organizar
participar partilhar pensar precisar publicar recomendar reiterar representar respeitar tomar trabalhar utilizar demorar chegar
entrar permitir existir garantir reduzir decidir exigir receber responder depender proceder conceder oferecer agradecer reconhecer
permanecer estabelecer parecer conhecer entender compreender valer ajudar custar contar faltar bastar levar passar custar
desembaraçar exportar importar"""
_PT = Grammar(
    backshift={
        **_regular(
            _PT_VERBS,
            {
                "ar": (("a", "ava"), ("am", "avam"), ("amos", "ava"), ("o", "ava")),
                "cer": (("ce", "cia"), ("cem", "ciam"), ("cemos", "cia"), ("ço", "cia")),
                "er": (("e", "ia"), ("em", "iam"), ("emos", "ia"), ("o", "ia")),
                "ir": (("e", "ia"), ("em", "iam"), ("imos", "ia"), ("o", "ia")),
            },
        ),
        **_pairs(
            """é:era são:eram somos:era sou:era está:estava estão:estavam estamos:estava estou:estava tem:tinha têm:tinham
            temos:tinha tenho:tinha há:havia vai:ia vão:iam vamos:ia vou:ia pode:podia podem:podiam podemos:podia posso:podia
            quer:queria querem:queriam queremos:queria quero:queria deve:devia devem:deviam devemos:devia faz:fazia fazem:faziam
            fazemos:fazia propõe:propunha propomos:propunha propõem:propunham mantém:mantinha mantemos:mantinha contém:continha
            sabe:sabia sabemos:sabia dá:dava dão:davam vê:via veem:viam vemos:via diz:dizia sugere:sugeria prefere:preferia
            pede:pedia pedimos:pedia inclui:incluía incluem:incluíam reduz:reduzia vem:vinha vêm:vinham põe:punha saem:saíam"""
        ),
    },
    acts={
        **_regular(
            "apoiar aceitar saudar apreciar aprovar assinalar destacar lembrar recordar salientar sublinhar reiterar solicitar "
            "recomendar declarar anunciar rejeitar partilhar lamentar manifestar",
            {"ar": (("a", "ou"), ("amos", "ou"), ("o", "ou"))},
        ),
        **_pairs(
            """propõe:propôs propomos:propôs proponho:propôs pede:pediu pedimos:pediu sugere:sugeriu sugerimos:sugeriu
            agradece:agradeceu agradecemos:agradeceu oferece:ofereceu oferecemos:ofereceu reserva:reservou reservamos:reservou
            acolhe:acolheu acolhemos:acolheu prefere:preferiu reconhece:reconheceu defende:defendeu convida:convidou
            subscreve:subscreveu concorda:concordou concordamos:concordou espera:esperou"""
        ),
    },
    own=_pairs("nosso:seu nossa:sua nossos:seus nossas:suas meu:seu minha:sua meus:seus minhas:suas"),
    times=(
        (r"\bhoje\b", "nesse dia"),
        (r"\bamanhã\b", "no dia seguinte"),
        (r"\bontem\b", "na véspera"),
        (r"\b(no|o) ano passado\b", r"\1 ano anterior"),
        (r"\b(no|o) próximo ano\b", r"\1 ano seguinte"),
        (r"\beste (?=\w)", "esse "),
        (r"\besta (?=\w)", "essa "),
        (r"\bneste (?=\w)", "nesse "),
        (r"\bnesta (?=\w)", "nessa "),
        (r"\bdeste (?=\w)", "desse "),
        (r"\bdesta (?=\w)", "dessa "),
    ),
    spoken=r"\b(?:nós|nos|eu|me|mim|conosco|connosco|você|vocês|senhor\w*|vosso\w*|vossa\w*|por favor|\w+[aei]mos|\w+-(?:me|nos))\b",
    pasts=r"\b\w{2,}(?:ou|aram|eram|iram|eu|iu)\b|\b(?:foi|foram|teve|tiveram|fez|fizeram|seria|seriam|poderia|deveria)\b",
    articles=r"(?:(?:o|a|os|as)\s+)?",
    subjects=r"(?:nós|eu|[ao] (?:nossa|minha) delegação|[ao] (?:nosso|meu) país)",
    determiners=frozenset(
        "o a os as um uma uns umas do da dos das no na nos nas ao à aos às de em por para com pelo pela este esta esse essa "
        "seu sua seus suas nosso nossa cada sem sob".split()
    ),
    feminine=_pairs("pronto:pronta disposto:disposta grato:grata preparado:preparada convencido:convencida"),
)
_FR_VERBS = """adopter analyser apporter aider arriver augmenter certifier collaborer commencer compter concerner considérer
consulter continuer créer demander demeurer deviser déclarer dépenser espérer estimer étudier exister exporter fonctionner
financer former importer indiquer organiser participer partager penser permettre présenter publier rappeler réaliser
recommander représenter respecter rester signaler souhaiter travailler trouver utiliser aimer passer montrer porter poser aider quitter"""
_FR = Grammar(
    backshift={
        **_regular(_FR_VERBS, {"er": (("e", "ait"), ("ent", "aient"), ("ons", "ait"))}),
        **_pairs(
            """est:était sont:étaient sommes:était suis:était a:avait ont:avaient avons:avait ai:avait va:allait vont:allaient
            allons:allait vais:allait peut:pouvait peuvent:pouvaient pouvons:pouvait peux:pouvait doit:devait doivent:devaient
            devons:devait dois:devait veut:voulait veulent:voulaient voulons:voulait fait:faisait font:faisaient faisons:faisait
            faut:fallait tient:tenait tiennent:tenaient prend:prenait prennent:prenaient prenons:prenait vient:venait
            viennent:venaient permet:permettait permettent:permettaient met:mettait mettent:mettaient dépend:dépendait
            vaut:valait valent:valaient répond:répondait répondent:répondaient reçoit:recevait reçoivent:recevaient sait:savait savons:savait soutient:soutenait soutiennent:soutenaient
            soutenons:soutenait attend:attendait attendons:attendait comprend:comprenait connaît:connaissait
            sera:serait seront:seraient serons:serait serai:serait aura:aurait auront:auraient aurons:aurait fera:ferait
            feront:feraient ferons:ferait pourra:pourrait pourront:pourraient pourrons:pourrait devra:devrait devront:devraient
            devrons:devrait ira:irait tiendra:tiendrait viendra:viendrait enverra:enverrait enverrons:enverrait
            accueillera:accueillerait accueillerons:accueillerait formera:formerait formerons:formerait publiera:publierait
            publierons:publierait organisera:organiserait organiserons:organiserait fournira:fournirait fournirons:fournirait
            partagera:partagerait partagerons:partagerait signera:signerait signeront:signeraient présentera:présenterait
            répondront:répondraient financera:financerait rendra:rendrait"""
        ),
    },
    acts=_pairs(
        """soutient:a_soutenu soutenons:a_soutenu appuie:a_appuyé appuyons:a_appuyé propose:a_proposé proposons:a_proposé
        suggère:a_suggéré suggérons:a_suggéré recommande:a_recommandé recommandons:a_recommandé offre:a_offert offrons:a_offert
        accepte:a_accepté acceptons:a_accepté approuve:a_approuvé approuvons:a_approuvé remercie:a_remercié remercions:a_remercié
        partage:a_partagé partageons:a_partagé demande:a_demandé demandons:a_demandé rappelle:a_rappelé rappelons:a_rappelé
        souligne:a_souligné soulignons:a_souligné salue:a_salué saluons:a_salué estime:a_estimé estimons:a_estimé
        souhaite:a_souhaité souhaitons:a_souhaité réserve:a_réservé réservons:a_réservé rejette:a_rejeté rejetons:a_rejeté
        annonce:a_annoncé annonçons:a_annoncé regrette:a_regretté regrettons:a_regretté invite:a_invité invitons:a_invité"""
    ),
    own=_pairs("nos:ses mes:ses"),
    times=(
        (r"\baujourd['’]hui\b", "ce jour-là"),
        (r"\bdemain\b", "le lendemain"),
        (r"\bhier\b", "la veille"),
        (r"\bl['’]an dernier\b", "l’année précédente"),
        (r"\bl['’]année dernière\b", "l’année précédente"),
        (r"\bl['’]année prochaine\b", "l’année suivante"),
        (r"\bl['’]an prochain\b", "l’année suivante"),
    ),
    spoken=r"\b(?:nous|je|j['’]|me|m['’]|moi|notre|mon|ma|vous|votre|vos|s['’]il vous plaît|(?!raisons|saisons|maisons|façons|dons)\w+(?<!i)ons)\b",
    pasts=r"\b(?:serait|seraient|pourrait|devrait|aurait|fut|était|étaient|avait|avaient)\b",
    articles=r"(?:(?:le|la|les)\s+|l['’])?",
    subjects=r"(?:nous|(?:notre|ma) (?:délégation|administration)|notre pays|mon pays)",
    determiners=frozenset(
        "le la les un une des du de au aux ce cette ces son sa ses notre nos leur leurs chaque par pour en dans sans sur sous avec".split()
    ),
    feminine=_pairs("prêt:prête disposé:disposée reconnaissant:reconnaissante convaincu:convaincue"),
)
_ES_VERBS = """aceptar adoptar analizar ayudar aprobar certificar colaborar considerar continuar crear declarar desear
encontrar enviar esperar estudiar financiar formar funcionar indicar iniciar llegar necesitar notar organizar participar
pasar quedar recomendar representar respetar tomar trabajar utilizar apoyar presentar presentan permitir existir recibir vivir
depender responder conceder ofrecer agradecer establecer parecer permanecer creer"""
_ES = Grammar(
    backshift={
        **_regular(
            _ES_VERBS,
            {
                "ar": (("a", "aba"), ("an", "aban"), ("amos", "aba")),
                "er": (("e", "ía"), ("en", "ían"), ("emos", "ía")),
                "ir": (("e", "ía"), ("en", "ían"), ("imos", "ía")),
            },
        ),
        **_pairs(
            """es:era son:eran somos:era soy:era está:estaba están:estaban estamos:estaba estoy:estaba tiene:tenía tienen:tenían
            tenemos:tenía tengo:tenía ha:había han:habían hemos:había hay:había va:iba van:iban vamos:iba puede:podía pueden:podían
            podemos:podía puedo:podía debe:debía deben:debían debemos:debía quiere:quería quieren:querían queremos:quería
            hace:hacía hacen:hacían hacemos:hacía sabe:sabía sabemos:sabía dice:decía pide:pedía piden:pedían prefiere:prefería
            propone:proponía proponemos:proponía mantiene:mantenía contiene:contenía requiere:requería requieren:requerían
            sale:salía salen:salían viene:venía vienen:venían sigue:seguía recomienda:recomendaba muestra:mostraba
            muestran:mostraban empieza:empezaba"""
        ),
    },
    acts={
        **_regular(
            "apoyar respaldar aceptar saludar aprobar destacar recordar subrayar reiterar solicitar anunciar rechazar lamentar "
            "manifestar invitar expresar valorar",
            {"ar": (("a", "ó"), ("amos", "ó"), ("o", "ó"))},
        ),
        **_pairs(
            """propone:propuso proponemos:propuso propongo:propuso pide:pidió pedimos:pidió sugiere:sugirió sugerimos:sugirió
            agradece:agradeció agradecemos:agradeció ofrece:ofreció ofrecemos:ofreció recomienda:recomendó
            recomendamos:recomendó acoge:acogió acogemos:acogió prefiere:prefirió reconoce:reconoció comparte:compartió
            compartimos:compartió suscribe:suscribió suscribimos:suscribió aprueba:aprobó recuerda:recordó
            reserva:reservó"""
        ),
    },
    own=_pairs("nuestro:su nuestra:su nuestros:sus nuestras:sus mi:su mis:sus"),
    times=(
        (r"\bhoy\b", "ese día"),
        (r"\bayer\b", "el día anterior"),
        (r"\bel año pasado\b", "el año anterior"),
        (r"\bel próximo año\b", "el año siguiente"),
        (r"\beste (?=\w)", "ese "),
        (r"\besta (?=\w)", "esa "),
        (r"\bestos (?=\w)", "esos "),
        (r"\bestas (?=\w)", "esas "),
    ),
    spoken=r"\b(?:nosotros|nosotras|nos|yo|me|mí|conmigo|usted|ustedes|vuestr\w+|por favor|\w+[aei]mos|señora?)\b",
    pasts=r"\b\w{2,}(?:ó|aron|ieron)\b|\b(?:fue|fueron|tuvo|tuvieron|hizo|sería|serían|podría|debería)\b",
    articles=r"(?:(?:el|la|los|las)\s+)?",
    subjects=r"(?:nosotros|yo|nuestra delegación|mi delegación|nuestro país|mi país)",
    determiners=frozenset(
        "el la los las un una unos unas del al de en por para con este esta ese esa su sus nuestro nuestra cada sin sobre lo".split()
    ),
    feminine=_pairs("listo:lista dispuesto:dispuesta agradecido:agradecida preparado:preparada convencido:convencida"),
)
# Words behind French "notre": with "la", and with "le"; other words by their endings.
FRENCH_FEMININE = frozenset(
    "loi douane base capitale région frontière mission stratégie politique demande réponse".split()
)
FRENCH_MASCULINE = frozenset(
    """pays guichet programme système projet port plan texte rapport réseau droit secteur ministère groupe bureau service
    commerce rôle soutien souhait but point travail droit cadre""".split()
)
# Futures have an ending of their own: "enviará", "enviaremos".
FUTURES = {
    "pt": ((r"\b(\w+[aei]r)á\b", r"\1ia"), (r"\b(\w+[aei]r)ão\b", r"\1iam"), (r"\b(\w+[aei]r)emos\b", r"\1ia")),
    "es": ((r"\b(\w+[aei]r)á\b", r"\1ía"), (r"\b(\w+[aei]r)án\b", r"\1ían"), (r"\b(\w+[aei]r)emos\b", r"\1ía")),
    "fr": (),
}
GRAMMARS: Mapping[str, Grammar] = {"pt": _PT, "fr": _FR, "es": _ES}
