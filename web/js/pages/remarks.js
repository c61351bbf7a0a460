// Remarks handed in beforehand: what is there, side by side with its translations; hand in, replace, withdraw.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { get, post, put } from "../net/api.js";
import { ask } from "../ui/dialog.js";
import { attempt, h, part, toast } from "../ui/dom.js";
import { moment } from "../ui/moment.js";
import { keepForm } from "../ui/remarks_form.js";
import { direction } from "../ui/scripts.js";

/** @import {Remarks} from "../types" */

const base = `/api/sessions/${theSession().id}/remarks`;
const names = new Map(boot.languages.map((each) => [each.code, each.name]));
const handsIn = ["delegation", "secretariat"].includes(boot.me.role);
const form = handsIn ? keepForm(send) : null;

async function draw() {
  /** @type {{remarks: Remarks[]}} */
  const { remarks } = await get(base);
  part("rows").replaceChildren(...remarks.map(card));
  part("empty").hidden = remarks.length > 0;
  part("empty").textContent = t(handsIn ? "remarks.none" : "remarks.none_to_read");
}

/** @param {import("../ui/remarks_form.js").Given} given @param {Remarks | null} replaced */
async function send(given, replaced) {
  await (replaced ? put(`${base}/${replaced.id}`, { ...given, rev: replaced.rev }) : post(base, given));
  toast(t("remarks.saved"));
  await draw();
}

/** @param {Remarks} each */
function card(each) {
  const isWithdrawn = each.withdrawn_at !== null;
  const told = each.languages.map((code) => sideBySide(each, code));
  const title = `remarks-${each.id}`;
  return h("article", { class: `card ${isWithdrawn ? "withdrawn" : ""}`, "data-remarks": each.id, "aria-labelledby": title },
    h("div", { class: "row spread" }, h("h2", { id: title, dir: "auto" }, each.name), h("span", { class: "row" }, h("span", { class: "chip" }, names.get(each.language) ?? each.language), standing(each))),
    h("p", { class: "small muted" }, t("remarks.handed", { by: each.by, when: moment(each.at) }), each.rev > 1 && ` · ${t("remarks.version", { rev: each.rev })}`),
    isWithdrawn && h("p", { class: "small" }, t("remarks.withdrawn_by", { by: each.withdrawn_by ?? "", when: moment(each.withdrawn_at) })),
    !isWithdrawn && h("div", {}, whole(each), ...told, !told.length && h("p", { class: "small muted" }, t("remarks.untranslated"))),
    each.can.length > 0 && h("p", { class: "row" }, h("button", { type: "button", onclick: () => replace(each), "aria-describedby": title }, t("remarks.replace")),
      each.can.includes("withdraw") && h("button", { type: "button", class: "danger", onclick: () => withdraw(each), "aria-describedby": title }, t("remarks.withdraw"))));
}

/** @param {Remarks} each */
function standing(each) {
  if (each.withdrawn_at !== null) return h("span", { class: "chip" }, t("remarks.withdrawn"));
  return each.is_embargoed ? h("span", { class: "chip warn", title: t("remarks.embargo") }, t("remarks.embargoed")) : h("span", { class: "chip good" }, t("remarks.released"));
}

/** The whole text, read when it is opened. @param {Remarks} each */
function whole(each) {
  return fold(t("remarks.read"), async () => {
    const { text } = await get(`${base}/${each.id}`);
    return h("p", { class: "whole", lang: each.language, dir: direction(each.language) }, text);
  });
}

/** How a translation was laid beside the text. @param {Remarks} each @param {string} code */
function sideBySide(each, code) {
  return fold(t("remarks.side_by_side", { language: names.get(code) ?? code }), async () => {
    /** @type {{pairs: {original: string, translation: string, is_doubtful: boolean}[]}} */
    const { pairs } = await get(`${base}/${each.id}/pairs?lang=${encodeURIComponent(code)}`);
    const count = pairs.filter((each) => each.is_doubtful).length;
    const cell = (/** @type {string} */ text, /** @type {string} */ lang) => text ? h("td", { lang, dir: direction(lang) }, text) : h("td", {}, h("span", { class: "nothing" }, t("remarks.nothing")));
    return h("div", {}, h("p", { class: `small ${count ? "notice warn" : "muted"}` }, t(count ? "remarks.doubtful" : "remarks.aligned", { count })),
      h("table", { class: "pairs" }, h("thead", {}, h("tr", {}, h("th", { scope: "col" }, names.get(each.language) ?? each.language), h("th", { scope: "col" }, names.get(code) ?? code))),
        h("tbody", {}, ...pairs.map((pair) => h("tr", { class: pair.is_doubtful ? "doubtful" : "" }, cell(pair.original, each.language), cell(pair.translation, code))))));
  });
}

/** @param {string} title @param {() => Promise<HTMLElement>} fill */
function fold(title, fill) {
  const element = h("details", { class: "fold" }, h("summary", {}, title));
  element.addEventListener("toggle", () => {
    if (element.open && element.childElementCount === 1) attempt(async () => element.append(await fill()));
  });
  return element;
}

/** @param {Remarks} each */
const replace = (each) => attempt(async () => form?.open(await get(`${base}/${each.id}`)));

/** @param {Remarks} each */
async function withdraw(each) {
  const agreed = await ask({ title: t("remarks.withdraw"), text: [t("remarks.withdraw_means")], yes: t("remarks.withdraw"), isDangerous: true });
  if (agreed) await attempt(async () => { await post(`${base}/${each.id}/withdraw`, { rev: each.rev }); toast(t("remarks.was_withdrawn")); await draw(); });
}

attempt(draw);
