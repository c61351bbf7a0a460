// The hall's screen: the newest captions, large, as running text that moves by whole lines.
import { theSession } from "../boot.js";
import { View } from "../net/view.js";
import { CaptionList } from "../ui/captions.js";
import { part } from "../ui/dom.js";
import { Follow } from "../ui/follow.js";
import { bestView } from "../ui/languages.js";
import { standing } from "../ui/standing.js";
import { keepAwake } from "../ui/wake.js";

/** So many lines of the log are more than any screen holds. */
const PAGE = 40;
const session = theSession();
const asked = new URLSearchParams(location.search);
const isFinalOnly = asked.get("finals") === "1";
const list = new CaptionList({ list: part("captions"), live: part("live") }, { page: PAGE, time: () => "" });
const follow = new Follow(part("scroll"), () => {});
let isDue = false;
const view = new View(session, bestView(session, [asked.get("lang")]), () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(draw);
});

function draw() {
  isDue = false;
  follow.around(() => { list.draw(view.state, { isFinalOnly }); });
  const { text, kind } = standing(view.state);
  part("banner").textContent = text;
  part("banner").className = `hall-banner ${kind}`;
  part("banner").hidden = !text;
}

keepAwake();
draw();
view.start();
