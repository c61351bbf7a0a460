"""Cue patterns by language: general words of negotiation, in the order in which they are looked for.

What an earlier pattern has matched is blanked out before the later ones look, so that "no objection" is no objection, "does not
support" no support and "thank you for your support" neither. Data, not rules: a language is added by adding a table.
"""

# ruff: noqa: E501 (tables of patterns)

from __future__ import annotations

from collections.abc import Mapping

from server.core.drafting.acts import Act

EN: Mapping[Act, str] = {
    Act.COURTESY: r"\b(?:thank(?:s|ful)?|grateful|gratitude|appreciat\w+|congratulat\w+|applaud\w*|commend)\b(?:[^.;]*?\bfor (?:its|his|her|their|your|the)\b[^.;,]*)?|\bgood (?:morning|afternoon|evening)\b|\b(?:honou?r|pleasure) to\b|\bhappy anniversary\b|\bsupport staff\b",
    Act.PROCEDURE: r"\b(?:the|take the|have the|give the|has the) floor\b|\bagenda\b|\bnext item\b|\b(?:first|second|third|last) item\b|\bto order\b|\bpoint of order\b|\badjourn\w*|\bcoffee\b|\blunch\b|\bmicrophone\b|\binterpret(?:ers?|ation)\b|\bkeep your\b|\bmove to the\b|\btake the next\b|\bbe brief\b|\b(?:broad|general|wide) (?:support|consensus|agreement)\b|\bwe have (?:a )?consensus\b|\bi (?:hear|see) no\b[^.]*|\bi will (?:now )?(?:speak|conclude|stop|end|begin|start|close|turn|give)\b|\blet (?:us|me) (?:now |begin|start|turn|move|proceed|hear|break|close|take|conclude|first)\w*",
    Act.WITHDRAWAL: r"\b(?:withdraws?|lifts?|drops?|removes?|can now lift|no longer (?:hold|need|maintain)s?)\b[^.;]{0,40}\b(?:reservations?|objections?|amendments?|conditions?)\b|\b(?:reservations?|objections?) (?:is|are|has been|have been) (?:withdrawn|lifted)\b|\bno longer (?:object|oppose|reserve)s?\b",
    Act.NO_OBJECTION: r"\b(?:no|not any|without any|nor any) (?:\w+ )?(?:objections?|difficult(?:y|ies)|problems? with)\b|\b(?:do|does|will|would|shall|did)(?: not|n't) (?:\w+ )?(?:object|oppose|stand in the way|block)\b|\bwon't (?:object|oppose|stand in the way|block)\b|\bcan(?:not|'t| not) object\b|\bnot (?:be )?(?:against|opposed|opposing|objecting)\b|\b(?:not|hardly) in a position to (?:object|oppose)\b|\bcan live with\b|\bnot stand in the way\b|\bno reservations?\b|\bno (?:cause|reason) to (?:object|oppose)\b",
    Act.DISASSOCIATION: r"\bdis?associat\w+\b|\bdissociat\w+\b|\bnot (?:be )?(?:a )?(?:party|parties) to (?:it|this|that|the)\b|\b(?:will|shall|can)(?:not| not) be (?:bound by|among the signatories)\b",
    Act.RESERVATION: r"(?<!without )(?<!no )\breserv(?:e|es|ing|ed)\b(?! (?:bank|fund|currency|price))(?=[^.]{0,40}\b(?:position|right|judg|on|its|our|my|opinion)\b)|\breservations?\b|\bnot (?:yet |currently |now )?(?:be )?(?:in a position|able|ready|prepared) to (?:\w+ ){0,2}(?:support|agree|join|accept|endorse|commit|approve|take|say|sign|subscribe|decide)\b|\b(?:can|could|do|does|is|are)(?: not|not|n't) yet\b|\b(?:can|could|do|does)(?: not|not|n't) [^.;]{0,50}\b(?:at this stage|today|for now|at present|for the time being|at this point)\b|\b(?:needs?|requires?|would like|asks? for|wants?) (?:some |a little |much )?(?:more|further|additional) time\b|\b(?:consult|refer\w*|instructions?|guidance)\b[^.;]{0,25}\b(?:capital|governments?|parliament|headquarters|ministry)\b|\b(?:concerns?|doubts?|hesitations?|misgivings|difficult(?:y|ies)|worr(?:y|ies|ied)|concerned) (?:about|with|over|on|regarding|as to) (?:the|this|that|its|these|such)\b[^.;]{0,30}\b(?:proposal|text|paragraph|draft|idea|wording|dates?|deadlines?|figures?|pilot|plan|scope|costs?|language|timeline|timetable|obligations?)\b|\bhesita\w+\b|\bnot convinced\b|\bunconvinced\b|\bs[ck]eptical\b|\btoo (?:early|soon|ambitious|fast)\b|\bpremature\b|\bdifficult for (?:us|me|my|our)\b|\bset aside\b[^.]{0,20}\bposition\b|\bplaces? (?:a )?scrutiny\b|\bnot (?:yet )?(?:decided|taken a position)\b",
    Act.OBJECTION: r"\b(?:we|i|must|to|still|also|delegation|firmly|strongly|formally|(?-i:[A-Z])\w+) objects?\b|\b(?:raises?|has|have|lodges?|maintains?|register|registers|formal|an|our) (?:\w+ )?objections?\b|\boppos(?:e|es|ed)\b|\b(?:can|could|do|does|will|would|shall|is|are)(?: not|not|n't) (?:be able to |able to |possibly |in any way )?(?:\w+ )?(?:support|agree|accept|join|endorse|approve|go along|associate|consent|second|back|adopt|sign)\b|\bnever (?:support|agree|accept)\b|\bwon't (?:support|agree|accept|join)\b|\bunable to (?:\w+ )?(?:support|accept|join|agree|endorse|go along)\b|\b(?:we|i|must|to|(?-i:[A-Z])\w+) (?:rejects?|disagrees?)\b|\bnot acceptable\b|\bunacceptable\b|\b(?:is|are|be|am|speak|vote) against\b|\bnot in favou?r\b|\bveto\b|\bfails? to see (?:the|how)\b|\bsees? no (?:need|merit|reason)\b",
    Act.CORRECTION: r"\bcorrect(?:ion|s|ing)?\b(?=[^.]{0,60}\b(?:figures?|numbers?|dates?|said|gave|earlier|percent|myself|statement|record|amount|share|it is|it was)\b)|\b(?:right|correct|accurate|exact) (?:figure|number|date|share|amount|year)\b|\bi (?:misspoke|was wrong|made a mistake|made an error|misread)\b|\b(?:figure|number|date|share|it) should (?:have been|be|read)\b|\bnot [\w.,% ]{1,30},? but (?=[\w.,% ]{1,30})|\bi (?:said|gave|mentioned|spoke of) [\w.,% ]{1,40}(?:[,;.]| and) (?:it|that|the (?:figure|number))\b|\bi meant\b",
    Act.DISPUTE: r"\b(?:our|my|their) (?:own )?(?:figures?|statistics|data|numbers?|records|count) (?:shows?|says?|is|are|differs?|gives?|puts?)\b|\bwe (?:count|counted|find|found|see|measured?|arrive at)\b|\b(?:does|do) not match\b|\bdiffers? from\b|\bin fact\b|\bthan (?:was )?(?:stated|said)\b",
    Act.AMENDMENT: r"\b(?:proposes?|suggests?|asks?|asking|would|wish(?:es)?|wants?|like|requests?)\b[^.;]{0,25}\b(?:amend(?:ed|ing|ment|ments)?|replac(?:e|ed|ing)|delet(?:e|ed|ing|ion)|insert(?:ed|ing|ion)?|strike|reword\w*|rephras\w+)\b|\breplace\b[^.;]{1,60}\b(?:with|by)\b|\bprefers?\b[^.;]{1,80}|\bshould read\b|\bfriendly amendment\b|\binstead of\b|\brather than\b(?=[^.]*\b(?:text|word|paragraph|date|propos))",
    Act.CONDITION: r"\bprovided(?: that|,| only)?(?! by| to| with| in| for| the floor)\b|\bproviding that\b|\bon (?:the|one|this|a|two) (?:\w+ )?conditions?\b|\bunder (?:the|one) condition\b|\bconditions? (?:is|are) that\b|\b(?:as|so) long as\b|\bonly if\b|\bonly when\b|\bonly once\b|\bonce (?=[^.;]{1,50}\b(?:is|are|has|have)\b)|\bsubject to\b|\bunless\b|\bcontingent (?:up)?on\b|\bconditional (?:up)?on\b|\bdepends? on\b|\b(?:on|with) the (?:clear )?understanding that\b|\bassuming that\b|\bif (?=(?:and only if|the|this|these|our|all|there|its|personal|costs?|funds?|it|we)\b)|\bwe (?:would )?need (?:a |the )?(?:guarantees?|assurances?)\b",
    Act.PROPOSAL: r"(?<!\bas )(?<!\bwhat )\b(?:propos(?:e|es|ing)|suggests?|recommends?)\b|\b(?:would|should) like to propose\b|\b(?:our|my|a|one|this|the following|concrete) (?:\w+ )?(?:proposal|suggestion)s? (?:is|are|would be)\b|\b(?:makes?|tables?|submits?|puts? forward|presents?) (?:a|the|one|this|our|my|the following) (?:\w+ )?(?:proposal|suggestion)\b|\bwould like (?:us |to see |members )(?=\w)|\bcalls? (?:up)?on (?:all|the|members|administrations|every|each|colleagues|this|other)\b|\bcalls? for (?=(?:a|an|the|the creation|joint)\b)|\bi move that\b|\binvites? (?:all|the|members|administrations|every|each|colleagues|other)\b|\burges?\b|\blet us (?=(?:set|create|establish|agree|build|share|launch|adopt|develop|make)\b)|\b(?:we|members|administrations|parties|all of us|everyone|this group) should (?!not be|n't be)(?=\w)",
    Act.COMMITMENT: r"\b(?:commits?|committed)(?: itself| ourselves| themselves)? to\b|\bundertakes? to\b|\bpledges?\b|\bpromises? (?:to|that)\b|\boffers? (?=(?:to|its|our|a|an|training|experts|free|the)\b)|\b(?:is|are|am|stands?) (?:also )?(?:ready|prepared|willing) to (?!support|accept|agree|join)(?=\w)|\b(?:we|i|(?:our|my) (?:administration|country|government|delegation|service|authority)|(?-i:[A-Z])\w+|and|also) (?:\w+ )?(?:will|shall) (?!not\b|be (?:able|happy|pleased|brief|possible|difficult)|need|support|consider|study|look|see|have|object|oppose|accept|agree\b|join the|now|come back|return|continue to)(?=\w)|\b(?:we|i|(?-i:[A-Z])\w+) (?:agree|decide|undertake)s? to (?=\w)|\b(?:we|i|(?-i:[A-Z])\w+) (?:intends?|plans?) to (?=\w)",
    Act.SUPPORT: r"\b(?:supports?)\b(?! (?:of|from|staff|services?|teams?|measures?|programmes?)\b)(?<!the support)(?<!technical support)(?<!financial support)(?<!provide support)(?<!providing support)(?<!with support)(?<!your support)|\b(?:endors(?:e|es)|seconds)\b|\b(?:we|i|(?-i:[A-Z])\w+|also|fully|can) agrees?\b(?! to )|\bagree to (?:this|that|it|the (?:proposal|text|idea|pilot|plan|paragraph))\b|\bin favou?r of\b|\bwelcomes? (?:the|this|that|korea|these|\w+'s) (?:\w+ ){0,2}(?:proposal|initiative|idea|suggestion|plan)s?\b|\b(?:can|could|might|may) (?:also )?(?:accept|go along|join)\b|\b(?:accept|accepts) (?:the|this|that)\b|\bon board\b|\b(?:associates?|aligns?) (?:itself|ourselves|myself)? ?(?:fully )?with\b|\bjoins? (?:the|this|others|consensus|\w+ and \w+) ?(?=(?:in|consensus|proposal|pilot|initiative|\w+)\b)|\b(?:is|are) ready to (?:join|support|accept)\b|\bcount (?:us|me) in\b|\bbacks? (?:the|this|it|that)\b",
    Act.EXPERIENCE: r"\b(?:our|my|its|their) (?:own )?experiences?\b|\bin \w+'s experience\b|\bsince (?:we|our|\d{4})\b|\b(?:last year|two years ago|three years ago|five years ago|in \d{4}),? (?:we|our|my|(?-i:[A-Z])\w+) (?!propos|suggest)|\bwe (?:have )?(?:already )?(?:learn(?:ed|t)|introduced|piloted|tested|trained|built|launched|abolished|scanned|seized|installed|opened|created)\b|\blessons?\b(?= (?:learn|we|is|was|from))|\bhas (?:taught|shown) us\b",
}
PT: Mapping[Act, str] = {
    Act.COURTESY: r"\b(?:obrigad[oa]s?|agradec\w+|felicit\w+|parabéns|bom dia|boa tarde)\b(?:[^.;]*?\bpel[oa]s? (?:seu|sua|vosso|vossa)?\b[^.;,]*)?",
    Act.PROCEDURE: r"\b(?:a|da|à) palavra\b|\bordem do dia\b|\b(?:próximo|primeiro|segundo|último) (?:ponto|item)\b|\bquestão de ordem\b|\bmicrofone\b|\bserei breve\b|\bpausa\b|\bamplo apoio\b",
    Act.WITHDRAWAL: r"\b(?:retira(?:mos)?|levanta(?:mos)?)\b[^.;]{0,30}\b(?:reservas?|objeç(?:ão|ões)|condiç(?:ão|ões))\b|\bjá não (?:se opõe|nos opomos|mantém)",
    Act.NO_OBJECTION: r"\b(?:não tem(?:os)?|sem|nenhuma) (?:nenhuma |qualquer )?(?:objeç(?:ão|ões)|reservas?|dificuldades?)\b|\bnão (?:se |nos )?(?:opõe|opomos|objeta|objetamos|opor|bloque\w+|vamos opor)\b|\bnão (?:está|estamos|somos|é) contra\b|\bnada (?:tem(?:os)?|a) (?:contra|opor)\b",
    Act.DISASSOCIATION: r"\b(?:dissocia|desassocia)\w*|\bnão (?:será|seremos) parte\b",
    Act.RESERVATION: r"\breserv(?:a(?:-se|mos|r)?|as)\b(?! natur| cambia)|\b(?:ainda )?não (?:est(?:á|amos|ou)) (?:ainda )?(?:em condições|em posição|prepara\w+|pront\w+)\b|\bainda não\b[^.;]{0,20}\b(?:pode|podemos|apoi|aceit|concord)|\bnão (?:pode|podemos) (?:ainda|neste momento|por agora|por enquanto)|\bnão (?:pode|podemos)\b[^.;]{0,40}\b(?:neste momento|por enquanto|hoje|por agora)\b|\b(?:precisa(?:mos)?|necessita(?:mos)?) de mais tempo\b|\bconsultar\b[^.;]{0,25}\b(?:capital|governo|parlamento)\b|\b(?:dúvidas|preocupações|reticências) (?:sobre|quanto|com)\b|\bprematur[oa]\b|\bdemasiado (?:cedo|ambicios\w+)\b|\bmuito cedo\b",
    Act.OBJECTION: r"\bobjeta(?:mos)?\b|\bobjeç(?:ão|ões)\b|\b(?:se|nos) (?:opõe|opomos)\b|\bopõe-se\b|\bopomo-nos\b|\bnão (?:pode(?:mos|rá)?|consegue|conseguimos|vai|vamos)? ?(?:apoi\w+|concord\w+|aceit\w+|subscrev\w+|aprov\w+|ader\w+)\b|\bdiscorda(?:mos)?\b|\brejeita(?:mos)?\b|\binaceitável\b|\bé contra\b|\bsomos contra\b",
    Act.CORRECTION: r"\bcorrig\w+|\bcorreção\b|\bretific\w+|\b(?:número|valor|data) (?:certo|correto|certa|correta|exato)\b|\bnão (?:são |foram )?[\w.,% ]{1,30},? mas (?:sim )?|\benganei-me\b|\bqueria dizer\b",
    Act.DISPUTE: r"\b(?:nossos|nossas|meus) (?:dados|números|estatísticas)\b|\bna verdade\b|\bcontámos\b|\bcontamos\b|\bnão coincide\b",
    Act.AMENDMENT: r"\bemenda(?:r|s)?\b|\bsubstituir\b|\bem vez de\b|\bsuprimir\b|\beliminar (?:o|a) (?:parágrafo|frase|palavra)\b|\binserir\b|\bprefer(?:e|imos|ia|iríamos)\b",
    Act.CONDITION: r"\bdesde que\b|\b(?:na|com a|sob a|sob|à|uma) condiç(?:ão|ões)\b|\bcontanto que\b|\bse e só se\b|\bapenas se\b|\bsó se\b|\bsó quando\b|\ba menos que\b|\bsalvo se\b|\bsujeito a\b|\bse (?=(?:os|as|o|a|houver|for)\b)|\bcaso (?=\w+ (?:seja|sejam|haja))|\bdepende\b",
    Act.PROPOSAL: r"\bprop(?:õe|omos|onho|or)\b|\bsuger(?:e|imos|ir)\b|\bsugiro\b|\brecomenda(?:mos)?\b|\bapela(?:mos)?\b|\ba nossa proposta é\b|\bconvida(?:mos)?\b",
    Act.COMMITMENT: r"\bcompromete(?:-se|mo-nos)?\b|\boferece(?:mos)?\b|\bestá (?:pronto|pronta|disposto|disposta) a (?!apoiar|aceitar)|\bestamos (?:prontos|dispostos) a (?!apoiar|aceitar)|\bdisponibiliza(?:mos|rá)?\b|\b(?:formará|enviará|organizará|acolherá|publicará|fornecerá|partilhará|formaremos|enviaremos|organizaremos|acolheremos|publicaremos|forneceremos|partilharemos)\b|\b(?:concordamos em|decidimos)\b|\b(?:vai|vamos) (?:formar|enviar|organizar|acolher|publicar|fornecer|partilhar|criar)\b",
    Act.SUPPORT: r"(?<!\bo )(?<!\bde )(?<!\bseu )(?<!\bvosso )\bapoi(?:a|amos|o)\b|\bapoiar\b(?= (?:a|o|esta|este|essa) )|\bconcorda(?:mos)?\b|\bacolhe(?:mos)?\b(?=[^.]{0,40}\b(?:proposta|ideia|iniciativa)\b)|\b(?:é|somos|sou) a favor\b|\bfavorável\b|\bpode(?:mos)? aceitar\b|\bsubscreve(?:mos)?\b|\bjunta(?:-se|mo-nos)\b|\baceita(?:mos)?\b",
    Act.EXPERIENCE: r"\b(?:nossa|minha|sua) (?:própria )?experiência\b|\bdesde (?:que|\d{4})\b(?=[^.]{0,60}\b(?:introduz|cri|lanç|instal|começ|reduz))|\b(?:no ano passado|em \d{4}),? |\b(?:aprendemos|introduzimos|testámos|lançámos|criámos|instalámos)\b|\blições?\b",
}
FR: Mapping[Act, str] = {
    Act.COURTESY: r"\b(?:merci|remerci\w+|félicit\w+|bonjour|bonsoir)\b(?:[^.;]*?\bpour (?:son|sa|votre|leur|le|l')\s?[^.;,]*)?|\bhonneur de\b",
    Act.PROCEDURE: r"\bla parole\b|\bordre du jour\b|\b(?:prochain|premier|deuxième|dernier) point\b|\bmotion d'ordre\b|\bmicro\b|\bje serai bref\b|\bpause\b|\blarge soutien\b|\binterpr(?:ètes?|étation)\b",
    Act.WITHDRAWAL: r"\b(?:retire(?:ns|ons)?|lève|levons)\b[^.;]{0,30}\b(?:réserves?|objections?|conditions?)\b|\bne s'oppose plus\b|\bn'a plus d'objection",
    Act.NO_OBJECTION: r"\b(?:pas|aucune|sans|n'avons pas|n'a pas) (?:d')?(?:objections?|réserves?|difficultés?)\b|\b(?:pas|n'ont pas|n'a pas) d'(?:objections?)|\bne (?:s'|nous )?(?:oppos\w+|y opposons) pas\b|\bne s'(?:y )?oppos\w+ pas\b|\bne nous (?:y )?opposons pas\b|\bne (?:s'|nous )?(?:y )?oppos\w+ (?:pas|point)\b|\bn'est pas (?:contre|opposée?)\b|\bne sommes pas (?:contre|opposés)\b|\bne fer\w+ pas obstacle\b",
    Act.DISASSOCIATION: r"\b(?:se|nous) (?:dissoci|désolidaris)\w+|\bne ser\w+ pas partie\b",
    Act.RESERVATION: r"(?<!sous )\bréserv(?:e|es|er|ons)\b(?! naturel)|\bpas (?:encore )?(?:en mesure|prête?s?|en position)\b|\b(?:ne|n')\s?(?:peut|pouvons|puis|sommes|est) pas encore\b|\bne (?:peut|pouvons) pas\b[^.;]{0,40}\b(?:à ce stade|aujourd'hui|pour l'instant|pour le moment)\b|\b(?:besoin|faut|demand\w+) (?:de |un peu )?(?:plus de|davantage de) temps\b|\bconsulter\b[^.;]{0,25}\b(?:capitale|gouvernement|parlement)\b|\b(?:doutes|préoccupations|réticences|inquiétudes) (?:sur|quant|concernant)\b|\bhésit\w+|\bprématurée?\b|\btrop (?:tôt|ambitieu\w+)\b",
    Act.OBJECTION: r"\bs'(?:y )?oppos\w+|\bnous (?:nous |y )?opposons\b|\bobjections?\b|\b(?:ne|n')\s?(?:peut|pouvons|pourra|pourrons|saurait|saurions|peux|puis)?(?: pas)? ?(?:soutient|soutenons|soutenir|appuie|appuyons|appuyer|accept\w+|approuv\w+|souscri\w+|adhér\w+)(?: pas)?\b|\bne (?:peut|pouvons|saurait|saurions) pas (?:\w+ )?(?:soutenir|accepter|appuyer|approuver|souscrire|adhérer|rejoindre)\b|\bn'est pas d'accord\b|\bne sommes pas d'accord\b|\brejet(?:te|tons)\b|\binacceptable\b|\best contre\b|\bsommes contre\b",
    Act.CORRECTION: r"\bcorrig\w+|\bcorrection\b|\brectifi\w+|\b(?:chiffre|nombre) (?:exact|juste|correct)\b|\bbonne date\b|\bnon pas [\w.,% -]{1,30},? mais\b|\bpas [\w.,% -]{1,30},? mais\b|\bje me suis trompée?\b|\bje voulais dire\b",
    Act.DISPUTE: r"\bnos (?:propres )?(?:chiffres|statistiques|données) (?:montrent|donnent|indiquent|diffèrent)\b|\ben réalité\b|\ben fait\b|\bnous comptons\b|\bne correspond pas\b",
    Act.AMENDMENT: r"\bamend\w+|\bremplacer\b|\bau lieu de\b|\bsupprimer (?:le|la|les|ce|cette)\b|\binsérer\b|\bpréf(?:ère|érons|érerait|érerions)\b",
    Act.CONDITION: r"\bà (?:la |une |deux )?conditions?\b|\bsous (?:la |une )?condition\b|\bpourvu qu|\bsous réserve\b|\btant que\b|\bseulement si\b|\buniquement si\b|\bà moins qu|\bsauf si\b|\bsi (?=(?:les|le|la|l'|nos|des|un|une|cela)\b)|\bdépend\b",
    Act.PROPOSAL: r"\bpropos(?:e|ons|er|erait)\b|\bsuggèr(?:e|ent)\b|\bsuggérons\b|\brecommand(?:e|ons)\b|\bappel(?:le|ons) (?:à|tous|les)\b|\bnotre proposition est\b|\binvit(?:e|ons) (?:les|tous|chaque)\b",
    Act.COMMITMENT: r"\b(?:s'engage|nous engageons)\b|\boffr(?:e|ons)\b|\b(?:est|sommes|se tient) (?:prête?s?|disposée?s?) à (?!soutenir|accepter|appuyer)|\bmettr(?:a|ons) à (?:la )?disposition\b|\b(?:formera|enverra|organisera|accueillera|publiera|fournira|partagera|formerons|enverrons|organiserons|accueillerons|publierons|fournirons|partagerons|financera|financerons)\b|\bnous (?:convenons|décidons) (?:de|d')",
    Act.SUPPORT: r"(?<!\ble )(?<!\bson )(?<!\bvotre )\b(?:soutien(?:t|s)|soutenons|soutenir)\b|\b(?:appuie|appuyons)\b|\bapprouv(?:e|ons)\b|\b(?:est|sommes|suis) (?:tout à fait )?d'accord\b|\b(?:est|sommes) favorables?\b|\ben faveur\b|\bse (?:rallie|joint)\b|\bnous (?:rallions|joignons)\b|\bsouscri(?:t|vons)\b|\bpeut accepter\b|\bpouvons accepter\b|\baccept(?:e|ons) (?:la|le|cette|ce)\b",
    Act.EXPERIENCE: r"\b(?:notre|mon|son) (?:propre )?expérience\b|\bdepuis (?:que nous|\d{4})\b|\b(?:l'an dernier|l'année dernière|en \d{4}),? (?:nous|notre)\b|\bnous avons (?:appris|introduit|testé|lancé|créé|installé|formé)\b|\bleçons?\b",
}
ES: Mapping[Act, str] = {
    Act.COURTESY: r"\b(?:gracias|agradec\w+|felicit\w+|buenos días|buenas tardes)\b(?:[^.;]*?\bpor (?:su|la|el|vuestro)\b[^.;,]*)?|\bhonor de\b",
    Act.PROCEDURE: r"\bla palabra\b|\borden del día\b|\b(?:próximo|primer|segundo|último) punto\b|\bcuestión de orden\b|\bmicrófono\b|\bseré breve\b|\bamplio apoyo\b|\bpausa\b",
    Act.WITHDRAWAL: r"\b(?:retira(?:mos)?|levanta(?:mos)?)\b[^.;]{0,30}\b(?:reservas?|objeci(?:ón|ones)|condici(?:ón|ones))\b|\bya no se opone\b",
    Act.NO_OBJECTION: r"\b(?:no (?:tiene|tenemos|hay|ve|vemos)|sin|ninguna) (?:ninguna |ningún )?(?:objeci(?:ón|ones)|reservas?|inconvenientes?|dificultad(?:es)?)\b|\bno (?:se |nos )?(?:opone|oponemos|opondrá|opondremos|objeta|objetamos|bloquea\w*)\b|\bno (?:está|estamos) en contra\b",
    Act.DISASSOCIATION: r"\b(?:se|nos) (?:disocia|desvincula|desmarca)\w*|\bno (?:será|seremos) parte\b",
    Act.RESERVATION: r"\breserv(?:a(?:mos|r|rse)?|as)\b(?! natural| de divisas)|\b(?:aún |todavía )?no (?:está|estamos|estoy) (?:todavía |aún )?(?:en condiciones|en posición|list\w+|preparad\w+)\b|\b(?:aún|todavía) no (?:puede|podemos|apoy|acept)\w*|\bno (?:puede|podemos)\b[^.;]{0,40}\b(?:por ahora|hoy|en este momento|por el momento|todavía|aún)\b|\b(?:necesita(?:mos)?|requiere|pide|pedimos) más tiempo\b|\bconsultar\b[^.;]{0,25}\b(?:capital|gobierno|parlamento|congreso)\b|\b(?:dudas|preocupaciones|reparos|inquietudes) (?:sobre|respecto|con|en cuanto)\b|\bprematur[oa]\b|\bdemasiado (?:pronto|ambicios\w+)\b",
    Act.OBJECTION: r"\bobjeta(?:mos)?\b|\bobjeci(?:ón|ones)\b|\b(?:se|nos) op(?:one|onemos)\b|\bno (?:puede|podemos|podrá|podremos|va a|vamos a)? ?(?:apoy\w+|acept\w+|respald\w+|suscrib\w+|aprob\w+|sumar\w+)\b|\bno (?:está|estamos) de acuerdo\b|\brechaza(?:mos)?\b|\binaceptable\b|\b(?:está|estamos) en contra\b",
    Act.CORRECTION: r"\bcorr(?:ij|ig|eg)\w+|\bcorrección\b|\brectific\w+|\b(?:cifra|número|fecha) (?:correct[oa]|exact[oa])\b|\bno (?:son |fueron |es )?[\w.,% ]{1,30},? sino\b|\bme equivoqué\b|\bquise decir\b",
    Act.DISPUTE: r"\bnuestr(?:os|as) (?:propi[oa]s )?(?:datos|cifras|estadísticas)\b|\ben realidad\b|\bde hecho\b|\bno coincide\b|\bcontamos\b",
    Act.AMENDMENT: r"\benmiendas?\b|\benmendar\b|\b(?:sustituir|reemplazar)\b|\ben (?:lugar|vez) de\b|\bsuprimir\b|\binsertar\b|\bprefer(?:imos|iría|iríamos)\b|\bprefiere\b",
    Act.CONDITION: r"\bsiempre que\b|\bsiempre y cuando\b|\b(?:a|con la|bajo la|con una|a una) condición\b|\bcon tal de que\b|\bsolo si\b|\bsólo si\b|\bsolo cuando\b|\ba menos que\b|\bsalvo que\b|\bsujeto a\b|\bsi (?=(?:los|las|el|la|se|hay|sus)\b)|\bdepende\b",
    Act.PROPOSAL: r"\bprop(?:one|onemos|ongo|oner)\b|\bsug(?:iere|erimos|iero)\b|\brecomienda\b|\brecomendamos\b|\b(?:llama|llamamos|insta|instamos|exhorta|exhortamos) a\b|\bnuestra propuesta es\b|\binvita(?:mos)? a\b",
    Act.COMMITMENT: r"\b(?:se compromete|nos comprometemos)\b|\bofrece(?:mos)?\b|\b(?:está|estamos) (?:dispuest\w+|list\w+) a (?!apoyar|aceptar)|\bpondr(?:á|emos) a disposición\b|\b(?:formará|capacitará|enviará|organizará|acogerá|publicará|compartirá|capacitaremos|enviaremos|organizaremos|acogeremos|publicaremos|compartiremos|financiará|financiaremos)\b|\b(?:acordamos|decidimos)\b|\b(?:va a|vamos a) (?:capacitar|enviar|organizar|publicar|compartir|crear|formar)\b",
    Act.SUPPORT: r"(?<!\bel )(?<!\bsu )(?<!\bde )\bapoy(?:a|amos|o)\b|\bapoyar\b(?= (?:la|el|esta|este) )|\brespalda(?:mos)?\b|\b(?:está|estamos|estoy) (?:plenamente )?de acuerdo\b|\b(?:a|está a) favor\b|\bse suma\b|\bnos sumamos\b|\bacoge(?:mos)?\b(?=[^.]{0,40}\b(?:propuesta|idea|iniciativa)\b)|\bpuede aceptar\b|\bpodemos aceptar\b|\bacepta(?:mos)? (?:la|el|esta|este)\b|\bsuscrib(?:e|imos)\b",
    Act.EXPERIENCE: r"\b(?:nuestra|mi|su) (?:propia )?experiencia\b|\bdesde (?:que|\d{4})\b(?=[^.]{0,60}\b(?:introdu|cre|lanz|instal|empez|redu))|\b(?:el año pasado|en \d{4}),? |\b(?:aprendimos|introdujimos|probamos|lanzamos|creamos|instalamos)\b|\blecci(?:ón|ones)\b",
}
ZH: Mapping[Act, str] = {
    Act.COURTESY: r"(?:感谢|谢谢|祝贺)[^。；，]*(?:支持)?|早上好|下午好|你好",
    Act.PROCEDURE: r"议程|发言权|下一项|休会|茶歇|请发言|程序问题|话筒|广泛支持",
    Act.WITHDRAWAL: r"(?:撤回|撤销|取消)[^。，；]{0,10}(?:保留|反对|条件)|不再(?:反对|保留)",
    Act.NO_OBJECTION: r"(?:没有|无|并无|不持)(?:任何)?(?:异议|反对意见|保留)|不(?:表示)?反对|不会阻挡",
    Act.DISASSOCIATION: r"不参加(?:本|该|这)|不加入(?:本|该|这)|不受[^。，]{0,8}约束",
    Act.RESERVATION: r"保留(?!区)|(?:暂时|目前|现在|尚|还|暂)(?:不能|无法|不|未能)[^。，；]{0,6}(?:支持|同意|接受|加入|赞成|表态)|需要(?:更多|更长)[的]?时间|请示|为时过早|对[^。，]{0,20}(?:有|表示|存有|持)(?:关切|疑虑|疑问|顾虑|担忧)",
    Act.OBJECTION: r"反对|(?:不能|无法|不会|不|难以)(?:够)?(?:支持|同意|接受|赞成|赞同|认同)|拒绝",
    Act.CORRECTION: r"更正|纠正|说错|口误|应(?:该)?是|而是",
    Act.DISPUTE: r"我们的(?:数据|统计|数字)(?:显示|表明|是)|实际上|不符",
    Act.AMENDMENT: r"修正案|(?:建议|希望|提议)[^。；]{0,20}(?:改为|修改|删除|替换|删去|加入)|改为|修改为|而不是",
    Act.CONDITION: r"前提|条件是|(?:在|以)[^。；]{1,30}(?:条件下|为条件|情况下)|只要|只有|除非|如果|取决于",
    Act.PROPOSAL: r"(?<![该此这项的一])(?:建议|提议|倡议)|呼吁|主张",
    Act.COMMITMENT: r"承诺|愿意?(?!支持|接受)(?=[^。，；]{0,8}(?:提供|派|举办|分享|主办|承担|培训|资助|为))|(?:我们|中方|本署|我方)(?:将|会)(?!支持|继续|考虑|研究|反对)|将(?=提供|派|举办|分享|主办|承担|培训)|同意设立",
    Act.SUPPORT: r"支持(?!下)|赞成|赞同|欢迎(?=[^。，；]{0,12}(?:提案|建议|倡议|提议))|(?<!不)同意(?!设立)|可以接受|附议",
    Act.EXPERIENCE: r"经验|(?:去年|20\d\d年)(?:，)?(?:我们|中方|本署|我国)|自[^。，]{0,8}以来|教训",
}

