"""Spoken sentences in reported speech: third person, a tense back, and quoted where no rule carries them."""

# ruff: noqa: E501 (tables of sentences)

from __future__ import annotations

import pytest

from server.core.reporting.speech import told
from server.core.reporting.templates import again, lead, of
from server.core.reporting.voices import Role, Voice

CANADA = Voice(Role.DELEGATION, "Canada", ("CA",), frozenset({"Canada", "Korea", "Peru", "Seoul", "December"}))
KOREA = Voice(
    Role.DELEGATION, "the Republic of Korea", ("Korea", "Republic of Korea", "KR"), frozenset({"Korea", "Seoul"})
)
CHAIR = Voice(Role.CHAIR, "the Chair")
PERSON = Voice(Role.PERSON, "Ana Invented")
X = "The representative of Canada"

ENGLISH = [
    ("Canada supports the proposal of Peru.", " supported the proposal of Peru."),
    ("We fully support this project.", " fully supported that project."),
    ("Canada reserves its position, because our law is still before parliament.", " reserved its position, because its law was still before parliament."),
    ("We propose that members exchange alerts once a month.", " proposed that members exchange alerts once a month."),
    ("I think we can live with the text.", " thought it could live with the text."),
    ("We will send our alerts every month.", " said that Canada would send its alerts every month."),
    ("Canada supports the declaration and will train the officers.", " supported the declaration and would train the officers."),
    ("Canada supports the declaration and is ready to sign it today.", " supported the declaration and was ready to sign it that day."),
    ("Our experience is that trusted traders are inspected less often.", " said that its experience was that trusted traders were inspected less often."),
    ("The declaration would be open to all, and it would not be binding.", " said that the declaration would be open to all, and it would not be binding."),
    ("We cannot accept this text.", " said that Canada could not accept that text."),
    ("We don't object to the pilot.", " said that Canada did not object to the pilot."),
    ("There are still open questions.", " said that there were still open questions."),
    ("It has taken two years.", " said that it had taken two years."),
    ("Last year we scanned every parcel.", " said that the previous year Canada scanned every parcel."),
    ("In 2025 the customs found 40 tonnes of drugs.", " said that in 2025 the customs found 40 tonnes of drugs."),
    ("We may need more time.", " said that Canada might need more time."),
    ("The first meeting is in May.", " said that the first meeting was in May."),
    ("Members shall report every year.", " said that members should report every year."),
    ("We shall report every year.", " said that Canada would report every year."),
    ("Small companies, which have no staff for this, need help.", " said that small companies, which had no staff for this, need help."),
    ("Canada has no objection and thanks Peru for a clear text.", " said that Canada had no objection and thanked Peru for a clear text."),
    ("Our administration wants to know who pays.", " wanted to know who paid."),
    ("Thank you, Madam Chair. We agree.", None),
    ("This is a good step.", " said that this was a good step."),
    ("This project is a good step.", " said that the project was a good step."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "expected"), [each for each in ENGLISH if each[1]])
def test_english_is_told_in_the_third_person_and_a_tense_back(said: str, expected: str) -> None:
    made = told(said, "en", CANADA, X)
    assert (made.text, made.is_quoted) == (f"{X}{expected}", False)


@pytest.mark.parametrize(
    "said",
    [
        "Could you repeat the figure?",
        "Your proposal is welcome.",
        "Let us set up a group.",
        "Please send the list.",
        "Keep the list short.",
        "Not 93 but 91 percent of the consignments.",
        "No, we decided otherwise.",
        "We'd rather wait.",
    ],
)
def test_what_no_rule_carries_is_quoted_as_it_was_said(said: str) -> None:
    made = told(said, "en", CANADA, X)
    assert made.is_quoted and f"“{said}”" in made.text


def test_a_question_was_asked_and_not_said() -> None:
    assert told("Who pays for it?", "en", CANADA, X).text == f"{X} asked: “Who pays for it?”"


def test_a_delegation_is_named_once_and_then_is_it() -> None:
    made = told(
        "We know that we are late and that our list is long.",
        "en",
        KOREA,
        "The representative of the Republic of Korea",
    )
    assert made.text == (
        "The representative of the Republic of Korea said that the Republic of Korea knew that it was late"
        " and that its list was long."
    )


def test_a_person_is_they_and_the_chair_speaks_for_the_meeting() -> None:
    assert (
        told("I am working on my part.", "en", PERSON, "Ana Invented").text
        == "Ana Invented said that they were working on their part."
    )
    assert (
        told("I will tell our members.", "en", CHAIR, "The Chair").text
        == "The Chair said that the Chair would tell the meeting’s members."
    )


def test_hesitations_and_stammers_are_not_told() -> None:
    made = told("Uhm, we we will uh send the list.", "en", PERSON, "Ana Invented")
    assert made.text == "Ana Invented said that they would send the list."


