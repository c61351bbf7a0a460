// What stands between the reader and the captions, in words: the most serious thing first.
import { has, t } from "../i18n.js";
import { behindSeconds } from "../state/supply.js";

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
  return making(state.supply);
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

/** How far the captions are behind, in words; "" when that is not known. @param {Captions} state */
export function lag(state) {
  if (state.lagMs === null || state.meeting.status !== "open") return "";
  return t("viewer.lag", { seconds: Math.max(1, Math.round(state.lagMs / 1000)) });
}
