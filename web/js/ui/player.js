// One sound at a time: a segment's audio from a button anywhere on the page.
import { t } from "../i18n.js";
import { clock, h, toast } from "./dom.js";

const audio = new Audio();
/** @type {HTMLButtonElement | null} */
let button = null;

/** @typedef {{session: string, id: string, start_ms: number}} Played */

/** Plays a segment, or stops it where it is playing. @param {Played} segment */
export const play = (segment) => toggle(null, addressOf(segment));

/** @param {Played} segment */
const addressOf = (segment) => `/api/sessions/${encodeURIComponent(segment.session)}/segments/${encodeURIComponent(segment.id)}/audio`;

/** A button that plays a segment. @param {Played} segment */
export function playButton(segment) {
  const address = addressOf(segment);
  const isOn = !audio.paused && audio.src.endsWith(address);
  const made = h("button", { type: "button", class: "play", "aria-pressed": String(isOn), "aria-label": `${t("minutes.play")} ${clock(segment.start_ms)}`, title: t("minutes.play"), onclick: () => toggle(made, address) }, h("span", { "aria-hidden": "true" }), clock(segment.start_ms));
  if (isOn) button = made;
  return made;
}

/** @param {HTMLButtonElement | null} pressed the button that shows it, if any @param {string} address */
function toggle(pressed, address) {
  const isStop = audio.src.endsWith(address) && !audio.paused;
  stop();
  if (isStop) return;
  button = pressed;
  audio.src = address;
  pressed?.setAttribute("aria-pressed", "true");
  audio.play().catch(() => { stop(); toast(t("minutes.no_audio"), "bad"); });
}

function stop() {
  audio.pause();
  button?.setAttribute("aria-pressed", "false");
}

audio.addEventListener("ended", stop);
