// What could not be saved, in words, with the text of each line: to be copied, or to be let go.
import { t } from "../i18n.js";
import { copyButton } from "./copy.js";
import { h, part } from "./dom.js";

/** @typedef {{line: string, text: string, message: string}} Offer */

/** @param {Offer[]} offers @param {{name: (line: string) => string, go: (line: string) => void, forget: (line: string) => void}} page */
export function showOffers(offers, { name, go, forget }) {
  const box = part("refused");
  box.hidden = !offers.length;
  if (!offers.length) return;
  const why = [...new Set(offers.map((each) => each.message).filter(Boolean))];
  box.replaceChildren(h("div", { class: "notice warn refused" }, h("p", {}, h("strong", {}, t("minutes.refused_means")), " ", why.join(" ")),
    h("ul", { class: "plain" }, ...offers.map((each) => h("li", {}, h("p", { class: "muted small" }, name(each.line)), h("p", { dir: "auto", class: "kept" }, each.text),
      h("p", { class: "row" }, copyButton(each.text), h("button", { type: "button", class: "small", onclick: () => go(each.line) }, t("minutes.refused_go")), h("button", { type: "button", class: "small quiet", onclick: () => forget(each.line) }, t("minutes.refused_seen"))))))));
}
