// The silence procedure: the banner that counts down in the reader's own time, the form that opens it, how it ended.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { byZone, inZone, localOf, momentIn, reminded, rest, running, stateAt, tick, tone } from "../state/silence.js";
import { show } from "./dialog.js";
import { h, setText, toast } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Silence, Silences} from "../types" */
/** `zone`: the reader's own; @typedef {{zone: string, mine: string, name: (code: string) => string, now: () => number, onObject: () => void, onWithdraw: () => void, onEnded: () => void, isOpen: () => boolean, isEarlier?: (silence: Silence) => boolean}} Page `isOpen`: whether the text is still negotiated; `isEarlier`: whether the words were changed since */

export class SilenceBanner {
  /** @param {HTMLElement} box @param {Page} page */
  constructor(box, page) {
    this.box = box;
    this.page = page;
    this.timer = 0;
    /** @type {Silences | null} */
    this.told = null;
    this.sign = "";
    /** Of which procedure how many reminders have come. */
    this.reminders = { id: "", count: 0 };
  }

  /** A reminder that comes while one looks on is said once; those of before are seen by the time that is left. @param {Silence} silence */
  remind(silence) {
    const count = reminded(silence, this.page.now());
    if (this.reminders.id === silence.id && count > this.reminders.count) toast(t("silence.reminder", { rest: this.rest(silence), when: inZone(silence.expires_at, this.page.zone, boot.ui) }));
    this.reminders = { id: silence.id, count };
  }

  /** What is left of it, in words. @param {Silence} silence */
  rest(silence) {
    const { key, first, second } = rest(silence.expires_at, this.page.now());
    return t(key, { first, second });
  }

  /** @param {Silences | null} told @param {number} names */
  draw(told, names) {
    this.told = told;
    const { page } = this;
    const current = running(told, page.now());
    if (current) this.remind(current);
    const sign = JSON.stringify([page.isOpen(), current, told?.current?.state, told?.past.length, names, page.mine]);
    if (sign === this.sign) return;
    this.sign = sign;
    clearTimeout(this.timer);
    const last = told?.current ?? (page.isOpen() ? told?.past.at(0) : null) ?? null;
    this.box.hidden = !current && !last;
    if (current) this.run(current);
    else if (last) this.box.replaceChildren(ended(last, { ...page, isEarlier: (each) => each !== told?.current }, told?.can.includes("object") ?? false));
  }

  /** @param {Silence} silence */
  run(silence) {
    const { page } = this;
    const zones = byZone(silence.time_zone_of, page.zone);
    const clock = h("strong", { class: "rest num", role: "timer" });
    const banner = h("section", { class: "silence", "aria-label": t("silence.title") }, h("div", {}, h("p", {}, h("strong", {}, t("silence.running")), " ", clock), h("p", { class: "small" }, t("silence.until", { when: inZone(silence.expires_at, page.zone, boot.ui) }), page.zone !== UTC && h("span", { class: "muted" }, ` · ${inZone(silence.expires_at, UTC, boot.ui)}`)),
      zones.length > 1 && h("details", { class: "small" }, h("summary", {}, t("silence.elsewhere", { count: zones.length - 1 })), h("ul", { class: "plain" }, ...zones.slice(1).map(({ zone, who }) => h("li", {}, `${who.map(page.name).join(", ")}: `, h("span", { class: "num" }, inZone(silence.expires_at, zone, boot.ui)))))),
      page.mine !== "" && silence.silent.includes(page.mine) && h("p", { class: "small" }, t("silence.you_silent", { party: page.name(page.mine) })),
      h("p", { class: "small muted" }, t("silence.means"), " ", t("silence.fixed", { edition: silence.revision ? `Rev.${silence.revision}` : "", hash: `SHA-256 ${silence.text_sha256.slice(0, 12)}…` }))),
    h("div", { class: "row" }, page.mine !== "" && this.told?.can.includes("object") && h("button", { type: "button", class: "danger", "data-focus": "object", onclick: page.onObject }, t("silence.object")), this.told?.can.includes("withdraw") && h("button", { type: "button", class: "small", "data-focus": "withdraw silence", onclick: page.onWithdraw }, t("silence.withdraw"))));
    this.box.replaceChildren(banner);
    const count = () => {
      const now = page.now();
      if (now >= silence.expires_at) {
        page.onEnded();
        this.draw(this.told, -1);
        return;
      }
      setText(clock, this.rest(silence));
      this.remind(silence);
      banner.className = `silence ${tone(silence.expires_at, now)}`;
      this.timer = window.setTimeout(count, tick(silence.expires_at, now));
    };
    count();
  }
}

