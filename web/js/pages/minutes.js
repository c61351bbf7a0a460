// The minutes: read, heard, searched, corrected by several at once. This module knows all parts of the page and tells each of the others.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { MinutesLine } from "../net/minutes.js";
import { Words } from "../net/words.js";
import { isLocked } from "../state/approval.js";
import * as minutes from "../state/minutes.js";
import { statusKey } from "../state/notes.js";
import * as saving from "../state/saving.js";
import * as supplies from "../state/supply.js";
import { keepBand } from "../ui/approval_band.js";
import { attempt, h, memory, part, setText } from "../ui/dom.js";
import { presence } from "../ui/presence.js";
import { showOffers } from "../ui/refused.js";
import { showShortcuts } from "../ui/shortcuts.js";
import { making, showStanding } from "../ui/standing.js";
import { AsWritten } from "./as_written.js";
import { Commands } from "./commands.js";
import { Editing } from "./editing.js";
import { Ledger } from "./ledger.js";
import { LineActions } from "./line_actions.js";
import { Playing } from "./playing.js";
import { Saved } from "./saved.js";
import { SecondReading } from "./second_reading.js";
import { Translating } from "./translating.js";

const session = theSession();
const base = `/api/sessions/${session.id}`;
const canEdit = session.can.includes("correct");
/** Who reads the text that is being written, letter by letter. */
const sees = canEdit || boot.me.role === "chair";
const menu = /** @type {HTMLSelectElement} */ (part("language"));
const speakers = /** @type {HTMLSelectElement} */ (part("speaker"));
const words = /** @type {HTMLInputElement} */ (part("words"));
const retracted = /** @type {HTMLInputElement} */ (part("retracted"));
const doubtful = /** @type {HTMLInputElement} */ (part("doubtful"));
/** That something is back is said for so long. */
const BACK_MS = 8000;

const ledger = new Ledger(session, canEdit, firstLanguage());
const playing = new Playing(base, ledger);
const saved = new Saved();
const actions = new LineActions(base, ledger);
const editing = sees ? new Editing(session.id, canEdit, {
  onStatus: (told) => saved.shared(told),
  onLines: () => ledger.redraw(),
  onPeople: (people) => { presence(people, (line) => ledger.list.to(line, "center")); ledger.redraw(); },
  onOffers: (offers) => showOffers(offers, { name: (id) => ledger.line(id)?.speaker ?? "", go: (id) => ledger.focusLine(id), forget: (id) => editing?.shared.forget(id) }),
  onChange: () => ledger.become({ ...ledger.state, inWork: editing?.line ?? "" }),
  onType: () => ledger.markSpoken(),
  onDone: (id) => commands.done(id),
  onLeave: (id) => commands.leave(id),
}) : null;
const translating = new Translating(base, ledger, { onType: () => saved.drafts(translating.unsaved), onSaved: () => saved.drafts(translating.unsaved, true) });
const second = canEdit ? new SecondReading(base, { onChange: () => ledger.draw(), lines: () => ledger.lines().map((each) => each.id), go }) : null;
const written = canEdit ? new AsWritten(base, { onChange: () => ledger.redraw(), onTaken: (line) => ledger.become(minutes.changed(ledger.state, line)) }) : null;
const commands = new Commands({ ledger, playing, actions, editing, translating, second });
let supply = supplies.supplied(session.workers);
/** The line that the address names, until it was shown. */
let wanted = decodeURIComponent(location.hash.slice(1));

ledger.editing = editing;
ledger.translating = translating;
ledger.words = new Words(base, () => { ledger.redraw(); if (editing?.line) ledger.markSpoken(); });
if (second) ledger.asides.set("suggestion", second);
if (written) ledger.asides.set("as-written", written);
if (written) ledger.onDraw = written.want.bind(written);
ledger.onChange = () => {
  drawTools();
  saved.drafts(translating.unsaved);
  playing.linesChanged();
};

const line = new MinutesLine(session, {
  onAll: (segments, gaps) => {
    ledger.hasRead = true;
    ledger.become(minutes.received(ledger.state, segments, gaps));
    second?.linesChanged();
    if (wanted) showWanted();
  },
  onSome: (segments, gone) => {
    ledger.become(minutes.merged(ledger.state, segments, gone));
    second?.linesChanged();
  },
  onLine: (isConnected) => { part("lost").hidden = isConnected; },
  onState: (told) => {
    const { back } = supply;
    becomeSupply(supplies.told(supply, told));
    if (supply.back && supply.back !== back) setTimeout(() => becomeSupply(supplies.settled(supply)), BACK_MS);
  },
});

