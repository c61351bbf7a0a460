// What stands between the reader and the captions, in words: the most serious thing first.
import { t } from "../i18n.js";

/** @import {Captions} from "../state/captions.js" */

/**
 * @param {Captions} state
 * @returns {{text: string, kind: "" | "bad" | "warn" | "calm" | "off-record"}} an empty text when all is well
 */
export function standing(state) {
  const { meeting, workers } = state;
  if (state.refusal) return { text: state.refusal, kind: "bad" };
  if (!state.isConnected && state.isRead) return { text: t("viewer.lost"), kind: "bad" };
  if (meeting.off_record) return { text: t("viewer.off_record"), kind: "off-record" };
  if (meeting.status === "planned") return { text: t("viewer.planned"), kind: "calm" };
  if (meeting.status === "closed") return { text: t("viewer.closed"), kind: "calm" };
  if (meeting.paused) return { text: t("viewer.paused"), kind: "warn" };
  if (workers?.speech === "away") return { text: t("viewer.speech_away"), kind: "bad" };
  if (workers?.translate === "away") return { text: t("viewer.translate_away"), kind: "warn" };
  return { text: "", kind: "" };
}

/** Shows it in a banner. @param {HTMLElement} banner @param {Captions} state */
export function showStanding(banner, state) {
  const { text, kind } = standing(state);
  if (banner.textContent !== text) banner.textContent = text;
  banner.className = `banner ${kind}`;
  banner.hidden = !text;
}

/** How far the captions are behind, in words; "" when that is not known. @param {Captions} state */
export function lag(state) {
  if (state.lagMs === null || state.meeting.status !== "open") return "";
  return t("viewer.lag", { seconds: Math.max(1, Math.round(state.lagMs / 1000)) });
}
