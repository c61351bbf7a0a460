// SHA-256 in the reader's own browser; browsers compute it on secure pages only (HTTPS or this machine itself).

/** Whether this page can. */
export const canDigest = () => Boolean(globalThis.crypto?.subtle);

/** In hexadecimal figures. @param {string} text @returns {Promise<string>} */
export async function sha256(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
