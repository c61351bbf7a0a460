"""English verbs and small words for reported speech. Data for ``english``; closed lists, so that nothing is guessed."""

# ruff: noqa: E501, SIM905 (tables of words)

from __future__ import annotations

# Verbs that are seldom nouns in the same form.
PLAIN_VERBS = """accept achieve add adopt advise affect agree allow announce appear apply appoint appreciate approve argue arise
arrive ask assess assist attend become begin believe belong bring build carry choose clarify collect combine come commit communicate
compare complete confirm congratulate connect consider consist consult contain continue contribute convene create decide declare
define deliver demonstrate depend describe deserve detect determine develop differ disagree discuss disassociate distribute do
emphasise emphasize enable encourage endorse enforce ensure enter establish examine exist expand expect explain express extend
facilitate find follow foresee gather generate get give go grow happen hear hesitate identify implement improve include indicate
inform insist inspect install integrate intend introduce invest invite involve join keep know launch learn leave maintain make mean
meet mention monitor observe obtain occur operate oppose organise organize participate pay prefer prepare prevent proceed produce
propose protect prove provide publish pursue put realise realize recall receive recognise recognize recommend reduce refer refuse
reiterate reject rely remain remember remind remove repeat replace represent require  resolve respond reveal say see seek seem
sell send serve  speak spend strengthen submit succeed suffer suggest suppose take tell tend think   understand
undertake underline urge want warn welcome withdraw write associate align attach""".split()
# Verbs that are as often nouns: taken for verbs only behind a subject that is known.
DOUBTFUL_VERBS = """hold offer sign reserve show treat turn aim answer back benefit call care cause change charge check claim contact cost cover deal delay demand doubt draft end
estimate exchange experience face fall fear focus fund guide help hope host impact increase issue lack lead let like link list live
look matter measure move need note object plan play pledge process profit promise purchase question raise rate reach regret report
request respect rest result return review risk run search second set share stand start state stay step stop stress study supply
support target test thank trade train transfer travel trust try use value view visit vote wait wish work""".split()
IRREGULAR = {
    "arise": "arose", "become": "became", "begin": "began", "bring": "brought", "build": "built", "buy": "bought", "choose": "chose",
    "come": "came", "cost": "cost", "deal": "dealt", "do": "did", "fall": "fell", "feel": "felt", "find": "found", "foresee": "foresaw",
    "get": "got", "give": "gave", "go": "went", "grow": "grew", "hear": "heard", "hold": "held", "keep": "kept", "know": "knew",
    "lead": "led", "leave": "left", "let": "let", "make": "made", "mean": "meant", "meet": "met", "pay": "paid", "put": "put",
    "run": "ran", "say": "said", "see": "saw", "seek": "sought", "sell": "sold", "send": "sent", "set": "set", "show": "showed",
    "speak": "spoke", "spend": "spent", "stand": "stood", "take": "took", "tell": "told", "think": "thought",
    "understand": "understood", "undertake": "undertook", "withdraw": "withdrew", "write": "wrote",
}  # fmt: skip
# Past forms that no present of the lists above leads to.
OTHER_PASTS = frozenset(
    "was were had did cleared scanned hid lost won cut broke fell rose went saw felt led held said told".split()
)
_DOUBLED = frozenset({"commit", "refer", "prefer", "submit", "plan", "stop", "step", "transfer", "occur"})
NEVER_NOUNS = frozenset({"helps", "lets", "looks", "trusts", "prepares"})
SPEECH_ACTS = frozenset(
    """support propose suggest recommend welcome endorse oppose object reserve note stress emphasise emphasize underline agree disagree
    accept believe think hope ask request urge call invite offer announce appreciate regret second share recall insist reiterate
    confirm consider prefer wish want join associate align undertake pledge withdraw intend understand expect doubt thank
    congratulate disassociate encourage approve reject recognise recognize attach commit""".split()
)
ADVERBS = frozenset(
    """also still already always never not now often usually currently therefore however thus indeed then sometimes soon just only
    again even first once very quite both too ever rather""".split()
)
MODALS = frozenset("will would can could cannot may might must shall should ought".split())
DETERMINERS = frozenset(
    """a an the this that these those my our your his her its their each every some any no all both several many few such other
    another more most further additional political good own first second third last next new two three four five six of in on for
    with from by at into about under over between through during without within per""".split()
)
SINGULAR_SUBJECTS = frozenset(
    """it he she who which this everyone everybody nobody somebody someone there one delegation country administration government
    customs commission group meeting committee parliament council law programme program project pilot team proposal text declaration
    system ministry authority organisation organization secretariat chair union service industry economy agreement""".split()
)
PLURAL_SUBJECTS = frozenset({"i", "we", "they", "you", "who"})
# A word that opens a sentence and has no capital inside one.
FUNCTION_WORDS = frozenset(
    """a an the this that these those my our your his her its their each every some any no all both several many few such other
    another more most further in on at by for from with without within under over after before since until during through of to as if
    when where while because although though unless once it he she they we there here what which who how why and but or so yet also
    still however therefore thus then now today tomorrow yesterday last next first second third finally furthermore moreover
    secondly thirdly firstly nobody nothing everybody everyone somebody not only even just perhaps maybe currently recently
    personally unfortunately fortunately generally especially regarding concerning given despite instead rather most one two three
    four five six seven eight nine ten because""".split()
)


def past(base: str) -> str:
    """The simple past of a verb of the lists."""
    if base in IRREGULAR:
        return IRREGULAR[base]
    if base.endswith("e"):
        return f"{base}d"
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ied"
    return f"{base}{base[-1] if base in _DOUBLED else ''}ed"


def third(base: str) -> str:
    """Its third person singular."""
    if base.endswith("y") and base[-2] not in "aeiou":
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "sh", "ch", "x", "z", "o")) else f"{base}s"


PAST_OF_BASE = {each: past(each) for each in (*PLAIN_VERBS, *DOUBTFUL_VERBS)}
PAST_OF_THIRD = {third(each): past(each) for each in (*PLAIN_VERBS, *DOUBTFUL_VERBS)}
BASE_OF = {form: each for each in (*PLAIN_VERBS, *DOUBTFUL_VERBS) for form in (each, third(each))}
PLAIN_FORMS = frozenset(form for each in PLAIN_VERBS for form in (each, third(each)))
PASTS = frozenset({*PAST_OF_BASE.values(), *OTHER_PASTS})
