// Who else is on the page: a round sign for each, with the name; pressed, it shows the line they are in.
import { t } from "../i18n.js";
import { initials } from "../state/people.js";
import { h, part } from "./dom.js";

/** @import {Colleague} from "../state/people.js" */

/** @param {Colleague[]} people @param {(line: string) => void} go */
export function presence(people, go) {
  const box = part("people");
  box.hidden = !people.length;
  box.replaceChildren(...people.map((each) => {
    const name = each.line ? t("minutes.writes", { name: each.name }) : t("minutes.reads", { name: each.name });
    return h("li", {}, h("button", { type: "button", class: `avatar person-${each.colour}`, title: name, "aria-label": name, "aria-disabled": each.line ? null : "true", onclick: () => { if (each.line) go(each.line); } }, initials(each.name)));
  }));
}
