// The secretariat's desk: sessions, statements, invitations.
import { t } from "../i18n.js";
import { get, post, remove } from "../net/api.js";
import { attempt, h, part } from "../ui/dom.js";

async function draw() {
  const [{ sessions }, { statements }, { invitations }, { delegations }] = await Promise.all([get("/api/sessions"), get("/api/statements"), get("/api/invitations"), get("/api/delegations")]);
  part("sessions").replaceChildren(...sessions.map(session));
  part("statements").replaceChildren(...statements.map((/** @type {any} */ each) => h("p", {}, h("a", { href: `/statements/${each.id}` }, each.title), ` · ${t(`statement.${each.status}`)} `, each.status === "published" && h("a", { href: `/p/${each.id}` }, `/p/${each.id}`))));
  part("invitations").replaceChildren(...invitations.filter((/** @type {any} */ each) => !each.revoked_at).map(invitation));
  const menu = /** @type {HTMLSelectElement} */ (/** @type {HTMLFormElement} */ (part("invite")).elements.namedItem("delegation"));
  menu.replaceChildren(h("option", { value: "" }, "—"), ...delegations.map((/** @type {any} */ each) => h("option", { value: each.code }, each.name)));
}

/** @param {any} each */
function session(each) {
  const erase = async () => { if (prompt(`${t("secretariat.delete")}: ${each.id}?`) === each.id) { await remove(`/api/sessions/${each.id}`); await draw(); } };
  return h("p", { class: "row" }, h("a", { href: `/s/${each.id}` }, each.title), ` · ${t(`status.${each.status}`)} · ${t(`secretariat.${each.visibility}`)}`, h("a", { href: `/s/${each.id}/chair` }, t("home.chair")), h("a", { href: `/s/${each.id}/minutes` }, t("home.minutes")), h("button", { type: "button", class: "quiet small", onclick: () => attempt(erase) }, t("secretariat.delete")));
}

/** @param {any} each */
function invitation(each) {
  const revoke = async () => { await post(`/api/invitations/${each.id}/revoke`); await draw(); };
  return h("p", { class: "row" }, `${each.name} · ${each.role} ${each.delegation ?? ""}`, h("button", { type: "button", class: "quiet small", onclick: () => attempt(revoke) }, t("secretariat.revoke")));
}

/** @param {string} name @param {(given: Record<string, string>) => Promise<unknown>} send */
function onSubmit(name, send) {
  const form = /** @type {HTMLFormElement} */ (part(name));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const given = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
    attempt(async () => { await send(given); await draw(); });
  });
}

onSubmit("create", (given) => post("/api/sessions", { ...given, languages: given.languages.split(/[\s,]+/).filter(Boolean) }));
onSubmit("invite", async (given) => {
  const made = await post("/api/invitations", { role: given.role, delegation: given.delegation || null, name: given.name, days: 7 });
  part("link").replaceChildren(h("code", {}, made.link));
});
attempt(draw);
