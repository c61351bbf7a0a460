"""The bench of the checks of language versions: right translations without alarms, spoilt ones found."""

from __future__ import annotations

from bench.versions import measure, table

TEXTS = ["We met in Brazil in 2027.", "Nine members shall not wait longer than 30 days.", "Kenya hosts 12 experts."]
FRENCH = [
    "Nous nous sommes réunis au Brésil en 2027.", "Neuf membres n'attendront pas plus de 30 jours.",
    "Le Kenya accueille 12 experts.",
]  # fmt: skip


def test_right_translations_raise_no_alarm_and_each_spoilt_one_is_found() -> None:
    made = measure(TEXTS, FRENCH, "en", "fr", "invented")
    assert set(made["alarms"].values()) == {0}  # type: ignore[attr-defined]
    assert made["changed"] == {"figure": [3, 3], "name": [2, 2]}
    assert (made["figures"], made["names"]) == (3, 2)
    assert table([made]).splitlines()[-1] == "| invented | 0 | 0 | 0 | 0 | 0 | 3 of 3 | 2 of 2 |"


def test_a_wrong_translation_raises_its_alarms() -> None:
    spoilt = [FRENCH[0].replace("Brésil", "Chili"), FRENCH[1].replace("n'attendront pas", "attendront"), FRENCH[2]]
    made = measure(TEXTS, spoilt, "en", "fr")
    assert (made["alarms"]["name"], made["alarms"]["negation"], made["alarms"]["figure"]) == (1, 1, 0)  # type: ignore[index]
