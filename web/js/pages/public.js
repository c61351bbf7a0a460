// The public page stands without this script; it adds one button, which computes the hash anew in the reader's own browser.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { canonical } from "../state/canonical.js";
import { h, part } from "../ui/dom.js";

/** @import {Statement} from "../types" */

const statement = /** @type {Statement} */ (boot.statement);
const button = part("verify");

/** @param {string} text */
async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Browsers compute hashes on secure pages only (HTTPS or this machine itself).
button.hidden = !globalThis.crypto?.subtle;
button.addEventListener("click", async () => {
  const isSame = (await sha256(canonical(statement))) === statement.sha256;
  part("verdict").replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, t(isSame ? "public.same" : "public.differs")));
});
