// The interface's words. Every visible string has a key in web/i18n/<language>.json; {name} in a text is a parameter.
import { boot } from "./boot.js";
import { apart } from "./state/bidi.js";

/**
 * The text of a key in the interface's language. A missing key shows itself, so that it is seen and mended.
 * @param {string} key
 * @param {Record<string, string | number>} [params]
 */
export function t(key, params = {}) {
  return fill(boot.messages[key] ?? key, params);
}

/** @param {string} text @param {Record<string, string | number>} params */
export function fill(text, params) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? apart(String(params[name])) : whole));
}

/** Is there such a text? @param {string} key */
export function has(key) {
  return key in boot.messages;
}
