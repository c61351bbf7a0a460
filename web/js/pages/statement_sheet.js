// The last-look sheet: what is open, each line linked to its place; who took what upon them. One printable page.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, get, post } from "../net/api.js";
import { Following } from "../net/statement.js";
import { calledBy } from "../state/called.js";
import { askReason } from "../ui/approval_forms.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";
import { moment } from "../ui/moment.js";
import { holding } from "../ui/reveal.js";
import { sheetLine } from "../ui/sheet_line.js";

/** @import {Sheet, SheetLine, Statement} from "../types" */

const KINDS = ["open_brackets", "open_amendments", "silence_running", "silent_parties", "outdated_positions", "duplicate_numbers", "unsupported", "not_reviewed", "stale_versions", "unsigned_versions", "figures_differ", "versions_differ"];
const statement = /** @type {Statement} */ (boot.statement);
const base = `/api/statements/${statement.id}/sheet`;
/** @type {Map<string, string>} */
const names = new Map();
const name = (/** @type {string} */ code) => names.get(code) ?? code;
/** @type {Sheet | null} */
let sheet = null;

/** @param {Sheet} told */
function become(told) {
  if (sheet && told.rev < sheet.rev) return;
  sheet = told;
  following.has(told.rev);
  holding(() => draw(told));
}

const read = () => attempt(async () => become(await get(base)));

/** @param {Sheet} told */
function draw(told) {
  setText(part("at"), t("sheet.at", { at: moment(Date.now()), rev: told.rev }));
  const verdict = part("verdict");
  setText(verdict, told.blocking ? t("sheet.blocks", { count: told.blocking }) : t("sheet.clear"));
  verdict.className = `notice ${told.blocking ? "warn" : "good"}`;
  const empty = KINDS.filter((what) => !told[what]?.length);
  const rest = empty.length > 0 && h("section", { class: "look none", "data-kind": "none" }, h("h2", {}, h("span", { class: "sign", "aria-hidden": "true" }, "✓"), ` ${t("sheet.nothing")}`), h("p", { class: "small muted" }, empty.map((what) => t(`sheet.${what}`)).join(" · ")));
  part("kinds").replaceChildren(...KINDS.filter((what) => told[what]?.length).map((what) => kind(told, what, told[what])), ...(rest ? [rest] : []));
  part("overrides").hidden = !told.overrides.length;
  part("list").replaceChildren(...told.overrides.map((each) => h("li", {}, h("p", {}, h("strong", {}, t(`sheet.${each.what}`)), ` (${each.count})`), h("p", { dir: "auto" }, each.why), h("p", { class: "small muted" }, `${each.by} · ${t(`record.role_${each.role}`)} · ${moment(each.at)}`))));
}

/** @param {Sheet} told @param {string} what @param {SheetLine[]} lines */
function kind(told, what, lines) {
  const open = lines.filter((each) => each.is_blocking).length;
  const sign = open ? "!" : "✓";
  const state = open ? "open" : "taken";
  return h("section", { class: `look ${state}`, "data-kind": what, "aria-labelledby": `kind-${what}` },
    h("h2", { id: `kind-${what}` }, h("span", {}, h("span", { class: "sign", "aria-hidden": "true" }, sign), ` ${t(`sheet.${what}`)} `, h("span", { class: "chip num" }, String(lines.length))),
      open > 0 && told.can.includes("override") && h("button", { type: "button", class: "small print-hide", onclick: () => override(what, open) }, t("sheet.override"))),
    h("ul", { class: "plain" }, ...lines.map((each) => h("li", { class: each.is_blocking ? "" : "muted" }, sheetLine(each, name)))));
}

/** @param {string} what @param {number} count */
async function override(what, count) {
  const why = await askReason("sheet.override_title", "sheet.override_means");
  if (!why) return;
  try {
    become(await post(`${base}/override`, { what, why }));
    toast(t("sheet.overridden", { count }));
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error), "bad");
    if (error instanceof ApiError && [404, 409].includes(error.status)) await read();
  }
}

part("print").addEventListener("click", () => print());
const following = new Following(statement.id, { onChange: () => read(), onStatus: (status) => { part("lost").hidden = status === "live"; } });
attempt(async () => {
  const { delegations } = await get("/api/delegations");
  for (const each of delegations) names.set(each.code, calledBy(each));
  if (sheet) draw(sheet);
});
read().then(() => following.start());
