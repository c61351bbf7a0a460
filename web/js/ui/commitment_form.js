// A commitment in a dialog: all of it for who keeps the register, its own contact and how far it is for a party.
import { t } from "../i18n.js";
import { show } from "./dialog.js";
import { h } from "./dom.js";

/** @import {Commitment} from "../types" */
/** @typedef {{parties: string[], name: (code: string) => string, mine: string, can: Commitment["can"]}} Page */

const STATES = /** @type {Commitment["state"][]} */ (["open", "in_progress", "done", "dropped"]);

/** Only what was changed comes back; null where nothing was. @param {Commitment | null} each @param {Page} page @returns {Promise<Record<string, unknown> | null>} */
export async function askCommitment(each, { parties, name, mine, can }) {
  const isKeeper = can.includes("edit");
  const canState = isKeeper || can.includes("state");
  const text = h("textarea", { rows: "4", dir: "auto", required: true }, each?.text ?? "");
  const owners = new Map(parties.map((code) => [code, h("input", { type: "checkbox", checked: each?.owners.includes(code) })]));
  const due = h("input", { value: each?.due ?? "", pattern: "\\d{4}(-\\d{2}(-\\d{2})?)?", placeholder: "2027-03-31", inputmode: "numeric" });
  const state = h("select", {}, ...STATES.map((one) => h("option", { value: one, selected: one === (each?.state ?? "open") }, t(`commitments.is_${one}`))));
  const note = h("textarea", { rows: "2", dir: "auto" }, each?.note ?? "");
  const whose = h("select", { onchange: () => { contact.value = each?.contacts[whose.value] ?? ""; } }, ...parties.map((code) => h("option", { value: code, selected: code === mine }, name(code))));
  const contact = h("input", { dir: "auto", maxlength: "300", value: each?.contacts[mine || parties[0]] ?? "" });
  const form = h("form", { method: "dialog" },
    h("div", { class: "dialog-body stack" },
      isKeeper && h("label", { class: "field" }, t("commitments.text"), text),
      isKeeper && h("fieldset", { class: "boxes" }, h("legend", {}, t("commitments.owners")), ...parties.map((code) => h("label", { class: "check" }, owners.get(code), ` ${name(code)}`))),
      isKeeper && h("label", { class: "field" }, t("commitments.due_field"), due),
      canState && h("label", { class: "field" }, t("commitments.state"), state),
      canState && h("label", { class: "field" }, t("commitments.note"), note),
      each && isKeeper && h("label", { class: "field" }, t("commitments.contact_of"), whose),
      each && h("label", { class: "field" }, t("commitments.contact"), contact)),
    h("div", { class: "dialog-foot" }, h("button", { value: "no", formnovalidate: true }, t("dialog.no")), h("button", { class: "primary", value: "yes" }, t("minutes.save"))));
  if ((await show(t(each ? "commitments.edit" : "commitments.add"), form)) !== "yes") return null;
  const chosen = parties.filter((code) => owners.get(code)?.checked);
  const of = isKeeper ? whose.value : mine;
  /** @type {Record<string, unknown>} */
  const given = {
    ...(isKeeper && text.value.trim() !== each?.text ? { text: text.value } : {}),
    ...(isKeeper && chosen.join() !== (each?.owners ?? []).join() ? { owners: chosen } : {}),
    ...(isKeeper && due.value !== (each?.due ?? "") ? { due: due.value } : {}),
    ...(canState && state.value !== (each?.state ?? "") ? { state: state.value } : {}),
    ...(canState && note.value !== (each?.note ?? "") ? { note: note.value } : {}),
    ...(each && contact.value !== (each.contacts[of] ?? "") ? { contact: contact.value, ...(isKeeper ? { contact_of: of } : {}) } : {}),
  };
  return Object.keys(given).length ? given : null;
}
