"""Which delegations a sentence names: by country, people or capital, as delegations do of one another."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

import itertools
import re

from server.core.drafting.evidence import Evidence
from server.core.drafting.sentences import content

# What begins a word that names a country, by its code: its name, its people, its capital.
_CALLED: dict[str, tuple[str, ...]] = {
    code: tuple(words.split())
    for code, _, words in (
        line.partition(" ")
        for line in """AE emirat emirati abu_dhabi|AF afghan kabul|AL albani tirana|AM armeni yerevan|AO angola luanda|AR argentin buenos_aires|AT austria vienna
AU australi canberra|AZ azerbaij azeri baku|BA bosnia sarajevo|BD bangladesh dhaka|BE belgi brussels|BF burkin ouagadougou|BG bulgari sofia|BH bahrain manama|BI burund bujumbura
BJ benin cotonou|BN brunei|BO bolivia la_paz|BR brazil brasil|BT bhutan thimphu|BW botswana gaborone|BY belarus minsk|CA canad ottawa|CD congo kinshasa|CF bangui|CG brazzaville
CH swiss switzerland bern|CI ivorian ivoir abidjan|CL chile santiago|CM cameroon yaound|CN china chinese beijing|CO colombia bogot|CR costa_ric|CU cuba havana|CV cabo_verde verdean praia|CY cypr nicosia
CZ czech prague|DE german berlin|DJ djibout|DK denmark danish copenhagen|DO dominican|DZ algeri algiers|EC ecuador quito|EE estoni tallinn|EG egypt cairo|ES spain spanish spaniard madrid|ET ethiop addis
FI finland finnish helsinki|FJ fiji suva|FR france french paris|GA gabon libreville|GB british britain london|GE georgia tbilisi|GH ghana accra|GM gambia banjul|GN guinea conakry|GR greece greek athens
GT guatemal|HN hondura tegucigalp|HR croatia zagreb|HT haiti|HU hungar budapest|ID indonesi jakarta|IE ireland irish dublin|IL israel|IN india delhi|IQ iraq baghdad|IR iran tehran|IS iceland reykjav
IT italia italy rome|JM jamaica kingston|JO jordan amman|JP japan tokyo|KE kenya nairobi|KG kyrgyz bishkek|KH cambodia khmer phnom|KR korea seoul daejeon|KW kuwait|KZ kazakh astana|LA lao vientiane|LB leban beirut
LK lanka colombo|LR liberia monrovia|LS lesotho|LT lithuan vilnius|LU luxembourg|LV latvia riga|LY libya tripoli|MA morocc rabat|MD moldov|ME montenegr|MG malagasy madagasc antananarivo|MK macedoni skopje|ML mali bamako
MM myanmar|MN mongol ulaanbaatar|MR mauritani nouakchott|MT malta maltese|MU mauriti|MV maldiv|MW malawi lilongwe|MX mexic|MY malaysia kuala|MZ mozambi maputo|NA namibia windhoek|NE niger niamey|NG nigeria abuja|NI nicaragu managua
NL dutch netherland hague|NO norway norwegi oslo|NP nepal kathmandu|NZ zealand wellington|OM oman muscat|PA panama|PE peru lima|PG papua moresby|PH philippin filipin manila|PK pakistan islamabad|PL poland polish warsaw|PT portug lisbon
PY paragua asunci|QA qatar doha|RO romania bucharest|RS serbia belgrade|RU russia moscow|RW rwanda kigali|SA saudi riyadh|SD sudan khartoum|SE sweden swed stockholm|SG singapore|SI sloveni ljubljana|SK slovak bratislava|SL sierra freetown
SN senegal dakar|SO somali mogadishu|TD chad|TG togo lom|TH thai bangkok|TJ tajik dushanbe|TL timor dili|TM turkmen|TN tunisi tunis|TO tonga|TR turk türk ankara|TT trinidad|TZ tanzani dodoma|UA ukrain kyiv kiev
UG uganda kampala|US america washington|UY urugua montevideo|UZ uzbek tashkent|VE venezuel caracas|VN viet_nam vietnam hanoi|VU vanuatu|YE yemen sanaa|ZA south_africa pretoria|ZM zambia lusaka|ZW zimbabw harare|EU european brussels""".replace(
            "\n", "|"
        ).split("|")
    )
}
_NO_NAME = frozenset(
    "republic united the federation states kingdom union people democratic islamic arab emirates south north new state organization organisation "
    "delegation head director general regional commissioner minister deputy representative customs administration national revenue service secretary of".split()
)
_STEM = 5
_BESIDE = 2


def called(code: str) -> frozenset[str]:
    """The stems of the words that name a country: its own, its people's, its capital's; none of what is no country."""
    return frozenset(each[:_STEM] for each in _CALLED.get(code, ()))


class Names:
    """The names of the delegations, worked out once for a meeting."""

    def __init__(self, evidence: Evidence) -> None:
        self._names = evidence.names()
        self._stems = {code: (*_stems(name), *_CALLED.get(code, ())) for code, name in self._names.items()}
        self.all = frozenset(stem[:_STEM] for stems in self._stems.values() for stem in stems)
        self._told: dict[str, frozenset[str]] = {}

    def named(self, sentence: str) -> frozenset[str]:
        """The delegations that a sentence names, by noun or adjective."""
        if sentence not in self._told:
            words = [word.casefold() for word in re.findall(r"\b[A-ZÀ-ÞА-Я]\w{2,}", sentence)]
            spoken = [*words, *(f"{one}_{other}" for one, other in itertools.pairwise(words))]
            self._told[sentence] = frozenset(
                code
                for code, stems in self._stems.items()
                if any(word.startswith(stem) for stem in stems for word in spoken)
                or _stands_in(self._names[code], sentence)
            )
        return self._told[sentence]

    def makers(self, sentence: str) -> set[str]:
        """The delegations that are named as the makers of something: "the proposal of China", "Peru's idea"."""
        found = set()
        for code, name in self._names.items():
            last = re.escape(name.split()[-1])
            if re.search(
                rf"\b(?:of|by|from|de|da|do|del|d['’]) ?(?:the |la |el |le |l['’])?(?:\w+ ){{0,2}}{last}\b"
                rf"|\b{last}['’]s\b",
                sentence,
            ):
                found.add(code)
        return found


def _stems(name: str) -> tuple[str, ...]:
    words = [each.casefold() for each in re.findall(r"\w{3,}", name) if each[0].isupper()]
    return tuple(each[:_STEM] for each in words if each not in _NO_NAME)


def _stands_in(name: str, sentence: str) -> bool:
    """True for names in scripts without capitals."""
    return (
        len(name) >= _BESIDE
        and not name.isascii()
        and not content(name).isdisjoint(content(sentence))
        and name[:_BESIDE] in sentence
    )
