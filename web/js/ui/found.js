// What was searched for is marked where it stands, without touching the text (CSS Custom Highlight API; without it nothing is marked).
import { places } from "../state/found.js";

const NAME = "found";

/** Marks the words in the texts that stand in a box. @param {HTMLElement} box @param {string} wanted as it was typed */
export function markFound(box, wanted) {
  if (!globalThis.Highlight || !CSS.highlights) return;
  const words = wanted.trim().split(/\s+/).filter(Boolean);
  if (!words.length) {
    CSS.highlights.delete(NAME);
    return;
  }
  const ranges = [...box.querySelectorAll(".text, .told")].flatMap((text) => rangesIn(text, words));
  CSS.highlights.set(NAME, new Highlight(...ranges));
}

/** A word that is found may lie in several nodes: each heard word has an element of its own. @param {Element} text @param {string[]} words @returns {Range[]} */
function rangesIn(text, words) {
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  /** @type {{node: Node, start: number}[]} */
  const nodes = [];
  let whole = "";
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    nodes.push({ node, start: whole.length });
    whole += node.nodeValue ?? "";
  }
  return places(whole, words).map(([start, end]) => {
    const range = new Range();
    const [from, to] = [start, end - 1].map((place) => /** @type {{node: Node, start: number}} */ (nodes.findLast((each) => each.start <= place)));
    range.setStart(from.node, start - from.start);
    range.setEnd(to.node, end - to.start);
    return range;
  });
}
