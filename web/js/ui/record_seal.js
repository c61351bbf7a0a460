// How summary and decisions stand as a whole: open, or approved under a hash that this browser can recompute.
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { isSealed } from "../state/canonical.js";
import { seal } from "../state/record.js";
import { askReason } from "./approval_forms.js";
import { ask } from "./dialog.js";
import { canDigest, sha256 } from "./digest.js";
import { attempt, h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {SessionRecord, RecordApproval} from "../types" */

/** The records that a verdict was drawn for: it is not drawn again while nothing changes. */
let drawn = "";

/**
 * Draws it into its place; empty where there is nothing to say or to do.
 * @param {HTMLElement} place @param {SessionRecord} record @param {string} base the records' address
 * @param {(call: () => Promise<SessionRecord>) => Promise<boolean>} change
 */
export function drawSeal(place, record, base, change) {
  const sign = JSON.stringify([record.language, record.head, record.approvals, record.obstacles, record.can]);
  if (sign === drawn) return;
  drawn = sign;
  const standing = seal(record);
  const told = standing ? approved(standing, record, base, change) : open(record, base, change);
  place.hidden = !told.length;
  place.replaceChildren(...told);
}

/** @param {RecordApproval} standing @param {SessionRecord} record @param {string} base @param {(call: () => Promise<SessionRecord>) => Promise<boolean>} change */
function approved(standing, record, base, change) {
  const verdict = h("span", { role: "status", "data-verdict": true });
  const verify = () => attempt(async () => {
    const isSame = await isSealed(await get(`${base}/approved/${standing.number}?lang=${record.language}`), standing.sha256, sha256);
    verdict.replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, t(isSame ? "record.same" : "record.differs")));
  });
  const reopen = async () => {
    const why = await askReason("record.reopen_all", "record.reopen_means");
    if (why) await change(() => post(`${base}/reopen?lang=${record.language}`, { why }));
  };
  return [
    h("p", { class: "row" }, h("span", { class: "chip good" }, t("approval.approved")), h("span", {}, t("record.approved_by", { by: standing.by, at: moment(standing.at), number: standing.number })),
      canDigest() && h("button", { type: "button", class: "small", onclick: verify, "data-verify": true }, t("record.verify")), verdict,
      record.can.includes("reopen") && h("button", { type: "button", class: "small quiet", onclick: reopen, "data-reopen": true }, t("record.reopen_all"))),
    h("p", { class: "small muted num hash" }, `SHA-256 ${standing.sha256}`),
    ...earlier(record),
  ];
}

/** @param {SessionRecord} record @param {string} base @param {(call: () => Promise<SessionRecord>) => Promise<boolean>} change */
function open(record, base, change) {
  const approve = async () => {
    const isSure = await ask({ title: t("record.approve"), text: [t("record.approve_means")], yes: t("record.approve") });
    if (isSure) await change(() => post(`${base}/approve?lang=${record.language}`, { head: record.head }));
  };
  const stands = record.obstacles.length > 0;
  const toDo = record.can.includes("approve") ? [
    h("p", { class: "row" }, h("button", { type: "button", onclick: approve, disabled: stands, "data-approve": true }, t("record.approve")),
      stands && h("span", { class: "small muted" }, record.obstacles.map((each) => t(`record.hinders_${each.what}`, { count: each.count ?? 0 })).join(" · "))),
  ] : [];
  return [...toDo, ...earlier(record)];
}

/** What was approved before and opened again. @param {SessionRecord} record */
function earlier(record) {
  return record.approvals.filter((each) => each.reopened).map((each) => h("p", { class: "small muted" },
    t("record.was_reopened", { number: each.number, by: each.reopened?.by ?? "", at: moment(each.reopened?.at ?? null), why: each.reopened?.why ?? "" })));
}
