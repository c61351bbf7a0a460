"""What stands at the ends of sentences, language by language: marks, abbreviations, words that never stand last.

Tables only; what follows from them is in ``sentences``.
"""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

from types import MappingProxyType

# These end a sentence only before a space; a full stop also stands in numbers and after abbreviations.
SPACED_ENDS = ".?!…"
# These end a sentence whatever follows: Han, kana, Arabic, Urdu, Devanagari, Armenian, Ethiopic, Burmese, Khmer.
WIDE_ENDS = "。！？｡．؟۔؛।॥։።။។"
CLOSERS = "\"'”’»›)]）」』】〕〉》"
OPENERS = "\"'“”‘«‹„「『（([{¿¡-–—"

# Words whose full stop ends no sentence: lower case, without the last stop. Titles, and what stands before a name.
ALWAYS = frozenset("mr mrs ms dr prof st vs cf e.g i.e e.u u.n viz ca approx h.e s.e".split())
ABBREVIATIONS = MappingProxyType(
    {
        "en": frozenset("messrs hon gov sen rep gen col lt capt sgt dept fig jan feb aug sept oct nov dec".split()),
        "pt": frozenset("sr sra srs sras srta dr dra profa exmo exma v.exa av eng gen sec núm p.ex jan fev abr ago set out nov".split()),
        "fr": frozenset("m mm mme mmes mlle me mgr ste éd env av apr j.-c janv févr juill oct nov déc p.ex".split()),
        "es": frozenset("sr sra srta sres dra dña d excmo excma ud uds vds p.ej av ee.uu núm ene feb abr ago sept nov dic".split()),
        "de": frozenset("hr fr frl bzw evtl ggf inkl exkl zzgl vgl z.b d.h u.a i.d.r s.o s.u o.ä sog abs nr jan feb aug sept okt nov dez".split()),
        "it": frozenset("sig sigg sig.ra dott dott.ssa on avv ing geom p.es gen feb apr ago sett ott nov dic".split()),
        "ru": frozenset("г-н г-жа т.е т.к т.н т.д напр см ср рис проф акад ул им ст п пп стр гл руб тыс млн млрд трлн".split()),
    }
)  # fmt: skip
# Before a figure these go on; before anything else their stop ends the sentence ("The answer is no.").
BEFORE_FIGURES = frozenset(
    "sept dez no nos n nº n° nr № art arts para paras par sec ch chap cap vol fig p pp pág págs pag ed rev núm num abs § ст п пп ч гл стр".split()
)
# Their stop ends a sentence where the next word begins one.
PERHAPS = frozenset("etc inc ltd co corp jr sr u.s u.k u.s.a a.m p.m т.д т.п др г гг usw ltda cía cia eu".split())
STARTERS = frozenset(
    """the a an we i it this that these those there he she they you in on at for and but our my so if let thank as to
    nous le la les il elle ils elles ce cette ces je on et mais en pour merci el los las nosotros esto esta este y pero
    por para gracias o os as nós isto isso este esta e mas em obrigado obrigada wir die der das es und aber ich sie in
    noi il lo gli questo questa e ma мы это этот эта и но в на он она они я спасибо""".split()
)

# Ends without a mark, as recognition writes them: polite forms that stand nowhere but at the end of a sentence.
BARE_ENDS = MappingProxyType(
    {
        "ko": ("니다", "습니까", "세요", "에요", "예요", "어요", "아요", "해요", "지요", "죠"),
        "ja": ("です", "ます", "でした", "ました", "ません", "でしょう", "ましょう", "ください", "ですね", "ますね", "ですか", "ますか"),
        "th": ("ครับ", "ค่ะ", "คะ", "จ้ะ"),
    }
)  # fmt: skip

# No sentence ends with these: articles, prepositions, "and".
NEVER_LAST = MappingProxyType(
    {
        "en": frozenset("a an the of and or from with our your their its my because than into between as".split()),
        "pt": frozenset("o a os as um uma de do da dos das e ou com para por em na nos nas que nosso nossa ao à seu sua".split()),
        "fr": frozenset("le la les un une des de du et ou avec par dans que qui nos notre leur leurs ses son sa au aux".split()),
        "es": frozenset("el la los las un una de del y o con para por en que nuestro nuestra su sus al".split()),
        "de": frozenset("des einen einem einer und oder von für im am zum zur".split()),
        "it": frozenset("il lo la gli le un una di del della dei delle e o con per in nel nella che al alla".split()),
        "ru": frozenset("и или в во на с от по для из к о об что при между".split()),
    }
)  # fmt: skip
# A clause that begins so belongs to the sentence before it.
GOES_ON = MappingProxyType(
    {
        "en": r"provided(?: that)?|on (?:the )?condition|subject to|(?:as|so) long as|which|whose|including|such as|except (?:that|for|where)|unless|because|so that|in order to",
        "pt": r"desde que|contanto que|sob (?:a )?condição|com a condição|sujeit[oa]s? a|bem como|assim como|incluindo|salvo se|porque|para que",
        "fr": r"à (?:la )?condition|sous réserve|pourvu que|ainsi que|dont|y compris|sauf si|parce que|afin (?:de|que)",
        "es": r"a condición de|siempre que|siempre y cuando|con tal de que|sujet[oa]s? a|así como|incluid[oa]s?|salvo que|porque|para que",
        "de": r"sofern|vorausgesetzt|unter der Bedingung|sowie|einschließlich|es sei denn|weil|damit",
        "it": r"a condizione che|purché|nonché|compres[oaie]|salvo che|perché|affinché",
        "ru": r"при условии|котор\w+|в том числе|а также|включая|потому что|чтобы",
    }
)