CUES: Mapping[str, Mapping[Act, str]] = {"en": EN, "pt": PT, "fr": FR, "es": ES, "zh": ZH}

HEDGES: Mapping[str, str] = {
    "en": r"\b(?:may|might|could|perhaps|possibly|in principle|broadly|generally|inclined|tend to|can (?:accept|go along|live|join)|ad referendum|cautious\w*|tentative\w*|leans?|open to)\b",
    "pt": r"\b(?:poderia|poderíamos|talvez|em princípio|em geral|pode(?:mos)? aceitar|ad referendum|inclin\w+)\b",
    "fr": r"\b(?:pourrait|pourrions|peut-être|en principe|globalement|pe?ut accepter|pouvons accepter|ad referendum|encline?s?)\b",
    "es": r"\b(?:podría|podríamos|quizás?|en principio|en general|pued?e aceptar|podemos aceptar|ad referendum|inclin\w+)\b",
    "zh": r"原则上|可能|或许|可以接受|基本上|大体",
}
STRONG: Mapping[str, str] = {
    "en": r"\b(?:strongly|fully|wholeheartedly|unreservedly|firmly|warmly|enthusiastically)\b",
    "pt": r"\b(?:plenamente|firmemente|fortemente|vivamente|sem reservas)\b",
    "fr": r"\b(?:pleinement|fermement|fortement|vivement|sans réserve)\b",
    "es": r"\b(?:plenamente|firmemente|fuertemente|decididamente|sin reservas)\b",
    "zh": r"坚决|完全|充分|全力|大力",
}
# A reason after the position; it is not part of what is held.
REASONS: Mapping[str, str] = {
    "en": r",?\s+(?:because|since|as (?=(?:our|we|the|this|it)\b)|given that|for (?=(?:our|we)\b)|until (?=our))",
    "pt": r",?\s+(?:porque|já que|uma vez que|pois|dado que)\b",
    "fr": r",?\s+(?:parce qu|car\b|puisqu|étant donné)",
    "es": r",?\s+(?:porque|ya que|puesto que|dado que|pues)\b",
    "zh": r"，?因为|，?由于",
}