PORTUGUESE = [
    ("O Brasil apoia a proposta do Chile.", " apoiou a proposta do Chile."),
    ("Apoiamos plenamente a proposta.", " apoiou plenamente a proposta."),
    ("O Brasil apoia a proposta da Coreia e está pronto para testar a troca de dados.", " apoiou a proposta da Coreia e estava pronta para testar a troca de dados."),
    ("Em 2024, o nosso programa certificou 520 empresas.", " disse que, em 2024, o seu programa certificou 520 empresas."),
    ("A lista é longa e pode crescer.", " disse que a lista era longa e podia crescer."),
    ("O grupo apresentará um relatório em dezembro.", " disse que o grupo apresentaria um relatório em dezembro."),
]  # fmt: skip
FRENCH = [
    ("La France soutient ce projet, à condition que la protection des données soit garantie.", " a soutenu ce projet, à condition que la protection des données soit garantie."),
    ("Nous proposons un échange mensuel des alertes.", " a proposé un échange mensuel des alertes."),
    ("En 2025, la douane française a trouvé 40 tonnes de drogue.", " a dit que, en 2025, la douane française avait trouvé 40 tonnes de drogue."),
    ("La déclaration est ouverte à tous.", " a dit que la déclaration était ouverte à tous."),
    ("Le texte est clair et la France remercie ses auteurs.", " a dit que le texte était clair et la France remercie ses auteurs."),
    ("La France soutient la proposition et offre de partager son expérience.", " a soutenu la proposition et a offert de partager son expérience."),
    ("Nous proposons que le groupe publie une liste.", " a proposé que le groupe publie une liste."),
    ("Notre loi est claire, notre expérience aussi.", " a dit que sa loi était claire, son expérience aussi."),
]  # fmt: skip
SPANISH = [
    ("México apoya la propuesta y ofrece compartir su experiencia.", " apoyó la propuesta y ofreció compartir su experiencia."),
    ("El grupo publicará una lista común antes del 30 de junio.", " dijo que el grupo publicaría una lista común antes del 30 de junio."),
    ("Nuestro programa es voluntario y tiene diez miembros.", " dijo que su programa era voluntario y tenía diez miembros."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name", "said", "expected"),
    [
        *(("pt", "Brasil", *each) for each in PORTUGUESE),
        *(("fr", "France", *each) for each in FRENCH),
        *(("es", "México", *each) for each in SPANISH),
    ],
)
def test_other_languages_are_told_as_far_as_their_rules_carry(
    language: str, name: str, said: str, expected: str
) -> None:
    voice = Voice(Role.DELEGATION, name, (), frozenset({name}))
    opening = lead(language, "XX", name)
    made = told(said, language, voice, opening)
    assert (made.text, made.is_quoted) == (f"{opening}{expected}", False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("pt", "Agradecemos a vossa proposta, senhora."),
        ("fr", "Notre douane nous aide."),
        ("es", "Les pedimos su apoyo."),
    ],
)
def test_a_first_or_second_person_that_no_rule_turns_is_quoted(language: str, said: str) -> None:
    assert told(said, language, Voice(Role.DELEGATION, "X"), "X").is_quoted


def test_korean_and_arabic_words_stand_as_they_were_said() -> None:
    assert (
        told("우리는 제안을 지지합니다.", "ko", Voice(Role.DELEGATION, "대한민국"), "대한민국").text
        == "대한민국: “우리는 제안을 지지합니다.”"
    )


@pytest.mark.parametrize(
    ("language", "name", "expected"),
    [
        ("pt", "Brasil", "do Brasil"), ("pt", "França", "da França"), ("pt", "Portugal", "de Portugal"),
        ("pt", "Estados Unidos", "dos Estados Unidos"), ("pt", "República da Coreia", "da República da Coreia"),
        ("fr", "France", "de la France"), ("fr", "Canada", "du Canada"), ("fr", "Inde", "de l'Inde"),
        ("fr", "États-Unis", "des États-Unis"), ("fr", "Mexique", "du Mexique"), ("fr", "Israël", "d'Israël"),
        ("es", "Brasil", "de Brasil"), ("es", "República de Corea", "de la República de Corea"),
        ("es", "Reino Unido", "del Reino Unido"),
    ],
)  # fmt: skip
def test_a_delegation_is_called_with_its_article(language: str, name: str, expected: str) -> None:
    assert of(name, language) == expected


def test_the_lead_names_who_speaks_and_a_later_sentence_does_not_name_them_again() -> None:
    assert lead("en", "KR", "Republic of Korea") == "The representative of the Republic of Korea"
    assert (again("en", "KR", "Republic of Korea"), again("en", None, "Ana Invented")) == (
        "The representative",
        "Ana Invented",
    )
    assert (lead("en", "CHAIR", ""), lead("en", None, "")) == ("The Chair", "A speaker")
