// The viewer's page: captions in a chosen language, live and from the beginning.
import { boot, theSession } from "../boot.js";
import { t } from "../i18n.js";
import { post } from "../net/api.js";
import { View } from "../net/view.js";
import { hand } from "../state/captions.js";
import { CaptionList } from "../ui/captions.js";
import { attempt, memory, part, setText } from "../ui/dom.js";
import { Follow } from "../ui/follow.js";
import { bestView, explanation, fillMenu } from "../ui/languages.js";
import { showLag, showStanding, standing } from "../ui/standing.js";
import { keepAwake } from "../ui/wake.js";

const SIZES = [1, 1.2, 1.4, 1.65, 2, 2.5, 3.1, 4];
const session = theSession();
const menu = /** @type {HTMLSelectElement} */ (part("language"));
const notice = part("notice");
const list = new CaptionList({ list: part("captions"), live: part("live"), earlier: part("earlier"), aloud: part("aloud") });
const jump = part("jump");
let unseen = 0;
let isDue = false;
let isFinalOnly = memory.get("finals") === "1";

const follow = new Follow(part("scroll"), (isFollowing) => {
  unseen = 0;
  jump.hidden = isFollowing;
  setText(jump, t("viewer.jump"));
}, /** @type {HTMLElement} */ (part("captions").parentElement));
const asked = new URLSearchParams(location.search).get("lang");
const view = new View(session, bestView(session, [asked, memory.get("captions"), ...navigator.languages]), () => {
  if (isDue) return;
  isDue = true;
  requestAnimationFrame(draw);
});

function draw() {
  isDue = false;
  const { state } = view;
  part("captions").setAttribute("aria-busy", String(!state.isRead));
  follow.around(() => { unseen += list.draw(state, { isFinalOnly, isHeld: !follow.isFollowing }); });
  part("captions").dataset.erasure = list.erasure.toFixed(3);
  if (!follow.isFollowing && unseen) setText(jump, t("viewer.jump_new", { count: unseen }));
  const isEmpty = !part("captions").childElementCount && !part("live").childElementCount;
  setText(part("waiting"), t(state.isRead ? "viewer.waiting" : "viewer.loading"));
  part("waiting").hidden = !isEmpty;
  showStanding(part("banner"), standing(state));
  showHand();
  setText(part("speaker"), state.floor.name ? t("viewer.has_floor", { name: state.floor.name }) : "");
  showAsking();
}

/** Told once a second, so that the number can be read. */
function drawLag() {
  showLag(part("lag"), view.state, { isFinalOnly, now: view.now(), waitsSince: list.waitsSince });
}

/** Whether a person or the machine translates what is read here now. */
function showHand() {
  const who = hand(view.state);
  setText(part("hand"), who && t(who === "interpreter" ? "viewer.by_interpreter" : "viewer.by_machine"));
  part("hand").className = `foot-hand ${who}`;
  if (who === "interpreter") part("notice-box").hidden = true; // what the machine can't do is no matter now
}

function showLanguage() {
  const told = explanation(session.languages.find((each) => each.code === view.state.view));
  notice.replaceChildren(...(told ? [told] : []));
  part("notice-box").hidden = !told;
}

/** @param {number} by steps */
function resize(by) {
  const now = Number(memory.get("size") ?? 2);
  const step = Math.min(SIZES.length - 1, Math.max(0, (Number.isInteger(now) ? now : 2) + by));
  memory.set("size", String(step));
  document.documentElement.style.setProperty("--caption-size", `${SIZES[step]}rem`);
  /** @type {HTMLButtonElement} */ (part("smaller")).disabled = step === 0;
  /** @type {HTMLButtonElement} */ (part("larger")).disabled = step === SIZES.length - 1;
  follow.settle(true);
}

function showFinals() {
  part("finals").setAttribute("aria-pressed", String(isFinalOnly));
}

function showAsking() {
  const ask = part("ask");
  const { meeting, floor } = view.state;
  ask.hidden = boot.me.role !== "delegation" || meeting.status !== "open";
  const isAsking = floor.requests.some((each) => each.delegation === boot.me.delegation);
  const hasFloor = floor.delegation === boot.me.delegation;
  setText(ask, t(hasFloor ? "viewer.you_have_floor" : isAsking ? "viewer.withdraw" : "viewer.ask"));
  ask.setAttribute("aria-pressed", String(isAsking && !hasFloor));
  /** @type {HTMLButtonElement} */ (ask).disabled = hasFloor;
}

menu.addEventListener("change", () => {
  memory.set("captions", menu.value);
  view.choose(menu.value);
  follow.jump();
  showLanguage();
});
part("notice-close").addEventListener("click", () => { part("notice-box").hidden = true; });
part("larger").addEventListener("click", () => resize(1));
part("smaller").addEventListener("click", () => resize(-1));
jump.addEventListener("click", () => { follow.jump(); part("scroll").focus(); });
part("earlier").addEventListener("click", () => { list.more(); draw(); });
part("finals").addEventListener("click", () => {
  isFinalOnly = !isFinalOnly;
  memory.set("finals", isFinalOnly ? "1" : "0");
  showFinals();
  draw();
  follow.jump();
});
part("ask").addEventListener("click", () => attempt(() => {
  const isAsking = view.state.floor.requests.some((each) => each.delegation === boot.me.delegation);
  return post(`/api/sessions/${session.id}/floor/${isAsking ? "withdraw" : "ask"}`);
}));
fillMenu(menu, session, view.state.view);
showLanguage();
showFinals();
resize(0);
keepAwake();
setInterval(drawLag, 1000);
view.start();
