// A microphone's line to the server: sends from the outbox, resumes where the server stands after every cut.
import { acknowledged, empty, isAudio, put, RATE_HZ, rebased, rewound, skip, take, unacknowledged } from "../state/outbox.js";
import { ApiError } from "./api.js";
import { request, socket } from "./socket.js";

/** @import {CaptionsEvent, HeardEvent, OpenAnswer, TongueEvent} from "../types" */
/** @import {Item} from "../state/outbox.js" */

/** How long to wait before the server is asked again after a refusal. */
const RETRY_MS = 2000;
/** Audio may come this much later than the clock says (a busy page); beyond it the device stood still and time went on. */
const STILL_MS = 1500;

/** @typedef {{session: string, kind: "delegation" | "mixed" | "interpreter", delegation?: string, language: string}} Source */

export class Speaker {
  /** @param {Source} source @param {() => void} onChange */
  constructor(source, onChange) {
    this.source = source;
    this.onChange = onChange;
    this.box = empty();
    this.line = socket("/speaker");
    this.isMuted = false;
    this.isOpen = false;
    this.isWaiting = false;
    /** What the server said becomes of what is sent: null before it said anything. @type {HeardEvent | null} */
    this.told = null;
    /** The language that the microphone is declared to speak, and what it sounds like. @type {TongueEvent | null} */
    this.tongue = null;
    /** Whether what is said becomes captions at once. @type {CaptionsEvent["status"]} */
    this.captions = "live";
    this.trouble = "";
    /** @type {OpenAnswer | null} */
    this.opened = null;
    this.startedAt = 0;
    this.line.on("connect", () => this.open());
    this.line.on("disconnect", () => this.change({ isOpen: false }));
    this.line.on("ack", (/** @type {{stream: string, sample: number}} */ { sample }) => {
      this.box = acknowledged(this.box, sample);
      this.change({ trouble: "" });
      this.flush();
    });
    this.line.on("captions", (/** @type {CaptionsEvent} */ { status }) => this.change({ captions: status }));
    this.line.on("floor", (/** @type {HeardEvent} */ told) => this.change({ told }));
    this.line.on("language", (/** @type {TongueEvent} */ tongue) => {
      if (tongue.stream !== this.opened?.stream && this.opened) return;
      this.source.language = tongue.language; // also of a stream that has to be opened anew
      this.change({ tongue });
    });
    this.line.on("refused", (/** @type {{message: string, expected_sample: number | null}} */ told) => this.refused(told));
  }

  start() {
    this.line.connect();
  }

  /** Takes a captured chunk in; muted, only its time. @param {ArrayBuffer} pcm @param {number} at Unix milliseconds of its end */
  push(pcm, at) {
    const samples = pcm.byteLength / 2;
    if (!this.startedAt) this.startedAt = at - (1000 * (this.box.next + samples)) / RATE_HZ;
    const stillMs = at - this.startedAt - (1000 * (this.box.next + samples)) / RATE_HZ;
    if (stillMs > STILL_MS) this.box = skip(this.box, Math.round((stillMs * RATE_HZ) / 1000), "overrun");
    this.box = this.isMuted ? skip(this.box, samples, "muted") : put(this.box, pcm);
    this.flush();
  }

  /** The sample that is being captured at a time; audio on its way from the device is ahead of the box. @param {number} at Unix milliseconds */
  place(at) {
    return this.startedAt ? Math.max(this.box.next, Math.round(((at - this.startedAt) * RATE_HZ) / 1000)) : this.box.next;
  }

  /** Seconds of audio that the server has not acknowledged. */
  waitingSeconds() {
    return unacknowledged(this.box) / RATE_HZ;
  }

  /** Seconds of audio that were given up. */
  lostSeconds() {
    return this.box.lost / RATE_HZ;
  }

  /** No more will come. */
  close() {
    if (this.opened) this.line.emit("close", { stream: this.opened.stream, epoch: this.opened.epoch, end_sample: this.box.next });
  }

  async open() {
    try {
      /** @type {OpenAnswer} */
      const answer = await request(this.line, "open", { ...this.source, stream: this.opened?.stream, consent: true, next_sample: this.place(Date.now()) });
      this.box = rewound(this.box, answer.expected_sample);
      this.opened = answer;
      this.change({ isOpen: true, trouble: "", captions: answer.captions.status });
      this.flush();
    } catch (error) {
      if (this.opened && error instanceof ApiError && ["conflict", "not_found"].includes(error.code)) this.startAnew();
      this.change({ trouble: error instanceof Error ? error.message : String(error) });
      setTimeout(() => { if (this.line.connected && !this.isOpen) this.open(); }, RETRY_MS);
    }
  }

  /** The server has closed this stream: what is kept goes into a new one. */
  startAnew() {
    const before = this.box.next;
    this.box = rebased(this.box);
    this.startedAt += (1000 * (before - this.box.next)) / RATE_HZ;
    this.opened = null;
  }

  flush() {
    if (!this.isOpen || this.isWaiting || !this.opened || !this.line.connected) return;
    const { stream, epoch } = this.opened;
    const { box, items } = take(this.box);
    this.box = box;
    for (const item of items) this.send(item, stream, epoch);
  }

  /** @param {Item} item @param {string} stream @param {number} epoch */
  send(item, stream, epoch) {
    if (isAudio(item)) this.line.emit("audio", { stream, epoch, start_sample: item.start }, item.pcm);
    else this.line.emit("gap", { stream, epoch, from_sample: item.start, to_sample: item.end, why: item.why });
  }

  /** The server did not take something: wait, then go on from where it stands. @param {{message: string, expected_sample: number | null}} told */
  refused({ message, expected_sample }) {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.change({ trouble: message });
    setTimeout(() => {
      this.isWaiting = false;
      if (expected_sample === null || expected_sample === undefined) {
        if (this.line.connected) this.open();
        return;
      }
      this.box = rewound(this.box, expected_sample);
      this.flush();
    }, RETRY_MS);
  }

  /** @param {{isOpen?: boolean, told?: HeardEvent, tongue?: TongueEvent, trouble?: string, captions?: CaptionsEvent["status"], isMuted?: boolean}} what */
  change(what) {
    Object.assign(this, what);
    this.onChange();
  }
}
