// The public page stands without this script; it adds one button, which computes the hash anew in the reader's own browser.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { write } from "../state/canonical.js";
import { canDigest, sha256 } from "../ui/digest.js";
import { attempt, h, part } from "../ui/dom.js";

/** @import {Statement} from "../types" */

const statement = /** @type {Statement} */ (boot.statement);
const button = part("verify");

button.hidden = !canDigest();
button.addEventListener("click", () => attempt(async () => {
  const record = await get(`/api/statements/${statement.id}/record`);
  const isSame = (await sha256(write(record.adopted))) === statement.sha256 && isShown(record.adopted);
  part("verdict").replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, t(isSame ? "public.same" : "public.differs")));
}));

/** Whether the page shows the paragraphs that were adopted. @param {{paragraphs: {id: string, text: string}[]}} adopted */
function isShown({ paragraphs }) {
  return paragraphs.every(({ id, text }) => (document.getElementById(id)?.textContent ?? "").trim().endsWith(text.trim()));
}
