"""The event's glossary at a running server: edited by the secretariat alone, brought in and taken out, reported."""

from __future__ import annotations

from pathlib import Path

from tests.support.house import House


def test_the_secretariat_edits_the_glossary_and_a_bad_table_is_refused_line_by_line(tmp_path: Path) -> None:
    with House.web_only(tmp_path) as house:
        desk, public = house.person("secretariat"), house.public()
        assert public.get("/api/glossary").status_code in (401, 403)
        assert desk.post("/api/glossary", words={"*": "AEO"}).json()["rows"][0]["words"] == {"*": "AEO"}
        refused = desk.post("/api/glossary", words={"elvish": "x"})
        assert (refused.status_code, refused.json()["error"]["code"]) == (400, "bad_glossary")
        assert desk.post("/api/glossary", words=7).json()["error"]["code"] == "bad_request"
        table = "*\ten\tko\nCMAA\n\tsingle window\t단일창구\nAEO\n"
        rows = desk.post("/api/glossary/import", text=table).json()["rows"]
        assert [each["words"].get("*") for each in rows] == ["AEO", "CMAA", None]
        wrong = desk.post("/api/glossary/import", text="*\ten\nAEO\tx\ty\n\t\u202e\n").json()["error"]
        assert [each["line"] for each in wrong["details"]["errors"]] == [2, 3]
        changed = desk.call("PUT", f"/api/glossary/{rows[1]['id']}", words={"*": "WCO"}).json()["rows"]
        assert changed[1]["words"] == {"*": "WCO"}
        assert desk.call("DELETE", f"/api/glossary/{rows[0]['id']}").json()["rows"][0]["words"] == {"*": "WCO"}
        assert desk.call("DELETE", f"/api/glossary/{rows[0]['id']}").status_code == 404
        taken = desk.get("/api/glossary.tsv")
        assert taken.content.decode() == "*\ten\tko\nWCO\t\t\n\tsingle window\t단일창구\n"
        assert house.flask("glossary", "export") == taken.content.decode().strip()
        assert house.flask("glossary", "report").startswith("right\trepaired\tlanguage\tterm")
        public.close()
        desk.close()
