// From the microphone's rate to 16 kHz: a windowed-sinc low-pass evaluated at each output sample (J. O. Smith, "Digital Audio
// Resampling"). Keeps its history from block to block, so that blocks of any length give the same samples.

export const RATE_HZ = 16000;
/** Zero crossings on each side of the kernel: 60 dB of stop band is reached at 12 with this window; 16 leaves a margin. */
const CROSSINGS = 16;
/** The pass band ends a little below 8 kHz, so that the slope of the filter lies below the fold. */
const PASS_SHARE = 0.92;
/** Places of the kernel between two input samples; the nearest is taken (an error below -54 dB at speech frequencies). */
const PHASES = 256;

export class Resampler {
  /** @param {number} rateHz of the input */
  constructor(rateHz) {
    this.step = rateHz / RATE_HZ;
    const cutoff = Math.min(1, 1 / this.step) * PASS_SHARE;
    this.half = Math.ceil(CROSSINGS / cutoff);
    this.kernels = Array.from({ length: PHASES + 1 }, (_, phase) => kernel(this.half, cutoff, phase / PHASES));
    /** @type {Float32Array} */
    this.held = new Float32Array(this.half);
    this.at = this.half;
  }

  /**
   * The samples that the input now allows; the last few wait for what follows.
   * @param {Float32Array} input mono, -1 to 1
   * @returns {number[]} at 16 kHz, -1 to 1 (a little more where the input clips)
   */
  push(input) {
    const samples = new Float32Array(this.held.length + input.length);
    samples.set(this.held);
    samples.set(input, this.held.length);
    const out = [];
    while (this.at + this.half < samples.length) {
      const whole = Math.floor(this.at);
      out.push(dot(samples, whole - this.half + 1, this.kernels[Math.round((this.at - whole) * PHASES)]));
      this.at += this.step;
    }
    const done = Math.max(0, Math.floor(this.at) - this.half);
    this.held = samples.slice(done);
    this.at -= done;
    return out;
  }
}

/** Weights of the samples around a place `fraction` after the middle one; their sum is 1. @param {number} half @param {number} cutoff @param {number} fraction */
function kernel(half, cutoff, fraction) {
  const weights = new Float32Array(2 * half);
  for (let index = 0; index < weights.length; index++) {
    const x = index - half + 1 - fraction;
    const angle = Math.PI * cutoff * x;
    const window = Math.abs(x) < half ? 0.42 + 0.5 * Math.cos((Math.PI * x) / half) + 0.08 * Math.cos((2 * Math.PI * x) / half) : 0;
    weights[index] = window * (x === 0 ? 1 : Math.sin(angle) / angle);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** @param {Float32Array} samples @param {number} start @param {Float32Array} weights */
function dot(samples, start, weights) {
  let sum = 0;
  for (let index = 0; index < weights.length; index++) sum += samples[start + index] * weights[index];
  return sum;
}
