// Small tools for the page: make elements, find them, say something to the reader. Text is always text, never HTML.
import { t } from "../i18n.js";

/**
 * Makes an element: `h("button", {type: "button", onclick: f, class: "primary"}, "Go")`.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes] `on...` are listeners, `true` is an empty attribute, `false` and `null` are left out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) setAttribute(element, name, value);
  for (const child of children) if (child || child === "") element.append(/** @type {Node | string} */ (child));
  return element;
}

/** @param {HTMLElement} element @param {string} name @param {any} value */
function setAttribute(element, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
  else element.setAttribute(name, value === true ? "" : String(value));
}

/**
 * The element with this `data-` name; its absence is a fault of the page.
 * @param {string} name for example `captions` for `data-captions`
 * @param {ParentNode} [root]
 * @returns {HTMLElement}
 */
export function part(name, root = document) {
  const element = root.querySelector(`[data-${name}]`);
  if (!(element instanceof HTMLElement)) throw new Error(`the page has no data-${name}`);
  return element;
}

/** Sets a text only when it changed, so that screen readers are not told twice. @param {HTMLElement} element @param {string} text */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Says something for a few seconds.
 * @param {string} text
 * @param {"" | "bad"} [kind]
 */
export function toast(text, kind = "") {
  const box = document.getElementById("toasts");
  const element = h("div", { class: `toast ${kind}` }, text);
  for (const each of [...(box?.children ?? [])].slice(0, -1)) each.remove(); // two at most, so that they cover little
  box?.append(element);
  setTimeout(() => element.remove(), kind === "bad" ? 9000 : 5000);
}

/** Runs an action of the reader; its failure is said in words. @param {() => Promise<unknown>} action */
export async function attempt(action) {
  try {
    return await action();
  } catch (error) {
    toast(error instanceof Error ? error.message : t("error.unknown", { status: "" }), "bad");
    return undefined;
  }
}

/** Session time as `1:02:07` or `2:07`. @param {number} ms */
export function clock(ms) {
  const total = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((value, index) => (index ? String(value).padStart(2, "0") : String(value))).join(":");
}

/** Keeps a choice of the reader on this device; a closed storage is no error. */
export const memory = {
  /** @param {string} key @returns {string | null} */
  get(key) {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  },
  /** @param {string} key @param {string} value */
  set(key, value) {
    try {
      localStorage.setItem(key, value);
    } catch {
      // The choice lasts as long as the page.
    }
  },
};
