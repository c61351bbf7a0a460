// The microphone's page: notice and consent, then the state in words, the level, mute.
import { boot, theSession } from "../boot.js";
import { has, t } from "../i18n.js";
import { openMicrophone } from "../audio/microphone.js";
import { post } from "../net/api.js";
import { Speaker } from "../net/speaker.js";
import { View } from "../net/view.js";
import { CaptionList } from "../ui/captions.js";
import { denied } from "../ui/denied.js";
import { attempt, h, part, setText } from "../ui/dom.js";
import { Follow } from "../ui/follow.js";
import { Meter } from "../ui/meter.js";
import { doubt, languageName } from "../ui/tongues.js";
import { making, showStanding } from "../ui/standing.js";
import { keepAwake } from "../ui/wake.js";

/** From so many unacknowledged seconds on the speaker is told. */
const TOLD_S = 3;
const session = theSession();
const language = /** @type {HTMLSelectElement} */ (part("language"));
const source = /** @type {HTMLSelectElement} */ (part("source"));
const meter = new Meter();
const list = new CaptionList({ list: part("captions"), live: part("live") });
const follow = new Follow(part("scroll"), () => {});
/** @type {Speaker | null} */
let speaker = null;
let isGone = false;
const view = new View(session, "floor", show);

function fillChoices() {
  const own = session.delegations.find((each) => each.code === boot.me.delegation);
  language.replaceChildren(...boot.languages.map((each) => h("option", { value: each.code, lang: each.code }, each.name)));
  source.replaceChildren(h("option", { value: "" }, t("mic.room")), ...session.delegations.map((each) => h("option", { value: each.code }, each.name)));
  source.value = own?.code ?? "";
  part("source-label").hidden = Boolean(own);
  chooseLanguage();
}

function chooseLanguage() {
  const wish = session.delegations.find((each) => each.code === source.value)?.language ?? session.languages[0]?.code ?? boot.ui;
  language.value = boot.languages.some((each) => each.code === wish) ? wish : boot.ui;
}

/** Which words describe what happens to what is said now. @returns {"gone" | "lost" | "opening" | "muted" | "off" | "paused" | "heard" | "waiting"} */
function standing() {
  if (isGone) return "gone";
  if (!speaker?.line.connected) return speaker?.opened ? "lost" : "opening";
  if (!speaker.isOpen) return "opening";
  if (speaker.isMuted) return "muted";
  if (!speaker.told) return "opening";
  if (speaker.told.off_record) return "off";
  if (!speaker.told.heard) return "waiting";
  return speaker.told.paused ? "paused" : "heard";
}

function show() {
  follow.around(() => { list.draw(view.state); });
  showStanding(part("banner"), making(view.state.supply));
  if (speaker) {
    const now = standing();
    part("panel").dataset.standing = now;
    setText(part("state"), t(`mic.is_${now}`));
    const means = now === "heard" && view.state.supply.workers?.speech === "away" ? "mic.recorded_means" : `mic.${now}_means`;
    setText(part("state-means"), has(means) ? t(means) : "");
    setText(part("trouble"), trouble(speaker));
    showTongue(speaker);
    setText(part("mute"), t(speaker.isMuted ? "mic.unmute" : "mic.mute"));
    part("mute").setAttribute("aria-pressed", String(speaker.isMuted));
  }
  const { floor, meeting } = view.state;
  const ask = part("ask");
  ask.hidden = boot.me.role !== "delegation" || meeting.status !== "open" || floor.delegation === boot.me.delegation;
  setText(ask, t(floor.requests.some((each) => each.delegation === boot.me.delegation) ? "viewer.withdraw" : "viewer.ask"));
}

/** The language that is declared, and the doubt of it with its one click. @param {Speaker} its */
function showTongue(its) {
  const { language, sounds_like } = its.tongue ?? { language: its.source.language, sounds_like: null };
  setText(part("chosen"), `${source.selectedOptions[0].textContent} · ${languageName(language)}`);
  const place = part("doubt");
  const shown = `${language} ${sounds_like}`;
  if (place.dataset.shown === shown) return;
  place.dataset.shown = shown;
  place.hidden = !sounds_like;
  place.replaceChildren(...(sounds_like ? doubt(language, sounds_like, (wished) => attempt(() => post(`/api/sessions/${session.id}/streams/${its.opened?.stream}/language`, { language: wished }))) : []));
}

/** @param {Speaker} its */
function trouble(its) {
  if (its.trouble) return its.trouble;
  if (its.captions === "late") return t("mic.captions_late");
  if (its.lostSeconds()) return t("mic.given_up", { seconds: Math.round(its.lostSeconds()) });
  return its.waitingSeconds() > TOLD_S ? t("mic.kept", { seconds: Math.round(its.waitingSeconds()) }) : "";
}

async function start() {
  const consent = /** @type {HTMLButtonElement} */ (part("consent"));
  consent.disabled = true;
  const its = new Speaker({ session: session.id, kind: source.value ? "delegation" : "mixed", delegation: source.value || undefined, language: language.value }, show);
  try {
    await openMicrophone({
      onChunk: (chunk) => {
        its.push(chunk.pcm, chunk.at);
        meter.show(chunk, its.isMuted);
        if (its.waitingSeconds() > TOLD_S) show();
      },
      onEnd: () => { isGone = true; show(); },
    });
  } catch (error) {
    consent.disabled = false;
    setText(part("denied"), denied(error));
    return;
  }
  speaker = its;
  its.start();
  part("consent-card").hidden = true;
  part("panel").hidden = false;
  part("mute").focus();
  keepAwake();
  show();
}

function toggleMute() {
  if (!speaker) return;
  speaker.change({ isMuted: !speaker.isMuted });
}

part("consent").addEventListener("click", start);
part("mute").addEventListener("click", toggleMute);
part("ask").addEventListener("click", () => attempt(() => {
  const isAsking = view.state.floor.requests.some((each) => each.delegation === boot.me.delegation);
  return post(`/api/sessions/${session.id}/floor/${isAsking ? "withdraw" : "ask"}`);
}));
source.addEventListener("change", chooseLanguage);
addEventListener("keydown", (event) => {
  const isTyping = event.target instanceof HTMLSelectElement || event.target instanceof HTMLInputElement;
  if (event.key.toLowerCase() === "m" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) toggleMute();
});
addEventListener("beforeunload", (event) => { if (speaker && speaker.waitingSeconds() > TOLD_S) event.preventDefault(); });
addEventListener("pagehide", () => speaker?.close());
fillChoices();
show();
view.start();
