// Gathers samples into chunks of 100 ms of int16, each with its level.

/** 100 ms at 16 kHz. */
export const CHUNK_SAMPLES = 1600;
/** From here on a sample counts as clipped: the converter's end, less the ripple of the filter. */
const CLIPPED = 0.985;

/** @typedef {{pcm: ArrayBuffer, peak: number, rms: number, clipped: number}} Chunk levels from 0 to 1; `clipped`: samples at the end of the scale */

export class Chunker {
  samples = new Int16Array(CHUNK_SAMPLES);
  filled = 0;
  peak = 0;
  energy = 0;
  clipped = 0;

  /** @param {number} value @returns {Chunk | null} a full chunk */
  push(value) {
    const size = Math.abs(value);
    this.peak = Math.max(this.peak, size);
    this.energy += value * value;
    if (size >= CLIPPED) this.clipped += 1;
    this.samples[this.filled++] = Math.max(-32768, Math.min(32767, Math.round(value * 32768)));
    if (this.filled < CHUNK_SAMPLES) return null;
    const { buffer: pcm } = this.samples;
    const chunk = { pcm, peak: Math.min(1, this.peak), rms: Math.sqrt(this.energy / CHUNK_SAMPLES), clipped: this.clipped };
    Object.assign(this, { samples: new Int16Array(CHUNK_SAMPLES), filled: 0, peak: 0, energy: 0, clipped: 0 });
    return chunk;
  }
}
