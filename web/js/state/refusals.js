// Why the server refused something, in the reader's language: what its code means and what to do. Pure.
import { inZone } from "./silence.js";

/** Details that are moments, in Unix milliseconds. */
const MOMENTS = ["until", "expires_at"];

/**
 * The words of a refusal: the interface's own where they have some for the code (`refusal.<code>`), else the server's.
 * @param {{code: string, message: string, details: Record<string, any>}} refusal
 * @param {{texts: Record<string, string>, fill: (text: string, params: Record<string, any>) => string, lang: string, zone?: string}} words `zone`: of the device where none is given
 */
export function refusalText({ code, message, details }, { texts, fill, lang, zone = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC" }) {
  const text = texts[`refusal.${code}`];
  const params = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, MOMENTS.includes(name) && typeof value === "number" ? inZone(value, zone, lang) : value]));
  const isWhole = text && [...text.matchAll(/\{(\w+)\}/g)].every(([, name]) => name in params);
  return isWhole ? fill(text, params) : fill(texts["refusal.says"] ?? "{message}", { message });
}
