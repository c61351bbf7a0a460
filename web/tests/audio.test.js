import assert from "node:assert/strict";
import { test } from "node:test";
import { CHUNK_SAMPLES, Chunker } from "../js/audio/chunker.js";
import { RATE_HZ, Resampler } from "../js/audio/resampler.js";

const tone = (hz, rateHz, seconds = 1) => Float32Array.from({ length: rateHz * seconds }, (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * index) / rateHz));
const inBlocks = (resampler, input, size) => Array.from({ length: Math.ceil(input.length / size) }, (_, index) => resampler.push(input.subarray(index * size, (index + 1) * size))).flat();
/** dB relative to a tone of half scale, the edges left out */
const level = (samples) => {
  const middle = samples.slice(1000, -1000);
  return 10 * Math.log10(middle.reduce((sum, value) => sum + value * value, 0) / middle.length / 0.125);
};

for (const rateHz of [16000, 22050, 44100, 48000, 96000]) {
  test(`speech passes and what lies above the fold is gone, from ${rateHz} Hz`, () => {
    for (const hz of [100, 1000, 3400, 6000]) assert.ok(Math.abs(level(inBlocks(new Resampler(rateHz), tone(hz, rateHz), 128))) < 0.5, `${hz} Hz`);
    if (rateHz > 30000) for (const hz of [9000, 12000, 15000]) assert.ok(level(inBlocks(new Resampler(rateHz), tone(hz, rateHz), 128)) < -55, `${hz} Hz`);
  });

  test(`the number of samples is that of the time, from ${rateHz} Hz`, () => {
    const made = inBlocks(new Resampler(rateHz), new Float32Array(rateHz * 10), 128).length;
    assert.ok(Math.abs(made - 10 * RATE_HZ) < 40, `${made}`);
  });
}

test("blocks of any length give the same samples", () => {
  const input = tone(440, 44100);
  assert.deepEqual(inBlocks(new Resampler(44100), input, 128), inBlocks(new Resampler(44100), input, 1000));
});

test("a tone keeps its place and its shape", () => {
  const made = inBlocks(new Resampler(48000), tone(1000, 48000), 128);
  const right = tone(1000, RATE_HZ);
  const worst = made.slice(100, -100).reduce((most, value, index) => Math.max(most, Math.abs(value - right[index + 100])), 0);
  assert.ok(worst < 0.005, `${worst}`);
});

test("a chunk holds 100 ms with its level, and clipping is counted", () => {
  const chunker = new Chunker();
  const chunks = Array.from({ length: 2 * CHUNK_SAMPLES }, (_, index) => chunker.push(index < CHUNK_SAMPLES ? 0.25 : 1.2)).filter(Boolean);
  assert.equal(chunks.length, 2);
  assert.deepEqual([chunks[0].peak, chunks[0].clipped, new Int16Array(chunks[0].pcm)[5]], [0.25, 0, 8192]);
  assert.deepEqual([chunks[1].peak, chunks[1].clipped, new Int16Array(chunks[1].pcm)[5]], [1, CHUNK_SAMPLES, 32767]);
});
