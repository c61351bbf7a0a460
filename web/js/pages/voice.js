// An interpreter's microphone on their page: consent, then the state in words and the level, until they stop or lose the language.
import { openMicrophone } from "../audio/microphone.js";
import { t } from "../i18n.js";
import { Speaker } from "../net/speaker.js";
import { denied } from "../ui/denied.js";
import { ask } from "../ui/dialog.js";
import { part, setText, toast } from "../ui/dom.js";
import { Meter } from "../ui/meter.js";

/** From so many unacknowledged seconds on the speaker is told. */
const TOLD_S = 3;
/** The last words are on their way when the line is closed. */
const CLOSE_MS = 1000;

export class Voice {
  /** @param {string} session */
  constructor(session) {
    this.session = session;
    this.meter = new Meter();
    /** @type {Speaker | null} */
    this.speaker = null;
    /** @type {{close: () => void} | null} */
    this.device = null;
    this.isAsking = false;
    addEventListener("pagehide", () => this.speaker?.close());
  }

  get isOn() {
    return this.speaker !== null;
  }

  /** @param {string} lang the language that they have */
  async start(lang) {
    if (this.isOn || this.isAsking) return;
    this.isAsking = true;
    const agreed = await ask({ title: t("mic.notice_title"), text: [t("mic.notice"), t("interpreter.speak_means")], yes: t("mic.consent") });
    if (agreed) await this.open(lang);
    this.isAsking = false;
    this.show();
  }

  /** @param {string} lang */
  async open(lang) {
    const its = new Speaker({ session: this.session, kind: "interpreter", language: lang }, () => this.show());
    try {
      this.device = await openMicrophone({
        onChunk: (chunk) => {
          if (this.speaker !== its) return;
          its.push(chunk.pcm, chunk.at);
          this.meter.show(chunk, false);
        },
        onEnd: () => { toast(t("mic.is_gone"), "bad"); this.stop(); },
      });
    } catch (error) {
      toast(denied(error), "bad");
      return;
    }
    this.speaker = its;
    its.start();
  }

  /** What was said goes on being recognised; nothing more is heard. */
  stop() {
    const its = this.speaker;
    this.speaker = null;
    this.device?.close();
    this.device = null;
    its?.close();
    if (its) setTimeout(() => its.line.disconnect(), CLOSE_MS);
    this.show();
  }

  show() {
    part("voice-panel").hidden = !this.isOn;
    const button = part("voice");
    setText(button, t(this.isOn ? "interpreter.silent" : "interpreter.speak"));
    button.setAttribute("aria-pressed", String(this.isOn));
    const its = this.speaker;
    if (!its) return;
    const standing = !its.line.connected ? (its.opened ? "lost" : "opening") : !its.isOpen || !its.told ? "opening" : its.told.off_record ? "off" : !its.told.heard ? "waiting" : its.told.paused ? "paused" : "heard";
    part("voice-panel").dataset.standing = standing;
    setText(part("voice-state"), t(`mic.is_${standing}`));
    const seconds = Math.round(its.waitingSeconds());
    setText(part("voice-trouble"), its.trouble || (its.captions === "late" ? t("mic.captions_late") : seconds > TOLD_S ? t("mic.kept", { seconds }) : ""));
  }
}
