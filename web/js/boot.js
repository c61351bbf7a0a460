// What the server wrote into the page. Read once; the page's own state lives elsewhere.
/** @import {Boot, Session} from "./types" */

/** @returns {Boot} */
function read() {
  const element = document.getElementById("boot");
  if (!element) throw new Error("the page has no boot data");
  return JSON.parse(element.textContent ?? "");
}

export const boot = read();

/** The session of this page. @returns {Session} */
export function theSession() {
  if (!boot.session) throw new Error("this page has no session");
  return boot.session;
}