/** How one ended; late objections stand there without effect. @param {Silence} silence @param {Page} page @param {boolean} canObject */
export function ended(silence, page, canObject) {
  const state = stateAt(silence, page.now());
  const { broken } = silence;
  const isEarlier = state === "passed" && page.isEarlier?.(silence);
  const told = isEarlier ? t("silence.passed_earlier", { when: inZone(silence.expires_at, page.zone, boot.ui) }) : state === "broken" && broken ? t(`silence.broken_${broken.what}`, { who: page.name(broken.by), when: inZone(broken.at, page.zone, boot.ui) }) : t(`silence.${state}`, { when: inZone(silence.expires_at, page.zone, boot.ui) });
  return h("section", { class: `silence over ${isEarlier ? "warn" : state === "passed" ? "good" : state === "broken" ? "bad" : ""}`, "aria-label": t("silence.title") }, h("div", {}, h("p", {}, h("strong", {}, told)), broken?.text && state === "broken" && h("blockquote", { dir: "auto" }, broken.text),
    silence.late.length > 0 && h("details", { class: "small" }, h("summary", {}, t("silence.late", { count: silence.late.length })), ...silence.late.map((each) => h("p", { dir: "auto" }, h("strong", {}, page.name(each.by)), ` · ${moment(each.at)} · ${each.text}`))),
    state === "passed" && !isEarlier && page.mine !== "" && canObject && h("p", {}, h("button", { type: "button", class: "small quiet", onclick: page.onObject }, t("silence.object_late")))));
}

const HOUR = 3_600_000;
const HOURS = [24, 48, 72];
const UTC = "UTC";
/** Reminders before the end, in hours. */
const REMINDERS = [24, 6, 1];

/** Asks when a silence procedure ends; null when the reader gave up. @param {{zones: Record<string, string>, zone: string, now: number, name: (code: string) => string}} given @returns {Promise<{expires_at: number, reminders: number[]} | null>} */
export async function askSilence({ zones, zone, now, name }) {
  let at = now + 24 * HOUR;
  const list = h("ul", { class: "plain small zones" });
  const field = h("input", { type: "datetime-local", required: true, name: "expires", value: localOf(at, zone) });
  const menu = h("select", { "aria-label": t("silence.zone") }, ...[...new Set([zone, "UTC", ...Object.values(zones)])].map((each) => h("option", { value: each }, each.replaceAll("_", " "))));
  const tell = () => list.replaceChildren(...byZone(zones, menu.value).map((each) => h("li", {}, h("strong", {}, each.who.length ? each.who.map(name).join(", ") : each.zone.replaceAll("_", " ")), ` ${inZone(at, each.zone, boot.ui)}`)));
  const set = (/** @type {number} */ moment) => { at = moment; field.value = localOf(at, menu.value); tell(); };
  field.addEventListener("input", () => {
    const found = momentIn(field.value, menu.value);
    field.setCustomValidity(found !== null && found > now ? "" : t("silence.later"));
    if (found !== null) { at = found; tell(); }
  });
  menu.addEventListener("change", () => set(at));
  const boxes = REMINDERS.map((hours) => h("label", { class: "check small" }, h("input", { type: "checkbox", value: String(hours * HOUR), checked: hours !== 1 }), t("silence.remind", { hours })));
  const body = h("form", { method: "dialog" }, h("div", { class: "dialog-body stack" }, h("p", {}, t("silence.open_means")),
    h("p", { class: "row" }, ...HOURS.map((hours) => h("button", { type: "button", class: "small", onclick: () => set(now + hours * HOUR) }, t("silence.hours", { hours })))),
    h("div", { class: "row" }, h("label", { class: "field" }, t("silence.expires"), field), h("label", { class: "field" }, t("silence.zone"), menu)), list, h("fieldset", { class: "row" }, h("legend", { class: "small" }, t("silence.reminders")), ...boxes)),
  h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes", "data-yes": true }, t("silence.open_yes"))));
  tell();
  if ((await show(t("silence.open"), body)) !== "yes") return null;
  return { expires_at: at, reminders: [...body.querySelectorAll("input:checked")].map((each) => Number(/** @type {HTMLInputElement} */ (each).value)) };
}
