"""The commonest words of languages that share an alphabet: tells a sentence that is in another than it should be.

Pure. Only what is clear counts: several words of one other language, and not one of the language that was wanted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

LEAST_WORDS = 3  # of the other language; names and titles bring one or two
LEAST_SHARE = 0.25  # of all words: a function word stands beside two or three others

_WORDS: Mapping[str, frozenset[str]] = {
    code: frozenset(text.split())
    for code, text in {
        "en": "the of and to in is that for it with as was on are by this be from have has which we you they "
        "not or an will our their its at but can these those would should there been were what who your "
        "all more",
        "fr": "le la les l des du de et à en un une est que qui dans pour pas sur au aux par plus avec ce cette "
        "ces son sa ses nous vous ils elle sont ont été mais ou où leur leurs notre nos comme être fait",
        "es": "el la los las de del y a en un una es que por para con no se su sus lo al como más pero o este "
        "esta estos nuestro nuestra nuestros ha han son fue ser hay muy también sobre entre nosotros",
        "pt": "o a os as de do da dos das e em no na nos nas um uma é que por para com não se seu sua seus ao à "
        "mais mas ou este esta nosso nossa são foi ser há muito também sobre entre nós pelo pela isso",
        "it": "il lo la i gli le di del della dei delle e a in un una è che per con non si su suo sua al alla "
        "come più ma o questo questa nostro nostra sono stato essere anche noi nel nella dal",
        "de": "der die das den dem des und zu in ist nicht ein eine einen einer mit von für auf es sich wir sie "
        "er ich dass auch als an werden wird haben hat sind oder aber bei nach unser unsere zum zur über",
        "nl": "de het een en van te in is dat niet met voor op zijn wij we ze zij hij er ook als aan worden "
        "wordt hebben heeft of maar bij naar onze ons om deze dit die over door",
        "pl": "i w na z do nie się jest że to o za dla od po przez jak ale są był była być oraz które który "
        "która co ze nasz nasze tego tym ten ta czy może już tylko",
        "tr": "ve bir bu için ile de da ne ama daha çok olarak olan gibi kadar sonra biz siz onlar değil en her "
        "var yok ya veya bizim tüm",
        "id": "yang dan di ke dari untuk dengan ini itu pada adalah tidak akan kami kita mereka dalam oleh "
        "sebagai juga atau telah sudah para bahwa ada lebih",
        "vi": "và của là các có trong cho với được không một những này đã tôi chúng ta người khi đến từ về để "
        "cũng như ra sẽ",
        "ru": "и в не на что с по как это для от за его но он мы вы они из о к у же или так также был была было "
        "были который которые все наш наши при до",
        "uk": "і в не на що з по як це для від за його але він ми ви вони із про до у й та або так також був "
        "була було були який які всі наш наші при",
    }.items()
}
_WORD = re.compile(r"[^\W\d_]+")


def speaks_another(text: str, target: str) -> bool:
    """Whether a sentence clearly speaks another language than the target; false where that one's words aren't known."""
    wanted = _WORDS.get(target)
    words = _WORD.findall(text.casefold())
    if wanted is None or len(words) < LEAST_WORDS:
        return False
    others = (own for code, own in _WORDS.items() if code != target)
    return any(_is_in(words, own - wanted, wanted - own) for own in others)


def _is_in(words: list[str], own: frozenset[str], wanted: frozenset[str]) -> bool:
    count = sum(word in own for word in words)
    return count >= max(LEAST_WORDS, LEAST_SHARE * len(words)) and not any(word in wanted for word in words)
