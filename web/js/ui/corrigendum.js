// A corrigendum of an adopted statement: what it says, who has signed it, and the field of a head who has not.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { signForm } from "./sign_form.js";

/** @import {StatementCorrigendum} from "../types" */

/** @param {StatementCorrigendum} each @param {{address: string, name: (code: string) => string, head: string | null, onSign: ((each: StatementCorrigendum, code: string) => Promise<string>) | null}} how `onSign`: null where the reader does not sign it */
export function corrigendumCard(each, { address, name, head, onSign }) {
  const means = `code-means-${each.number}`;
  const signed = each.signatures.map((one) => h("li", {}, h("strong", {}, name(one.delegation)), " ", t("adopt.signed_by", { by: one.person, when: moment(one.at) })));
  return h("li", { "data-corrigendum": String(each.number) },
    h("p", { class: "row" }, h("a", { href: `${address}/corr/${each.number}` }, h("strong", {}, each.label)), h("span", { class: "muted" }, moment(each.at)), h("span", { class: `chip ${each.unsigned.length ? "warn" : "good"}` }, t("adopt.corrigendum_signed", { signed: each.signatures.length, count: each.signatures.length + each.unsigned.length }))),
    h("p", { lang: each.language, dir: "auto" }, h("del", {}, each.before), " → ", h("ins", {}, each.after)), h("p", { class: "muted small", dir: "auto" }, each.why),
    each.unsigned.length > 0 && h("p", { class: "small" }, t("adopt.not_signed", { names: each.unsigned.map(name).join(", ") })),
    signed.length > 0 && h("details", {}, h("summary", {}, t("adopt.signatures")), h("ul", { class: "plain" }, ...signed)),
    onSign && h("div", { class: "stack" }, h("p", {}, t("adopt.corrigendum_sign_means", { by: head ?? "", label: each.label })), signForm((code) => onSign(each, code), means), h("p", { class: "small muted", id: means }, t("adopt.code_means"))));
}
