// An entry of a statement's log, in words.
import { t } from "../i18n.js";
import { h } from "./dom.js";
import { moment } from "./moment.js";
import { languageName } from "./tongues.js";

/** @param {import("../types").LedgerEntry} each @param {(code: string) => string} name of a delegation by its code */
export const logEntry = (each, name) => {
  const told = said(each, name);
  return h("li", { value: String(each.n) }, h("strong", {}, t(`verify.log_${each.what}`)), ` · ${moment(each.at)}`, ...(each.by ? [" · ", h("bdi", {}, each.by)] : []),
    ...told.map((one) => h("span", { class: "muted" }, " · ", h("bdi", {}, one))), " ", h("code", { dir: "ltr", title: each.sha256 }, each.sha256.slice(0, 12)));
};

/** @param {import("../types").LedgerEntry} each @param {(code: string) => string} name @returns {string[]} */
function said({ what, facts }, name) {
  if (!facts) return [];
  const label = what === "revision" ? `Rev.${facts.number}` : what.startsWith("corrigendum") ? `Corr.${facts.number}` : what === "reading" ? t(`revision.reading_${facts.reading}`) : what === "signed_off" ? languageName(facts.language) : "";
  const moments = facts.expires_at ? moment(facts.expires_at) : "";
  return [label, moments, facts.delegation && name(facts.delegation), facts.person, facts.kind && t(`adopt.what_${facts.kind}`), facts.text, facts.why].filter(Boolean);
}
