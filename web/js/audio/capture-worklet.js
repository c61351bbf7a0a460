// Gathers the microphone's frames, low-passes and resamples them to 16 kHz mono int16, and posts 100 ms chunks.
const RATE = 16000;
const CHUNK = 1600;
const TAPS = 48;

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.ratio = sampleRate / RATE;
    this.kernel = lowPass(Math.min(0.5, 0.46 / this.ratio));
    this.tail = new Float32Array(TAPS);
    this.at = 0;
    this.out = new Int16Array(CHUNK);
    this.filled = 0;
    this.peak = 0;
  }

  process(inputs) {
    const channel = inputs[0][0];
    if (!channel) return true;
    const samples = new Float32Array(TAPS + channel.length);
    samples.set(this.tail);
    samples.set(channel, TAPS);
    while (this.at < channel.length) {
      this.push(convolve(samples, Math.floor(this.at), this.kernel));
      this.at += this.ratio;
    }
    this.at -= channel.length;
    this.tail = samples.slice(samples.length - TAPS);
    return true;
  }

  push(value) {
    this.peak = Math.max(this.peak, Math.abs(value));
    this.out[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(value * 32767)));
    if (this.filled < CHUNK) return;
    this.port.postMessage({ pcm: this.out.buffer, peak: this.peak }, [this.out.buffer]);
    this.out = new Int16Array(CHUNK);
    this.filled = 0;
    this.peak = 0;
  }
}

/** A windowed sinc (Hann); `cutoff` in cycles per sample. */
function lowPass(cutoff) {
  const kernel = new Float32Array(TAPS);
  let sum = 0;
  for (let place = 0; place < TAPS; place++) {
    const x = place - (TAPS - 1) / 2;
    const sinc = x === 0 ? 2 * cutoff : Math.sin(2 * Math.PI * cutoff * x) / (Math.PI * x);
    kernel[place] = sinc * (0.5 - 0.5 * Math.cos((2 * Math.PI * (place + 0.5)) / TAPS));
    sum += kernel[place];
  }
  return kernel.map((value) => value / sum);
}

function convolve(samples, start, kernel) {
  let sum = 0;
  for (let place = 0; place < TAPS; place++) sum += samples[start + place] * kernel[place];
  return sum;
}

registerProcessor("capture", Capture);
