// The sessions' page: the statements that this person may see, below the sessions.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { inZone, ownZone } from "../state/silence.js";
import { attempt, h, part } from "../ui/dom.js";

/** @import {Statement} from "../types" */
/** What the list has of a statement; `silence_until`: the end of a silence procedure that runs. @typedef {Statement & {silence_until: number | null}} Listed */

const ZONE = ownZone(boot.me, Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

attempt(async () => {
  /** @type {{statements: Listed[]}} */
  const { statements } = await get("/api/statements");
  part("statements").replaceChildren(...statements.map(card));
  part("statements-area").hidden = !statements.length;
});

/** @param {Listed} each */
function card(each) {
  const isPublished = each.status === "published";
  return h("li", { class: "card statement" }, h("a", { href: `${isPublished ? "/p/" : "/statements/"}${each.id}`, lang: each.language, dir: "auto" }, each.title),
    h("span", { class: "row" }, each.silence_until !== null && h("span", { class: "chip warn" }, t("home.silence", { when: inZone(each.silence_until, ZONE, boot.ui) })),
      h("span", { class: `chip ${isPublished || each.status === "adopted" ? "good" : "accent"}` }, t(`statement.${each.status}`))));
}
