// The desk of a statement: secretariat, chair and delegations negotiate one text. This module knows all parts of the page and tells each of the others.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { Negotiation } from "../net/negotiation.js";
import { NOBODY } from "../state/bracket.js";
import { calledBy } from "../state/called.js";
import * as drafts from "../state/drafts.js";
import { isLeft, isOpen, matters } from "../state/matters.js";
import { label as labelOf, TITLE } from "../state/statement.js";
import { attempt, h, memory, part, setText, toast } from "../ui/dom.js";
import { called, listen } from "../ui/evidence.js";
import { drawExplanations } from "../ui/explanations.js";
import { Matrix } from "../ui/matrix.js";
import { cells, madeOf } from "../ui/paragraph.js";
import { drawLegend, notes } from "../ui/positions.js";
import { drawRevisions } from "../ui/revisions.js";
import { SilenceBanner } from "../ui/silence.js";
import { drawStances } from "../ui/stances.js";
import { drawFiles } from "../ui/statement_files.js";
import { drawActions, drawEmpty, drawHead, drawSieves } from "../ui/statement_head.js";
import { drawSide } from "../ui/statement_side.js";
import { steady } from "../ui/steady.js";
import { current, drawText, go, roving } from "../ui/text.js";
import { Amending } from "./amending.js";
import { OwnPositions } from "./own_positions.js";
import { StatementCommands } from "./statement_commands.js";
import { Life, OWN_ZONE } from "./statement_life.js";
import { Unsent } from "./statement_unsent.js";
import { Wording } from "./wording.js";

/** @import {Delegation, Paragraph, Statement} from "../types" */
/** @import {Desk} from "../ui/paragraph.js" */
/** @import {Subject} from "../net/negotiation.js" */
/** @import {Sieve} from "../state/matters.js" */

const { role } = boot.me;
const isHouse = role === "secretariat" || role === "chair";
const VIEWS = ["text", "positions", "themes", "revisions"];
/** What this desk shows. @type {Subject[]} */
const SUBJECTS = ["text", "amendments", "positions", "silence", "revisions", "explanations", "stances", "zero", "languages", "brackets"];
/** What the paragraphs show. @type {Subject[]} */
const ON_PAPER = ["text", "amendments", "positions", "languages"];
const box = part("paragraphs");
const menu = /** @type {HTMLSelectElement} */ (part("reading"));
/** @type {Map<string, string>} */
const names = new Map();
/** @type {Delegation[]} */
let delegations = [];
/** @type {Sieve} */
let sieve = "all";
let view = VIEWS.includes(location.hash.slice(1)) ? location.hash.slice(1) : "text";
/** The language that the text is read in; "" is the working language. */
let reading = memory.get("statement language") ?? "";
/** @type {Set<Subject>} */
const due = new Set();

const table = new Negotiation(/** @type {Statement} */ (boot.statement), SUBJECTS, {
  onChange: later,
  onStatus: (status) => {
    part("lost").hidden = status !== "away";
    if (status === "closed") location.reload();
  },
  onLifted: (told, id) => toast(t(told.is_closed ? "bracket.lifted" : "bracket.left", { party: name(told.delegation), place: where(id) })),
  onTrouble: (error) => toast(error instanceof Error ? error.message : String(error), "bad"),
});
const name = (/** @type {string} */ code) => (code === NOBODY ? t("bracket.nobody") : names.get(code)) ?? (["CHAIR", "SECRETARIAT"].includes(code) ? t(`amendment.by_${code.toLowerCase()}`) : code);
const label = (/** @type {string} */ id) => (id ? labelOf(table.statement, id) : t("statement.whole"));
const where = (/** @type {string} */ id) => (id ? t("statement.paragraph", { number: label(id) }) : t("statement.whole"));
const canEdit = () => table.statement.can.includes("edit");
const canAmend = () => table.statement.can.includes("amend");
const onDraft = () => unsent.keep();
const onText = () => choose("text");
const wording = new Wording(table, { name, onDraft });
const amending = new Amending(table, { authors, where, onDraft });
const unsent = new Unsent(table, amending);
const own = new OwnPositions(table, wording, { name, where, told: read, onText });
const life = new Life(table, wording, { name, where, delegations: () => delegations, standing: () => own.standing(), amending: () => deskNow().amending, onDelegations: () => meet() });
const commands = new StatementCommands({ table, wording, amending, own, box, where, canEdit, canAmend, onText });
const matrix = new Matrix(/** @type {HTMLTableElement} */ (part("table")), part("matrix-tools"), {
  name, onGo: (id) => { onText(); go(id); }, onCell: role === "secretariat" ? (party, id) => { if (table.statement.status === "negotiation") own.take(id, party); } : null,
});
const silence = new SilenceBanner(part("silence"), {
  zone: OWN_ZONE, mine: own.mine, name, now: () => table.now(), onObject: () => life.object(), onWithdraw: () => life.withdrawSilence(), onEnded: () => table.fetch(["silence", "text", "positions"]), isOpen: () => table.statement.status === "negotiation",
});

