// The menu of a line: one sheet for all rows, in the browser's top layer, so that no list cuts it off.
import { t } from "../i18n.js";
import { h } from "./dom.js";

/** @typedef {{name: string, text: string, key?: string, isOff?: boolean}} Entry */

/**
 * Opens the menu at a button. @param {HTMLElement} at @param {Entry[]} entries @param {(name: string) => void} onChoose
 */
export function openMenu(at, entries, onChoose) {
  const close = () => menu.hidePopover();
  const menu = h("div", { class: "line-menu", popover: "auto", role: "menu", "aria-label": t("minutes.more") }, ...entries.map((each) => h("button", {
    type: "button", role: "menuitem", class: "quiet", tabindex: "-1", disabled: each.isOff, onclick: () => { close(); onChoose(each.name); },
  }, h("span", {}, each.text), each.key && h("kbd", { "aria-hidden": "true" }, each.key))));
  menu.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "closed") return;
    menu.remove();
    if (at.isConnected && document.activeElement === document.body) at.focus({ preventScroll: true });
  });
  menu.addEventListener("keydown", (event) => {
    event.stopPropagation();
    const all = [.../** @type {NodeListOf<HTMLButtonElement>} */ (menu.querySelectorAll("button:not(:disabled)"))];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Tab") close();
    if (!step) return;
    event.preventDefault();
    const place = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    all[(place + step + all.length) % all.length]?.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  const place = at.getBoundingClientRect();
  const left = Math.min(place.left, innerWidth - menu.offsetWidth - 8);
  const isBelow = place.bottom + menu.offsetHeight + 8 < innerHeight;
  menu.style.left = `${Math.max(8, left)}px`;
  menu.style.top = `${isBelow ? place.bottom + 4 : Math.max(8, place.top - menu.offsetHeight - 4)}px`;
  /** @type {HTMLButtonElement | null} */ (menu.querySelector("button:not(:disabled)"))?.focus();
}