function firstLanguage() {
  const codes = session.languages.map((each) => each.code);
  const kept = memory.get("minutes");
  if (kept !== null && (kept === "" || codes.includes(kept))) return kept;
  return codes.includes(boot.ui) ? boot.ui : (codes[0] ?? "");
}

/** @param {supplies.Supply} next */
function becomeSupply(next) {
  supply = next;
  // After the meeting nobody waits for recognition; that corrections are not translated still matters.
  const shown = session.status === "closed" ? { ...supplies.supplied({ ...supply.workers, speech: "ok" }), back: supply.back === "translate" ? supply.back : "" } : supply;
  showStanding(part("banner"), making(/** @type {supplies.Supply} */ (shown)));
}

/** To the suggestion of a line. @param {string} id */
async function go(id) {
  const row = await ledger.list.to(id, "center");
  const box = row?.querySelector("[data-suggestion]");
  if (box instanceof HTMLElement) box.focus({ preventScroll: true });
}

/** The line that the address names; one that was split or merged is led on to what stands at its time now. */
async function showWanted() {
  const name = wanted;
  wanted = "";
  const gone = ledger.line(name) ? null : await get(`${base}/segments/${encodeURIComponent(name)}`).catch(() => null);
  const found = gone ? minutes.lineAt(ledger.lines(), gone.start_ms) : ledger.line(name);
  if (!found) return;
  await ledger.list.to(found.id, "center");
  await ledger.focusLine(found.id);
}

/** What stands above the lines. */
function drawTools() {
  const known = minutes.speakers(ledger.state);
  if (speakers.options.length !== known.length + 1) {
    speakers.replaceChildren(h("option", { value: "" }, t("minutes.everybody")), ...known.map((name) => h("option", { value: name, selected: name === ledger.state.filter.speaker }, name)));
  }
  const { all, checked, doubts } = minutes.progress(ledger.state);
  const bar = /** @type {HTMLProgressElement} */ (part("progress-bar"));
  part("progress").hidden = !canEdit || !all;
  bar.max = all || 1;
  bar.value = checked;
  setText(part("progress-text"), [t("minutes.progress", { checked, all }), doubts ? t("minutes.doubts_left", { count: doubts }) : "", second?.open ? t("minutes.suggestions_left", { count: second.open }) : ""].filter(Boolean).join(" · "));
}

menu.replaceChildren(h("option", { value: "" }, t("minutes.no_translation")), ...session.languages.map((each) => h("option", { value: each.code, selected: each.code === ledger.state.lang }, `${each.name} · ${t(statusKey(each))}`)));
menu.addEventListener("change", () => {
  memory.set("minutes", menu.value);
  ledger.become({ ...ledger.state, lang: menu.value });
  line.choose(menu.value);
});
const filter = (/** @type {Partial<minutes.Filter>} */ what) => ledger.become(minutes.filtered(ledger.state, what));
words.addEventListener("input", () => filter({ words: words.value }));
speakers.addEventListener("change", () => filter({ speaker: speakers.value }));
retracted.addEventListener("change", () => filter({ hasRetracted: retracted.checked }));
doubtful.addEventListener("change", () => filter({ isDoubtful: doubtful.checked }));
part("keys").addEventListener("click", () => showShortcuts(ledger.canEdit));
addEventListener("hashchange", () => { wanted = decodeURIComponent(location.hash.slice(1)); showWanted(); });
addEventListener("beforeunload", (event) => { if (saved.isAnyUnsaved) event.preventDefault(); });
document.querySelector("[data-draft]")?.addEventListener("click", () => attempt(async () => {
  const made = await post("/api/statements", { title: session.title, sessions: [session.id], language: boot.drafting.includes(ledger.state.lang) ? ledger.state.lang : "en", form: "communique", parties: [] });
  location.href = `/statements/${made.id}`;
}));

/** Approved minutes are read by all and changed by nobody. */
keepBand(session, line.line, ({ state }) => {
  const isOpen = canEdit && !isLocked(state);
  if (isOpen === ledger.canEdit) return;
  ledger.canEdit = isOpen;
  if (!isOpen) editing?.close();
  ledger.draw();
});
becomeSupply(supply);
saved.shared(saving.nothing);
line.start(ledger.state.lang);
playing.read();
second?.read();
written?.read();