/** For whom the reader may hand an amendment in: the secretariat for anybody. */
function authors() {
  if (!isHouse) return [];
  const others = role === "secretariat" ? ["SECRETARIAT", "CHAIR", ...table.statement.parties.filter((code) => code !== "CHAIR")] : ["CHAIR"];
  return others.map((code) => ({ code, name: name(code) }));
}

/** What changed in a row is drawn once, with the next picture. @param {Subject[]} subjects */
function later(subjects) {
  if (!due.size) requestAnimationFrame(draw);
  for (const each of subjects) due.add(each);
}

function draw() {
  const changed = new Set(due);
  due.clear();
  const { statement, read } = table;
  const standing = own.standing();
  const found = matters(statement, read.amendments, standing, own.mine);
  drawHead(statement, statement.status === "negotiation" ? [read.revisions.at(-1)?.label, t(`revision.reading_${life.readingNow()}`)].filter(Boolean).join(" · ") : "", read.brackets?.progress.closed ?? 0);
  drawTitle();
  drawActions(statement, life.actions(), (action) => life.act(action));
  drawFiles(statement, read, called);
  part("next-open").hidden = !Object.values(found).some((each) => isOpen(each) || each.mine > 0);
  drawSieves(found, sieve, Boolean(own.mine), (chosen) => { sieve = chosen; later(["text"]); });
  if (ON_PAPER.some((each) => changed.has(each))) {
    const desk = deskNow();
    steady(box, () => drawText(box, statement.paragraphs, { cells: (each) => cells(each, desk), from: (each) => madeOf(each, desk), isLeft: (each) => isLeft(found[each.id], sieve), where: label }));
    drawReading();
  }
  drawEmpty(statement, () => wording.insert(null), () => life.entitle());
  part("lost-texts").replaceChildren(...table.state.lost.map((text) => h("div", { class: "notice warn" }, h("p", {}, t("statement.lost_text")), h("p", { dir: "auto" }, text))));
  own.draw(names.size);
  drawSide(statement, standing, { zero: read.zero, name, where, called, onRestore: (id) => wording.restore(id) });
  drawExplanations(part("explanations"), read.explanations, { language: reading || statement.language, mine: own.mine, name, where, onAdd: own.mine && ["negotiation", "adopted", "approved"].includes(statement.status) ? () => life.explain() : null, onWithdraw: (each) => life.takeBack(each) });
  silence.draw(read.silence, names.size);
  drawView();
}

/** What only one of the views shows. */
function drawView() {
  const { statement, read } = table;
  const standing = own.standing();
  if (view === "positions") {
    matrix.draw(statement, standing, names.size);
    part("notes").replaceChildren(...notes(standing, name, where));
  }
  if (view === "themes") drawStances(part("stances"), read.stances, { name, where: label, names: names.size });
  if (view === "revisions") drawRevisions(part("revisions"), read.revisions, { language: statement.language, onCompare: (from, to) => life.compare(from, to), onView: (each) => life.view(each) });
}

