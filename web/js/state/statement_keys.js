// Which keys do what at the desk of a statement. Plain keys work on a paragraph that has the focus while nobody writes in it;
// with Alt they work everywhere on the page (which letters browsers keep for themselves: state/keys.js). Pure.

/** @import {Pressed} from "./keys.js" */
/** `needs`: the action that the statement must allow, "" for all. @typedef {{name: string, plain: string[], letter?: string, needs: "" | "edit" | "position" | "amend" | "decide" | "show"}} Command */

/** In the order of the sheet. @type {Command[]} */
export const COMMANDS = [
  { name: "next", plain: ["j", "ArrowDown"], needs: "" },
  { name: "previous", plain: ["k", "ArrowUp"], needs: "" },
  { name: "next_open", plain: ["n"], letter: "N", needs: "" },
  { name: "play", plain: ["p"], letter: "K", needs: "" },
  { name: "edit", plain: ["e", "Enter", "F2"], needs: "edit" },
  { name: "bracket", plain: ["b", "["], needs: "decide" },
  { name: "close", plain: ["x", "]"], needs: "edit" },
  { name: "amend", plain: ["a"], letter: "A", needs: "amend" },
  { name: "position", plain: ["o"], needs: "position" },
  { name: "show", plain: ["h"], needs: "show" },
  { name: "versions", plain: ["v"], needs: "" },
  { name: "help", plain: ["?"], letter: "I", needs: "" },
];

/** The command of a key, or "". A key that an input method takes is none. @param {Pressed} event @param {boolean} isOnParagraph */
export function commandOf(event, isOnParagraph) {
  if (event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey) return "";
  if (event.altKey) return event.shiftKey ? "" : (COMMANDS.find((each) => each.letter && each.letter === letterOf(event))?.name ?? "");
  if (!isOnParagraph) return "";
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return COMMANDS.find((each) => each.plain.includes(key) || (each.plain.includes(letterOf(event).toLowerCase()) && !/^[a-z?[\]]$/u.test(key) && key.length === 1))?.name ?? "";
}

/** The Latin letter of a key, by its place where the keyboard writes another script. @param {Pressed} event */
const letterOf = ({ key, code }) => (/^[a-z]$/i.test(key) ? key.toUpperCase() : code.startsWith("Key") ? code.slice(3) : key);

/** What a person may use. @param {string[]} can */
export const allowed = (can) => COMMANDS.filter((each) => !each.needs || can.includes(each.needs));
