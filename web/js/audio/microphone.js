// The device's microphone as chunks of 100 ms. Echo cancellation, noise suppression and automatic gain are off: they are made
// for calls and cost the recognition words.

/** @import {Chunk} from "./chunker.js" */

/** @typedef {Chunk & {at: number}} Captured `at`: Unix milliseconds at the end of the chunk */

/**
 * Asks for the microphone and starts it.
 * @param {{onChunk: (chunk: Captured) => void, onEnd: () => void}} listener `onEnd`: the device is gone
 * @returns {Promise<{close: () => void}>} rejects with the browser's DOMException when it is refused
 */
export async function openMicrophone({ onChunk, onEnd }) {
  if (!navigator.mediaDevices) throw new DOMException("insecure page", "SecurityError");
  const stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false, channelCount: 1 } });
  const context = new AudioContext({ latencyHint: "interactive" });
  await context.audioWorklet.addModule("/static/js/audio/capture-worklet.js");
  const node = new AudioWorkletNode(context, "capture", { numberOfOutputs: 0 });
  node.port.onmessage = ({ data }) => onChunk(data);
  context.createMediaStreamSource(stream).connect(node);
  // A telephone call stops the context; it goes on when the page is in the foreground again.
  context.addEventListener("statechange", () => { if (context.state !== "closed" && context.state !== "running") context.resume().catch(() => {}); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible" && context.state !== "closed") context.resume().catch(() => {}); });
  stream.getAudioTracks()[0].addEventListener("ended", onEnd);
  await context.resume();
  return { close: () => { for (const track of stream.getTracks()) track.stop(); context.close(); } };
}
