// What stands beside the approval: what is in the way, what is unchecked, the language versions, the seal, what was done.
import { t } from "../i18n.js";
import { doubtRows, isLocked, standing, versionRows } from "../state/approval.js";
import { versionName } from "./approval_forms.js";
import { h, part } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Approval, ApprovalStep, LanguageVersion, Obstacle, Session} from "../types" */
/** @typedef {{session: Session, onSign: (language: string, sha256: string, name: string) => void, now: number}} Page */

/** @param {Approval} approval @param {Page} page */
export function drawSide(approval, page) {
  const obstacles = approval.state === "review" ? standing(approval.obstacles ?? [], page.now) : [];
  list("obstacles", t("approval.obstacles"), obstacles.map((each) => h("span", {}, obstacle(each, page.session))));
  const doubts = isLocked(approval.state) || !approval.doubts ? [] : doubtRows(approval.doubts);
  list("doubts", t("approval.unchecked"), doubts.map((each) => h("span", {}, t(each.key, { count: each.count }))));
  drawVersions(approval, page);
  drawSeal(approval);
  list("history", t("approval.history"), [...(approval.steps ?? [])].reverse().map(step));
}

/** @param {Obstacle} each @param {Session} session */
function obstacle(each, session) {
  const names = (each.languages ?? []).map((code) => versionName(code, session.languages)).join(", ");
  return t(`approval.obstacle_${each.what}`, { when: moment(each.until ?? null), count: each.count ?? 0, languages: names });
}

/** @param {Approval} approval @param {Page} page */
function drawVersions(approval, { session, onSign }) {
  const canSign = approval.can.includes("sign");
  const told = new Map((approval.doubts?.languages ?? []).map((each) => [each.language, each]));
  const row = (/** @type {LanguageVersion} */ each) => {
    const name = versionName(each.language, session.languages);
    const doubts = told.get(each.language);
    return h("span", { class: "version", "data-version": each.language }, h("strong", { lang: each.is_floor ? null : each.language }, name), signature(each, Boolean(doubts?.machine)),
      doubts && versionRows(doubts).length > 0 && h("span", { class: "muted small" }, versionRows(doubts).map((one) => t(one.key, { count: one.count })).join(" · ")),
      canSign && !each.missing && !each.sign_off?.is_current && h("button", { type: "button", class: "small", "data-sign": each.language, onclick: () => onSign(each.language, each.sha256, name) }, t("approval.sign")));
  };
  list("versions", t("approval.versions"), (approval.versions ?? []).map(row));
}

/** @param {LanguageVersion} each @param {boolean} isByMachine */
function signature({ sign_off }, isByMachine) {
  if (!sign_off) return h("span", { class: "chip warn" }, t(isByMachine ? "approval.not_signed_machine" : "approval.signed_no"));
  const { by, at, is_current } = sign_off;
  return h("span", {}, h("span", { class: `chip ${is_current ? "good" : "warn"}` }, t(is_current ? "approval.signed_yes" : "approval.signed_earlier")), h("span", { class: "small muted" }, ` ${by} · ${moment(at)}`));
}

/** @param {Approval} approval */
function drawSeal(approval) {
  part("seal").hidden = !approval.sha256;
  part("seal").replaceChildren(h("h2", {}, t("approval.step_approve")), h("p", {}, moment(approval.approved_at), approval.approved_by && ` · ${approval.approved_by}`), h("p", { class: "small muted" }, t("approval.sha")), h("code", { class: "hash" }, approval.sha256));
}

/** @param {ApprovalStep} each */
function step({ what, by, why, at, facts }) {
  const words = what === "heard_late" ? String(facts.text ?? "") : why;
  return h("span", {}, h("strong", {}, t(`approval.step_${what}`)), facts.ends_at ? ` ${moment(facts.ends_at)}` : "", h("span", { class: "muted small" }, ` ${[by, moment(at)].filter(Boolean).join(" · ")}`), words && h("span", { class: "small block", dir: "auto" }, words));
}

/** @param {string} place @param {string} title @param {HTMLElement[]} rows */
function list(place, title, rows) {
  part(place).hidden = !rows.length;
  part(place).replaceChildren(h("h2", {}, title), h("ul", { class: "plain" }, ...rows.map((row) => h("li", {}, row))));
}
