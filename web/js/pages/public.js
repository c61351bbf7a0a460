// The public page stands without this script; it adds one button, which computes the hash anew in the reader's own browser.
import { boot } from "../boot.js";
import { get } from "../net/api.js";
import { write } from "../state/canonical.js";
import { canDigest, sha256 } from "../ui/digest.js";
import { attempt, h, part } from "../ui/dom.js";

const { id, lang, says } = { lang: "", says: { same: "", differs: "" }, ...(boot.verified ?? { id: "" }) };
const button = part("verify");

/** Whether the page shows the paragraphs that were adopted in its language. @param {any} adopted */
function isShown(adopted) {
  const told = adopted.language === lang ? adopted : adopted.languages.find((/** @type {any} */ each) => each.language === lang);
  return told.paragraphs.every((/** @type {{id: string, text: string}} */ each) => (document.querySelector(`[id="${CSS.escape(each.id)}"] .wording`)?.textContent ?? "").trim().endsWith(each.text.trim()));
}

button.hidden = !canDigest();
button.addEventListener("click", () => attempt(async () => {
  const record = await get(`/api/statements/${id}/record`);
  const isSame = record.sha256 === part("sha").textContent && (await sha256(write(record.adopted))) === record.sha256 && isShown(record.adopted);
  part("verdict").replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, isSame ? says.same : says.differs));
}));
