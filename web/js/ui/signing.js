// A party in the list of signatures.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {SigningParty} from "../types" */

/** @param {SigningParty} each @param {{name: string, isAdopted: boolean, onEnrol: (() => void) | null, onEnd: (() => void) | null}} how */
export function signingRow(each, { name, isAdopted, onEnrol, onEnd }) {
  const isLocked = each.locked_until !== null && each.locked_until > Date.now();
  const chip = each.signature ? h("span", { class: "chip good" }, `✓ ${t("adopt.signed")}`) : isAdopted ? h("span", { class: "chip warn" }, t("adopt.unsigned")) : null;
  const who = each.signature ? t("adopt.signed_by", { by: each.signature.by, when: moment(each.signature.at) }) : each.head ? t("adopt.enrolled", { by: each.head, when: moment(each.enrolled_at) }) : onEnrol ? t("adopt.no_head") : "";
  return h("li", { "data-party": each.code },
    h("div", { class: "signer" }, h("div", { class: "row" }, h("strong", {}, name), chip, isLocked ? h("span", { class: "chip bad" }, t("adopt.locked", { when: moment(each.locked_until) })) : null), who ? h("p", {}, who) : null),
    onEnrol || onEnd ? h("div", { class: "row acts" }, onEnrol && h("button", { type: "button", class: "small", onclick: onEnrol }, t(each.is_enrolled ? "adopt.enrol_again" : "adopt.enrol")), onEnd && h("button", { type: "button", class: "small quiet", onclick: onEnd }, t("adopt.end"))) : null);
}
