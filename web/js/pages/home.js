// The sessions' page: the statements that this person may see, below the sessions.
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { attempt, h, part } from "../ui/dom.js";

/** @import {Statement} from "../types" */

attempt(async () => {
  /** @type {{statements: Statement[]}} */
  const { statements } = await get("/api/statements");
  part("statements").replaceChildren(...statements.map(card));
  part("statements-area").hidden = !statements.length;
});

/** @param {Statement} each */
function card(each) {
  const isPublished = each.status === "published";
  return h("li", { class: "card statement" }, h("a", { href: `${isPublished ? "/p/" : "/statements/"}${each.id}` }, each.title),
    h("span", { class: `chip ${isPublished || each.status === "adopted" ? "good" : "accent"}` }, t(`statement.${each.status}`)));
}