/** What the desk knows and does now. @returns {Desk} */
function deskNow() {
  const { statement, read: told } = table;
  const isEditing = canEdit();
  return {
    statement, standing: own.standing(), amendments: told.amendments, mine: own.mine, canEdit: isEditing, canAmend: canAmend(), canBracket: isEditing || statement.can.includes("decide"), canTake: own.canTake, canCheck: isEditing || (role === "rapporteur" && ["draft", "negotiation"].includes(statement.status)), names: names.size, name,
    editor: (each) => wording.editor(each), form: (each) => amending.form(each), told: inLanguage,
    evidence: { language: statement.language, called, onReview: isEditing || role === "rapporteur" ? (id, one) => wording.review(id, one) : null },
    amending: {
      parties: statement.parties, language: statement.language, mine: own.mine, canSponsor: own.canTake && statement.can.includes("amend"), canDecide: statement.can.includes("decide"), name, where, all: told.amendments,
      onAccept: (each) => amending.accept(each), onReject: (each) => amending.reject(each), onMerge: (all) => amending.merge(all), onSponsor: (each, join) => amending.sponsor(each, join), onWithdraw: (each) => amending.withdraw(each),
      onAmend: (each) => { const paragraph = amending.paragraphOf(each); if (paragraph) amending.open(paragraph, { kind: "replace", of: each }, each.text); },
    },
    onBracket: (each, bracket, at) => wording.menu(each, bracket, at), onLift: (each, bracket) => wording.lift(each, bracket, own.mine), onEdit: (each) => wording.edit(each), onAmend: (each) => amending.open(each), onTake: (each) => own.take(each.id),
    onMore: (each, at) => commands.menu(each, at), onKeep: (each, faults) => wording.keep(each, faults), onSeen: role === "secretariat" ? (each) => wording.seen(each) : null,
  };
}

/** A paragraph in the language that the reader chose. @param {Paragraph} each */
function inLanguage(each) {
  const version = table.read.languages?.versions.find((one) => one.language === reading);
  const found = version?.paragraphs.find((one) => one.id === each.id);
  if (!version || !found?.text) return null;
  const chip = [called(version.language), found.is_stale ? t("statement.version_stale") : t(`statement.version_${found.state === "revised" ? "revised" : "machine"}`)].join(" · ");
  return { text: found.text, language: version.language, chip };
}

/** The title in the language that the text is read in. */
function drawTitle() {
  const version = table.read.languages?.versions.find((one) => one.language === reading);
  const text = version?.paragraphs.find((one) => one.id === TITLE)?.text;
  setText(part("title"), text || table.statement.title);
  part("title").lang = version && text ? version.language : table.statement.language;
}

/** A paragraph as it is read here. @param {string} id */
function read(id) {
  const paragraph = table.statement.paragraphs.find((each) => each.id === id);
  return (paragraph && inLanguage(paragraph)) ?? { text: paragraph?.text ?? "", language: table.statement.language };
}

/** The choice of the language that the text is read in. */
function drawReading() {
  const codes = table.read.languages?.versions.map((each) => each.language).filter((code) => code !== table.statement.language) ?? [];
  /** @type {HTMLElement} */ (menu.closest("label")).hidden = !codes.length;
  if (menu.dataset.codes === codes.join()) return;
  menu.dataset.codes = codes.join();
  menu.replaceChildren(h("option", { value: "" }, t("statement.working", { language: called(table.statement.language) })), ...codes.map((code) => h("option", { value: code, lang: code, selected: code === reading }, called(code))));
}

/** @param {string} chosen */
function choose(chosen) {
  view = chosen;
  for (const each of VIEWS) {
    part(`view-${each}`).hidden = each !== view;
    part(`tab-${each}`).setAttribute("aria-selected", String(each === view));
    part(`tab-${each}`).tabIndex = each === view ? 0 : -1;
  }
  part("text-tools").hidden = view !== "text";
  drawView();
}

for (const each of VIEWS) part(`tab-${each}`).addEventListener("click", () => choose(each));
part("tabs").addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  choose(VIEWS[(VIEWS.indexOf(view) + step + VIEWS.length) % VIEWS.length]);
  part(`tab-${view}`).focus();
});
menu.addEventListener("change", () => {
  reading = menu.value;
  memory.set("statement language", reading);
  later(["languages"]);
});
part("next-open").addEventListener("click", () => commands.nextOpen(current(box)));
part("keys").addEventListener("click", () => commands.help());
addEventListener("hashchange", () => { if (table.statement.paragraphs.some((each) => `#${each.id}` === location.hash)) { onText(); go(location.hash.slice(1)); } });
addEventListener("beforeunload", (event) => { if (drafts.isAnyUnsaved(table.state.drafts)) event.preventDefault(); });
listen(document.body);
roving(box);
drawLegend(part("legend"));
unsent.restore();
choose(view);
due.add("text");
draw();
if (table.statement.paragraphs.some((each) => `#${each.id}` === location.hash)) go(location.hash.slice(1));
table.start();
meet();

/** Who is at the table, by name. */
function meet() {
  return attempt(async () => {
    ({ delegations } = await get("/api/delegations"));
    for (const each of delegations) names.set(each.code, calledBy(each));
    later(["text"]);
  });
}
