// The screen in the hall: one paragraph of the statement, live. It goes where the secretariat goes, or where the presenter's keys lead it.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { Negotiation } from "../net/negotiation.js";
import { placeOf } from "../state/amendments.js";
import { calledBy } from "../state/called.js";
import * as hall from "../state/hall.js";
import { standing } from "../state/positions.js";
import { label, TITLE } from "../state/statement.js";
import { running, left, tick } from "../state/silence.js";
import { attempt, memory, part, setText } from "../ui/dom.js";
import { fitted, stage } from "../ui/hall.js";
import { tally } from "../ui/positions.js";
import { drawProgress } from "../ui/statement_head.js";
import { keepAwake } from "../ui/wake.js";

/** @import {Statement} from "../types" */

const asked = new URLSearchParams(location.search).get("lang") ?? "";
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? (["CHAIR", "SECRETARIAT"].includes(code) ? t(`amendment.by_${code.toLowerCase()}`) : code);
let isDue = false;
/** What the stage was made of last. @type {unknown[]} */
let drawnFrom = [];
let timer = 0;
let resting = 0;
/** So long the controls stay without a pointer. */
const REST_MS = 3000;
let before = /** @type {Statement} */ (boot.statement);
let shown = { ...hall.opened(before), size: Number(memory.get("hall size") ?? hall.opened(before).size) };

const table = new Negotiation(before, ["text", "amendments", "positions", "silence", "revisions", "brackets", ...(asked ? [/** @type {const} */ ("languages")] : [])], {
  onChange: () => {
    shown = hall.kept(shown, before, table.statement);
    before = table.statement;
    later();
  },
  onShown: (paragraph) => become(hall.led(shown, table.statement, paragraph)),
  onStatus: (status) => {
    part("lost").hidden = status !== "away";
    if (status === "closed") location.reload();
  },
  onTrouble: () => {}, // the next change of the statement reads it again
});

/** @param {hall.Shown} next */
function become(next) {
  if (next.size !== shown.size) memory.set("hall size", String(next.size));
  shown = next;
  later();
}

function later() {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(draw);
}

function draw() {
  isDue = false;
  const { statement, read } = table;
  const paragraph = statement.paragraphs.find((each) => each.id === shown.at);
  const version = read.languages?.versions.find((each) => each.language === asked);
  const text = version?.paragraphs.find((each) => each.id === shown.at)?.text;
  const title = version?.paragraphs.find((each) => each.id === TITLE)?.text;
  setText(part("title"), title || statement.title);
  part("title").lang = version && title ? version.language : statement.language;
  drawStage([paragraph, statement.parties, shown, version && text, names.size, ...read.amendments.filter((each) => placeOf(each) === shown.at)], () => stage(paragraph, read.amendments, {
    parties: statement.parties, language: statement.language, direction: "", isClean: shown.isClean, name, told: version && text ? { text, language: version.language } : null,
  }));
  setText(part("where"), paragraph ? t("hall.where", { paragraph: label(statement, paragraph.id), at: statement.paragraphs.indexOf(paragraph) + 1, all: statement.paragraphs.length }) : "");
  part("counts").replaceChildren(tally(standing(statement, read.positions), shown.at) ?? "");
  part("follow").setAttribute("aria-pressed", String(shown.isFollowing));
  part("clean").setAttribute("aria-pressed", String(shown.isClean));
  const last = read.revisions.at(-1);
  setText(part("edition"), [last?.label, statement.status === "negotiation" ? t(`revision.reading_${statement.reading}`) : t(`statement.${statement.status}`)].filter(Boolean).join(" · "));
  drawProgress(statement, read.brackets?.progress.closed ?? 0);
  drawSilence();
}

/** The stage is made anew only where it shows something else: finding its size takes longer than all else. @param {unknown[]} from all that it is made of @param {() => HTMLElement[]} made */
function drawStage(from, made) {
  if (from.length === drawnFrom.length && from.every((each, place) => each === drawnFrom[place])) return;
  drawnFrom = from;
  const box = part("stage");
  box.replaceChildren(...made());
  fitted(box, shown.size);
}

/** How long silence still runs. */
function drawSilence() {
  clearTimeout(timer);
  const current = running(table.read.silence, table.now());
  part("silence").hidden = !current;
  if (!current) return;
  const { key, first, second } = left(current.expires_at, table.now());
  setText(part("silence"), `${t("silence.running")} · ${t(`silence.left_${key}`, { first, second: String(second).padStart(2, "0") })}`);
  timer = window.setTimeout(drawSilence, tick(current.expires_at, table.now()));
}

/** @param {string} what */
function act(what) {
  const all = table.statement.paragraphs.length;
  const does = /** @type {Record<string, () => void>} */ ({
    first: () => become(hall.stepped(shown, table.statement, -all)), last: () => become(hall.stepped(shown, table.statement, all)), clean: () => become({ ...shown, isClean: !shown.isClean }),
    follow: () => become({ ...shown, isFollowing: !shown.isFollowing }), larger: () => become(hall.sized(shown, 1)), smaller: () => become(hall.sized(shown, -1)),
  });
  does[what]?.();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isButton = event.target instanceof HTMLElement && event.target.closest("button") && [" ", "Enter"].includes(event.key);
  const meant = isButton ? null : hall.keyMeans(event.key.length === 1 ? event.key.toLowerCase() : event.key);
  if (!meant) return;
  event.preventDefault();
  if ("step" in meant) become(hall.stepped(shown, table.statement, meant.step));
  else act(meant.name);
});
part("previous").addEventListener("click", () => become(hall.stepped(shown, table.statement, -1)));
part("next").addEventListener("click", () => become(hall.stepped(shown, table.statement, 1)));
for (const each of ["follow", "clean", "larger", "smaller"]) part(each).addEventListener("click", () => act(each));
addEventListener("resize", () => { drawnFrom = []; later(); });

/** The controls step back when nobody touches anything for a while; a pointer, a key or the focus brings them back. */
function wakeControls() {
  clearTimeout(resting);
  document.documentElement.classList.remove("resting");
  resting = window.setTimeout(() => { if (!part("tools").contains(document.activeElement)) document.documentElement.classList.add("resting"); }, REST_MS);
}
for (const each of ["pointermove", "pointerdown", "keydown", "focusin"]) addEventListener(each, wakeControls, { passive: true });
wakeControls();
keepAwake();
draw();
table.start();
attempt(async () => {
  const { delegations } = await get("/api/delegations");
  for (const each of delegations) names.set(each.code, calledBy(each));
  later();
});
