// The microphone: consent, capture, send, keep what is not acknowledged, send it again after a cut.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { request, socket } from "../net/socket.js";
import { acknowledged, empty, put, skip } from "../state/outbox.js";
import { attempt, h, part, setText, toast } from "../ui/dom.js";

/** @type {any} */
const session = theSession();
const line = socket("/speaker");
const language = /** @type {HTMLSelectElement} */ (part("language"));
const source = /** @type {HTMLSelectElement} */ (part("source"));
const meter = /** @type {HTMLMeterElement} */ (part("level"));
let box = empty();
/** @type {any} */
let opened = null;
let isMuted = false;
let isHeard = false;
let sent = 0;

const own = session.delegations.find((/** @type {any} */ each) => each.code === boot.me.delegation);
language.replaceChildren(...boot.languages.map((/** @type {any} */ each) => h("option", { value: each.code, selected: each.code === (own?.language ?? boot.ui) }, each.name)));
source.replaceChildren(h("option", { value: "" }, t("mic.room")), ...session.delegations.map((/** @type {any} */ each) => h("option", { value: each.code }, each.name)));
if (own) {
  source.value = own.code;
  part("source-label").hidden = true;
}

function show() {
  const text = !line.connected ? "mic.lost" : isMuted ? "mic.muted" : isHeard ? "mic.heard" : "mic.waiting";
  setText(part("state"), opened ? t(text) : "");
}

async function open() {
  const facts = { session: session.id, kind: source.value ? "delegation" : "mixed", delegation: source.value || undefined, language: language.value, consent: true, stream: opened?.stream };
  const answer = await request(line, "open", facts);
  const isFirst = !opened;
  opened = answer;
  if (isFirst) box = empty(answer.expected_sample);
  box = acknowledged(box, answer.expected_sample);
  sent = 0;
  isHeard = !source.value || session.floor?.delegation === source.value;
  flush();
  show();
}

function flush() {
  if (!opened || !line.connected) return;
  for (const chunk of box.chunks) {
    if (chunk.start < sent) continue;
    line.emit("audio", { stream: opened.stream, epoch: opened.epoch, start_sample: chunk.start }, chunk.pcm);
    sent = chunk.start + 1;
  }
}

/** @param {{data: {pcm: ArrayBuffer, peak: number}}} message */
function captured({ data }) {
  meter.value = isMuted ? 0 : data.peak;
  box = isMuted ? skip(box, data.pcm.byteLength / 2) : put(box, data.pcm);
  flush();
}

async function start() {
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 } });
  } catch (error) {
    toast(t("mic.denied", { reason: error instanceof Error ? error.message : "" }), "bad");
    return;
  }
  const context = new AudioContext();
  await context.audioWorklet.addModule("/static/js/audio/capture-worklet.js");
  const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  line.on("connect", () => attempt(open));
  line.connect();
  await new Promise((resolve) => line.once("connect", () => resolve(null)));
  node.port.onmessage = captured;
  context.createMediaStreamSource(stream).connect(node);
  part("consent").hidden = true;
  part("mute").hidden = false;
}

part("consent").addEventListener("click", () => attempt(start));
part("mute").addEventListener("click", () => {
  isMuted = !isMuted;
  setText(part("mute"), t(isMuted ? "mic.unmute" : "mic.mute"));
  show();
});
line.on("disconnect", show);
line.on("ack", (told) => { box = acknowledged(box, told.sample); });
line.on("floor", (told) => { isHeard = told.heard; show(); });
line.on("refused", (told) => {
  toast(told.message, "bad");
  if (typeof told.expected_sample === "number") sent = told.expected_sample;
});
addEventListener("pagehide", () => { if (opened) line.emit("close", { stream: opened.stream, epoch: opened.epoch, end_sample: box.next }); });
