// A band that says how the minutes of a session stand, on the pages that show them: `[data-approval]` is its place.
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { get } from "../net/api.js";
import { isLocked, isWindowOpen, left } from "../state/approval.js";
import { attempt, h } from "./dom.js";
import { moment } from "./moment.js";

/** @import {Socket} from "socket.io-client" */
/** @import {Approval, MinutesState, Session} from "../types" */

const TONES = { draft: "", review: "accent", approved: "good", published: "good" };
const LOOK_MS = 60_000;
const INSIDERS = ["secretariat", "rapporteur", "chair", "delegation"];

/** The state as a chip. @param {MinutesState} state */
export const stateChip = (state) => h("span", { class: `chip ${TONES[state]}`, "data-state": state }, t(`approval.${state}`));

/**
 * Keeps the band true, by itself and whenever the server says that something moved. A page without the place has none.
 * @param {Session} session
 * @param {Socket} [line] `/viewer`, of a page that has joined the session
 * @param {(approval: Approval) => void} [onChange] what was read, so that a page locks itself
 */
export function keepBand(session, line, onChange = () => {}) {
  const place = document.querySelector("[data-approval]");
  if (!(place instanceof HTMLElement)) return;
  const read = () => attempt(async () => {
    /** @type {Approval} */
    const told = await get(`/api/sessions/${session.id}/approval?brief=1`);
    draw(place, session, told);
    onChange(told);
  });
  line?.on("approval", (/** @type {{session: string}} */ told) => { if (told.session === session.id) read(); });
  line?.on("connect", read);
  setInterval(() => { if (document.visibilityState === "visible" && place.dataset.state === "review") read(); }, LOOK_MS);
  read();
}

/** @param {HTMLElement} place @param {Session} session @param {Approval} told */
function draw(place, session, told) {
  place.dataset.state = told.state;
  place.classList.add("approval-band");
  const link = INSIDERS.includes(boot.me.role) ? h("a", { href: `/s/${session.id}/approval` }, t("approval.title")) : null;
  const open = told.state === "published" ? h("a", { href: `/p/minutes/${session.id}` }, t("approval.public")) : null;
  place.replaceChildren(stateChip(told.state), h("span", { class: "small" }, words(told)), h("span", { class: "row" }, link, open));
}

/** @param {Approval} told */
function words(told) {
  if (isLocked(told.state) && told.approved_at === null) return t("approval.band_approved");
  if (isLocked(told.state)) return t("approval.band_locked", { when: moment(told.approved_at), by: told.approved_by ?? "" });
  if (told.state === "draft") return t("approval.band_draft");
  if (!isWindowOpen(told, told.now)) return t("approval.window_over");
  const rest = left(told.review_ends_at ?? 0, told.now);
  return t("approval.window_open", { when: moment(told.review_ends_at), left: t(`approval.left_${rest.key}`, { count: rest.count }) });
}
