import assert from "node:assert/strict";
import { test } from "node:test";
import { KEPT_SAMPLES, acknowledged, empty, isAudio, put, rebased, rewound, skip, take, unacknowledged } from "../js/state/outbox.js";

const CHUNK = 1600;
const pcm = (value = 0, samples = CHUNK) => new Int16Array(samples).fill(value).buffer;
const filled = (count, box = empty()) => Array.from({ length: count }).reduce((before, _, index) => put(before, pcm(index)), box);
const spans = (items) => items.map((item) => [item.start, item.end]);

test("chunks go out once and in order, and stay until they are acknowledged", () => {
  const first = take(filled(3));
  assert.deepEqual(spans(first.items), [[0, 1600], [1600, 3200], [3200, 4800]]);
  assert.deepEqual(take(first.box).items, []);
  assert.equal(unacknowledged(first.box), 4800);
  assert.equal(unacknowledged(acknowledged(first.box, 3200)), 1600);
});

test("an acknowledgement that comes late or twice changes nothing", () => {
  const box = acknowledged(take(filled(3)).box, 3200);
  assert.equal(acknowledged(box, 1600), box);
  assert.equal(acknowledged(box, 3200), box);
});

test("after a cut everything goes again from where the server stands, cut inside a chunk where need be", () => {
  const { box } = take(filled(4));
  const again = take(rewound(box, 2400));
  assert.deepEqual(spans(again.items), [[2400, 3200], [3200, 4800], [4800, 6400]]);
  assert.deepEqual([...new Int16Array(again.items[0].pcm)].slice(0, 2), [1, 1]);
  assert.equal(again.items[0].pcm.byteLength, 1600);
});

test("a server that stands behind its own acknowledgement gets what is still kept", () => {
  const box = acknowledged(take(filled(4)).box, 3200);
  assert.deepEqual(spans(take(rewound(box, 1600)).items), [[3200, 4800], [4800, 6400]]);
});

test("a stream that was closed on the server goes on in a new one with what is kept", () => {
  const box = rebased(acknowledged(take(filled(4)).box, 3200));
  assert.deepEqual(spans(take(box).items), [[0, 1600], [1600, 3200]]);
  assert.equal(box.next, 3200);
});

test("no more than the window is under way, and an acknowledgement opens it again", () => {
  const first = take(filled(10), 3 * CHUNK);
  assert.equal(first.items.length, 3);
  assert.equal(take(first.box, 3 * CHUNK).items.length, 0);
  assert.equal(take(acknowledged(first.box, 2 * CHUNK), 3 * CHUNK).items.length, 2);
});

test("a muted stretch is one gap, time goes on, and it does not stop what follows however long it was", () => {
  const muted = Array.from({ length: 9000 }).reduce((before) => skip(before, CHUNK, "muted"), filled(1));
  const { items, box } = take(put(muted, pcm()));
  assert.deepEqual(spans(items), [[0, 1600], [1600, 1600 * 9001], [1600 * 9001, 1600 * 9002]]);
  assert.equal(items[1].why, "muted");
  assert.equal(unacknowledged(box), 3200);
});

test("a muted stretch that goes on after it was sent is told from where it was told", () => {
  const first = take(skip(filled(1), CHUNK, "muted"));
  assert.deepEqual(spans(take(skip(first.box, CHUNK, "muted")).items), [[3200, 4800]]);
});

test("beyond five minutes the oldest audio is given up, counted and declared in its place", () => {
  const box = filled(KEPT_SAMPLES / CHUNK + 20);
  assert.equal(unacknowledged(box), KEPT_SAMPLES);
  assert.equal(box.lost, 20 * CHUNK);
  assert.deepEqual([box.items[0].start, box.items[0].end, box.items[0].why], [0, 20 * CHUNK, "overrun"]);
  assert.equal(box.items[1].start, 20 * CHUNK);
});

test("whatever is lost on the way, the server ends with every sample once", () => {
  for (let seed = 1; seed <= 60; seed++) {
    let at = seed;
    const next = () => (at = (at * 48271) % 2147483647) / 2147483647;
    let box = empty();
    const server = [];
    for (let step = 0; step < 200 || box.acked < box.next; step++) {
      assert.ok(step < 2000, `seed ${seed}: the server does not get what is missing`);
      if (step < 200) box = put(box, new Int16Array(CHUNK).fill(step).buffer);
      const taken = take(box, 4 * CHUNK);
      box = taken.box;
      const isCut = step < 400 && next() < 0.2;
      for (const item of taken.items.slice(0, isCut ? Math.floor(next() * taken.items.length) : undefined)) {
        if (isAudio(item) && item.start === server.length) server.push(...new Int16Array(item.pcm));
      }
      box = isCut ? rewound(box, server.length) : acknowledged(box, next() < 0.5 || step > 400 ? server.length : box.acked);
    }
    assert.equal(server.length, 200 * CHUNK);
    assert.ok(server.every((value, index) => value === Math.floor(index / CHUNK)), `seed ${seed}`);
  }
});
