// Asks for the lines of the minutes while the page's other scripts are still on their way: thousands of lines take the server its time.
import { boot, theSession } from "../boot.js";

/** The language of the translation column: as this person chose it last, else the interface's; "" for none. */
export const lang = chosen();

/** What the server told; null where it did not, so that the page asks again and says why. @type {Promise<any> | null} */
let told = fetch(`/api/sessions/${theSession().id}/minutes?brief=1${lang && `&lang=${lang}`}`, { credentials: "same-origin", headers: { Accept: "application/json" } })
  .then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);

/** The answer, once: later ones are asked for anew. */
export async function early() {
  const answer = await told;
  told = null;
  return answer;
}

function chosen() {
  const codes = theSession().languages.map((each) => each.code);
  const kept = stored();
  if (kept !== null && (kept === "" || codes.includes(kept))) return kept;
  return codes.includes(boot.ui) ? boot.ui : (codes[0] ?? "");
}

/** A closed storage is no error. */
function stored() {
  try {
    return localStorage.getItem("minutes");
  } catch {
    return null;
  }
}
