// The text of a file in the encodings that translation programs write. Pure.

/** UTF-16 by its first bytes, else UTF-8. @param {Uint8Array<ArrayBuffer>} bytes */
export function decoded(bytes) {
  const [first, second] = bytes;
  const is = (/** @type {number} */ a, /** @type {number} */ b) => first === a && second === b;
  const encoding = is(0xff, 0xfe) || is(0x3c, 0) ? "utf-16le" : is(0xfe, 0xff) || is(0, 0x3c) ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding).decode(bytes);
}
