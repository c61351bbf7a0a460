import assert from "node:assert/strict";
import { test } from "node:test";
import { decoded } from "../js/state/encodings.js";

const wide = (text, isBig) => new Uint8Array([...text].flatMap((sign) => { const code = sign.charCodeAt(0); return isBig ? [code >> 8, code & 255] : [code & 255, code >> 8]; }));

test("a file in UTF-8 or UTF-16, with a mark at its start or without one, is read as its text", () => {
  assert.equal(decoded(new TextEncoder().encode("<tmx>é</tmx>")), "<tmx>é</tmx>");
  assert.equal(decoded(new TextEncoder().encode("\ufeff<tmx/>")), "<tmx/>");
  for (const isBig of [false, true]) {
    assert.equal(decoded(wide("<tmx>포</tmx>", isBig)), "<tmx>포</tmx>");
    assert.equal(decoded(wide("\ufeff<tmx/>", isBig)), "<tmx/>");
  }
  assert.equal(decoded(new Uint8Array()), "");
});
