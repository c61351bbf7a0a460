// What recomputing a record has found, in words: on the page of a published statement and in the file that verifies without a network. Uses nothing of the page around it.
import { apart } from "../state/bidi.js";
import { bytes, checkRecord, opened, verdictOf } from "../state/verify.js";

/** `texts`: the words by their keys; `names`: delegations by code; `lang`: of the words. @typedef {{texts: Record<string, string>, names: Record<string, string>, lang: string}} Words */

/** The arithmetic of this browser: SHA-256 on secure pages and files, Ed25519 in newer ones. */
export const arithmetic = {
  /** @param {string | Uint8Array} text */
  async digest(text) {
    const raw = typeof text === "string" ? new TextEncoder().encode(text) : text;
    return [...new Uint8Array(await crypto.subtle.digest("SHA-256", /** @type {any} */ (raw)))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  },
  /** @param {string} key @param {string} value @param {string} text */
  async verify(key, value, text) {
    let imported;
    try {
      imported = await crypto.subtle.importKey("raw", bytes(key), { name: "Ed25519" }, false, ["verify"]);
    } catch (error) {
      if (error instanceof DOMException && error.name === "NotSupportedError") return null;
      return false;
    }
    return crypto.subtle.verify({ name: "Ed25519" }, imported, bytes(value), new TextEncoder().encode(text));
  },
};

/** A piece of a page. @param {string} tag @param {Record<string, any>} attributes @param {...(Node | string | null)} children */
function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (name.startsWith("on")) made.addEventListener(name.slice(2), value); else if (value !== false && value !== null) made.setAttribute(name, value === true ? "" : String(value));
  made.append(...children.filter((each) => each !== null));
  return made;
}

/** A fingerprint in groups of eight, so that two can be compared by eye. @param {string} hex */
export const grouped = (hex) => (hex.match(/.{1,8}/g) ?? []).join(" ");

/**
 * Recomputes a record and shows what was found in `root`. `known`: the house's key that is expected, "" where any is.
 * @param {HTMLElement} root @param {any} record @param {Words} words @param {string} known @returns {Promise<{verdict: "good" | "part" | "bad", says: string}>}
 */
export async function showVerified(root, record, { texts, names, lang }, known = "") {
  const say = (/** @type {string} */ key, /** @type {Record<string, any>} */ params = {}) => (texts[`verify.${key}`] ?? key).replace(/\{(\w+)\}/g, (whole, name) => (name in params ? apart(String(params[name])) : whole));
  const named = (/** @type {string} */ code) => names[code] ?? code;
  const when = (/** @type {number} */ at) => new Date(at).toLocaleString(lang, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }) + " UTC";
  if (!globalThis.crypto?.subtle) {
    root.replaceChildren(el("p", { class: "verdict part", role: "status" }, say("no_crypto")));
    return { verdict: "part", says: say("no_crypto") };
  }
  const findings = await checkRecord(record, arithmetic);
  const house = Array.isArray(record?.keys) ? record.keys.find((/** @type {any} */ each) => each.of === "HOUSE") : null;
  if (known && house && house.id !== known) findings.push({ what: "house", of: "", holds: false });
  const verdict = verdictOf(findings);
  const failed = findings.filter((each) => each.holds === false).length;
  /** Whose signature a finding is of: on the text, or (`2 KR`) on a corrigendum. */
  const signatureOf = (/** @type {any} */ each) => {
    const [number, code] = each.of.split(" ");
    const signed = each.what === "corrigendum_signed" ? record.corrigenda?.find((/** @type {any} */ one) => String(one.number) === number)?.signatures : record.signatures;
    return signed?.find((/** @type {any} */ one) => one.delegation === (code ?? number));
  };
  const wordsOf = (/** @type {any} */ each) => {
    const [number, code] = each.of.split(" ");
    const one = signatureOf(each);
    return { of: code === undefined ? named(each.of) : named(code), number, person: one?.person ?? "", when: one ? when(one.at) : "" };
  };
  const row = (/** @type {any} */ each) => el("li", { class: each.holds === null ? "part" : each.holds ? "good" : "bad", "data-finding": each.what, "data-of": each.of || null },
    el("span", { class: "sign", "aria-hidden": true }, each.holds === null ? "?" : each.holds ? "✓" : "✗"),
    el("span", {}, say(`${each.what}_${each.holds === null ? "part" : each.holds ? "good" : "bad"}`, wordsOf(each))));
  const says = say(`verdict_${verdict}`, { count: failed });
  const head = el("p", { class: `verdict ${verdict}`, role: "status", "data-verdict": verdict }, says);
  if (findings[0]?.what === "shape") {
    root.replaceChildren(head, el("p", {}, say("shape_bad")));
    return { verdict, says: say("shape_bad") };
  }
  const signed = new Set(record.signatures.map((/** @type {any} */ each) => each.delegation));
  const unsigned = record.adopted.parties.filter((/** @type {string} */ code) => !signed.has(code));
  root.replaceChildren(...[
    head,
    el("h2", {}, say("found")),
    el("ul", { class: "findings" }, ...findings.filter((each) => each.what !== "key" || !each.holds).map(row)),
    unsigned.length ? el("p", { class: "quiet" }, say("unsigned", { names: unsigned.map(named).join(", ") })) : null,
    ...record.corrigenda.filter((/** @type {any} */ each) => each.unsigned?.length).map((/** @type {any} */ each) => el("p", { class: "quiet" }, say("corrigendum_unsigned", { of: each.number, names: each.unsigned.map(named).join(", ") }))),
    el("h2", {}, say("fingerprint")),
    el("p", {}, el("code", { class: "hash", dir: "ltr", "data-sha": true }, grouped(record.sha256))),
    compare(record.sha256, say),
    house ? el("p", { class: "quiet" }, say("house_key"), el("br"), el("code", { class: "hash", dir: "ltr", "data-house": true }, grouped(house.id))) : null,
    el("p", { class: "quiet" }, say("address"), " ", el("a", { href: safe(record.address) }, record.address)),
    el("details", {}, el("summary", {}, say("means_title")), ...["means_1", "means_2", "means_3"].map((key) => el("p", {}, say(key)))),
    el("h2", {}, say("text")),
    adoptedText(record, named, when, say, lang),
    el("h2", {}, say("log")),
    el("ol", { class: "log" }, ...record.log.map((/** @type {any} */ each) => el("li", { value: each.n }, el("strong", {}, texts[`verify.log_${each.what}`] ?? each.what), ` · ${when(each.at)} · `, "by" in each ? el("bdi", {}, each.by) : say("internal"), el("code", { class: "small", dir: "ltr" }, each.sha256.slice(0, 16))))),
  ].filter((each) => each !== null));
  return { verdict, says };
}

