// Runs on the audio thread: microphone frames in, chunks of 100 ms at 16 kHz out, each with the time when it was captured.
import { Chunker } from "./chunker.js";
import { Resampler } from "./resampler.js";

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.resampler = new Resampler(sampleRate);
    this.chunker = new Chunker();
  }

  /** @param {Float32Array[][]} inputs @returns {boolean} */
  process(inputs) {
    const channels = inputs[0];
    if (!channels.length) return true;
    for (const value of this.resampler.push(mono(channels))) {
      const chunk = this.chunker.push(value);
      if (chunk) this.port.postMessage({ ...chunk, at: Date.now() }, [chunk.pcm]);
    }
    return true;
  }
}

/** @param {Float32Array[]} channels */
function mono(channels) {
  if (channels.length === 1) return channels[0];
  return channels[0].map((_, index) => channels.reduce((sum, channel) => sum + channel[index], 0) / channels.length);
}

registerProcessor("capture", Capture);
