// The published record stands without this script; it adds one button, which computes the hashes anew in the reader's own browser.
import { theSession } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { isGenuine } from "../state/canonical.js";
import { canDigest, sha256 } from "../ui/digest.js";
import { attempt, h, part } from "../ui/dom.js";

/** @import {ApprovedRecord} from "../types" */

const button = part("verify");

/** Whether every line on the page says what the record says in that language. @param {ApprovedRecord} given */
function isShown({ record }) {
  const known = new Map(record.segments.map((each) => [each.id, each]));
  return [...document.querySelectorAll("[data-words]")].every((element) => {
    const { dataset, lang, textContent } = /** @type {HTMLElement} */ (element);
    const line = known.get(dataset.words ?? "");
    const texts = line ? [...(line.lang === lang ? [line.text] : []), ...line.translations.filter((each) => each.lang === lang).map((each) => each.text)] : [];
    return texts.includes(textContent ?? "");
  });
}

button.hidden = !canDigest();
button.addEventListener("click", () => attempt(async () => {
  /** @type {ApprovedRecord} */
  const given = await get(`/api/sessions/${theSession().id}/approval/record`);
  const isSame = given.sha256 === part("sha").textContent && (await isGenuine(given, sha256)) && isShown(given);
  part("verdict").replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, t(isSame ? "approval.same" : "approval.differs")));
}));