/** Only an address of the web is a link. @param {string} address */
const safe = (address) => (/^https?:\/\//.test(address) ? address : null);

/** The first signs of the fingerprint as somebody has them on paper. @param {string} sha256 @param {(key: string) => string} say */
function compare(sha256, say) {
  const answer = el("span", { role: "status", class: "answer" });
  const field = /** @type {HTMLInputElement} */ (el("input", { autocomplete: "off", autocapitalize: "off", spellcheck: "false", dir: "ltr", inputmode: "text", oninput: () => {
    const typed = field.value.toLowerCase().replace(/[^0-9a-f]/g, "");
    const isSame = sha256.startsWith(typed);
    answer.className = `answer ${!typed ? "" : isSame ? "good" : "bad"}`;
    answer.textContent = !typed ? "" : say(isSame ? "compare_same" : "compare_other");
  } }));
  return el("label", { class: "field" }, say("compare"), field, answer);
}

/** @param {any} record @param {(code: string) => string} named @param {(at: number) => string} when @param {(key: string, params?: Record<string, any>) => string} say @param {string} lang */
function adoptedText({ adopted, corrigenda }, named, when, say, lang) {
  const tongues = new Intl.DisplayNames([lang], { type: "language" });
  const numbers = new Map(adopted.paragraphs.map((/** @type {any} */ each) => [each.id, each.number]));
  const paragraphs = adopted.paragraphs.map((/** @type {any} */ each) => el("p", { dir: "auto", class: each.kind }, each.number ? `${each.number}. ` : null, each.text));
  const others = (adopted.languages ?? []).filter((/** @type {any} */ each) => each.language !== adopted.language).map((/** @type {any} */ each) => el("details", {}, el("summary", {}, tongues.of(each.language) ?? each.language), el("h3", { dir: "auto", lang: each.language }, each.title || adopted.title), ...each.paragraphs.map((/** @type {any} */ one) => el("p", { dir: "auto", lang: each.language }, numbers.get(one.id) ? `${numbers.get(one.id)}. ` : null, one.text))));
  return el("article", { lang: adopted.language },
    el("h3", { dir: "auto" }, adopted.title), el("p", { class: "quiet" }, say("adopted", { when: when(adopted.adopted_at) })),
    ...paragraphs,
    el("p", { class: "quiet" }, say("parties", { count: adopted.parties.length }), " ", ...listed(adopted.parties.map(named))),
    ...corrigenda.map((/** @type {any} */ each) => el("p", { class: "corr" }, el("strong", {}, each.label), " ", el("del", {}, el("bdi", {}, each.before)), " → ", el("ins", {}, el("bdi", {}, each.after)), " — ", el("bdi", {}, each.why))),
    ...others);
}

/** Names beside each other, each in its own direction. @param {string[]} names @returns {(Node | string)[]} */
const listed = (names) => names.flatMap((each, place) => [...(place ? [", "] : []), el("bdi", {}, each)]);

/**
 * A field for a record that somebody has as a file; dropping one anywhere on the page does the same. What was found stands beside the field, too: the page above is long.
 * @param {HTMLElement} root @param {(record: any) => Promise<{verdict: "good" | "part" | "bad", says: string} | void>} take shows it @param {() => Record<string, string>} words of the language that is chosen now
 * @returns {() => void} draws its own words anew
 */
export function acceptRecords(root, take, words) {
  const told = el("p", { role: "status", class: "quiet" });
  const label = el("span", {});
  const draw = () => { label.textContent = words()["verify.drop"] ?? ""; };
  const read = async (/** @type {File | undefined} */ file) => {
    if (!file) return;
    try {
      const { record, altered } = opened(JSON.parse(await file.text()));
      const found = await take(record);
      const says = altered.length ? `${words()["verify.altered"] ?? ""} ${altered.map(apart).join(" · ")}` : (found?.says ?? "");
      told.className = `verdict ${altered.length ? "bad" : (found?.verdict ?? "bad")}`;
      told.textContent = `${words()["verify.looked_at"] ?? ""} ${apart(file.name)} — ${says}`;
    } catch {
      told.className = "verdict bad";
      told.textContent = `${apart(file.name)} — ${words()["verify.not_json"] ?? ""}`;
    }
  };
  const field = /** @type {HTMLInputElement} */ (el("input", { type: "file", accept: ".json,application/json", "data-file": true, onchange: () => read(field.files?.[0]) }));
  draw();
  root.append(el("label", { class: "field" }, label, field), told);
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => {
    event.preventDefault();
    read(event.dataTransfer?.files[0]);
  });
  return draw;
}
