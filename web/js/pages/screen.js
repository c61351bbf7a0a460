// The hall's screen: the last two lines, as large as they fit.
import { theSession } from "../boot.js";
import { View } from "../net/view.js";
import { h, part } from "../ui/dom.js";
import { bestView } from "../ui/languages.js";
import { direction, written } from "../ui/scripts.js";
import { standing } from "../ui/standing.js";
import { rows, tentatives } from "../state/captions.js";
import { joint } from "../state/scripts.js";
import { keepAwake } from "../ui/wake.js";

/** @import {Row} from "../state/captions.js" */

const LARGEST = 7.5;
const SMALLEST = 2.2;
const session = theSession();
const box = part("captions");
let isDue = false;
const view = new View(session, bestView(session, [new URLSearchParams(location.search).get("lang")]), () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(draw);
});

function draw() {
  isDue = false;
  const { state } = view;
  const words = tentatives(state).at(-1);
  const finals = rows(state).slice(words ? -1 : -2);
  const shown = finals.map((each, index) => final(each, !words && index === finals.length - 1));
  if (words) shown.push(h("p", { class: "line now", lang: words.lang, dir: direction(words.lang) }, who(words.speaker), ...written(words.committed, words.lang), joint(words.lang), h("span", { class: "tentative" }, ...written(words.text, words.lang))));
  box.replaceChildren(...shown);
  const { text, kind } = standing(state);
  part("banner").textContent = text;
  part("banner").className = `hall-banner ${kind}`;
  part("banner").hidden = !text;
  fit();
}

/** @param {Row} each @param {boolean} isNow */
function final(each, isNow) {
  return h("p", { class: isNow ? "line now" : "line", lang: each.lang, dir: direction(each.lang), "data-seg": each.seg }, who(each.speaker), ...written(each.text, each.lang));
}

/** @param {string | null} name */
const who = (name) => name && h("span", { class: "who", dir: "auto" }, name);

/** The largest letters with which both lines are in sight; the end of the newest always is. */
function fit() {
  let low = SMALLEST;
  let high = LARGEST;
  for (let step = 0; step < 7; step++) {
    const size = (low + high) / 2;
    box.style.setProperty("--hall-size", `${size}vw`);
    if (box.scrollHeight <= box.clientHeight) low = size;
    else high = size;
  }
  box.style.setProperty("--hall-size", `${low}vw`);
  box.scrollTop = box.scrollHeight;
}

addEventListener("resize", fit);
keepAwake();
draw();
view.start();
