// The public page stands without this script; it adds one button, which computes the hash anew in the reader's own browser.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { canonical } from "../state/canonical.js";
import { canDigest, sha256 } from "../ui/digest.js";
import { h, part } from "../ui/dom.js";

/** @import {Statement} from "../types" */

const statement = /** @type {Statement} */ (boot.statement);
const button = part("verify");

button.hidden = !canDigest();
button.addEventListener("click", async () => {
  const isSame = (await sha256(canonical(statement))) === statement.sha256;
  part("verdict").replaceChildren(h("span", { class: `chip ${isSame ? "good" : "bad"}` }, t(isSame ? "public.same" : "public.differs")));
});
