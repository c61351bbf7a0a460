// What stands between the reader and the captions, in words: the most serious thing first.
import { has, t } from "../i18n.js";
import { hand } from "../state/captions.js";
import { PLAIN_MS, behind, seconds } from "../state/lag.js";
import { behindSeconds } from "../state/supply.js";
import { setText } from "./dom.js";

/** @import {Captions} from "../state/captions.js" */
/** @import {Supply} from "../state/supply.js" */
/** @typedef {{text: string, kind: "" | "bad" | "warn" | "calm" | "good" | "off-record"}} Standing an empty text when all is well */

/** @param {Captions} state @returns {Standing} */
export function standing(state) {
  const { meeting } = state;
  if (state.refusal) return { text: state.refusal, kind: "bad" };
  if (!state.isConnected && state.isRead) return { text: t("viewer.lost"), kind: "bad" };
  if (meeting.off_record) return { text: t("viewer.off_record"), kind: "off-record" };
  if (meeting.status === "planned") return { text: t("viewer.planned"), kind: "calm" };
  if (meeting.status === "closed") return { text: t("viewer.closed"), kind: "calm" };
  if (meeting.paused) return { text: t("viewer.paused"), kind: "warn" };
  return making(hand(state) === "interpreter" ? { ...state.supply, workers: { ...state.supply.workers, translate: "ok" } } : state.supply);
}

/** What the captions are made with, in words: away, behind, or back again. @param {Supply} supply @returns {Standing} */
export function making(supply) {
  if (supply.workers?.speech === "away") return { text: t("viewer.speech_away"), kind: "bad" };
  if (supply.back) return { text: t(supply.back === "speech" ? "viewer.speech_back" : "viewer.translate_back"), kind: "good" };
  const seconds = behindSeconds(supply);
  const pace = supply.pace !== "full" && has(`pace.${supply.pace}`) ? t(`pace.${supply.pace}`) : "";
  if (seconds) return { text: [t("viewer.behind", { seconds }), pace].filter(Boolean).join(" "), kind: "warn" };
  if (supply.workers?.translate === "away") return { text: t("viewer.translate_away"), kind: "warn" };
  if (pace) return { text: pace, kind: "warn" };
  return { text: "", kind: "" };
}

/** Shows it in a banner. @param {HTMLElement} banner @param {Standing} standing */
export function showStanding(banner, { text, kind }) {
  if (banner.textContent !== text) banner.textContent = text;
  banner.className = `banner ${kind}`;
  banner.hidden = !text;
}

/**
 * Says how far the captions are behind, in small words: calm while it is little, plain when it is much; nothing when nobody speaks.
 * @param {HTMLElement} place @param {Captions} state @param {{isFinalOnly?: boolean, now?: number, waitsSince?: number}} [more] `now` and `waitsSince`: session
 *   time, and that of the oldest line without its translation
 */
export function showLag(place, state, { isFinalOnly = false, now = 0, waitsSince = 0 } = {}) {
  const waitingMs = waitsSince ? now - waitsSince : 0;
  const isLive = state.meeting.status === "open" && state.isConnected && !state.meeting.paused;
  const ms = isLive ? behind(state.lag, { nowMs: performance.now(), toldMs: state.supply.behindMs, waitingMs, isFinalOnly }) : null;
  setText(place, ms === null ? "" : t("viewer.lag", { seconds: seconds(ms) }));
  place.classList.toggle("late", ms !== null && ms >= PLAIN_MS);
}
