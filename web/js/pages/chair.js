// The chair's desk: the floor, pause, retract, off the record.
import { theSession } from "../boot.js";
import { t } from "../i18n.js";
import { get, post } from "../net/api.js";
import { request, socket } from "../net/socket.js";
import { attempt, clock, h, part, setText, toast } from "../ui/dom.js";

/** @type {any} */
let session = theSession();
const base = `/api/sessions/${session.id}`;
const line = socket("/viewer");

/** @param {string} path @param {any} body */
const act = (path, body) => attempt(async () => draw(await post(base + path, body)));
/** @param {string | null} code */
const name = (code) => session.delegations.find((/** @type {any} */ each) => each.code === code)?.name ?? t("chair.nobody");
/** @param {any} each */
const giver = (each) => h("button", { type: "button", onclick: () => act("/floor", { delegation: each.code ?? each.delegation }), "aria-pressed": String(session.floor?.delegation === (each.code ?? each.delegation)) }, each.name);

/** @param {any} fresh */
function draw(fresh) {
  session = fresh;
  setText(part("open"), t(session.status === "open" ? "chair.close" : "chair.open"));
  setText(part("pause"), t(session.paused ? "chair.resume" : "chair.pause"));
  setText(part("off"), t(session.off_record ? "chair.off_off" : "chair.off_on"));
  setText(part("floor"), session.floor ? `${name(session.floor.delegation)} · ${clock(session.floor.since_ms)}` : t("chair.nobody"));
  const isAway = session.workers.speech !== "ok" || session.workers.translate !== "ok";
  setText(part("banner"), session.off_record ? t("viewer.off_record") : isAway ? t("viewer.away") : "");
  part("banner").hidden = !(session.off_record || isAway);
  part("requests").replaceChildren(...session.requests.map(giver));
  part("delegations").replaceChildren(...session.delegations.map(giver));
}

const refresh = () => attempt(async () => draw(await get(base)));
const toggleOpen = () => act(session.status === "open" ? "/close" : "/open", {});
const togglePause = () => act("/pause", { paused: !session.paused });

async function retract() {
  const why = prompt(t("chair.why"));
  if (why) await attempt(async () => { await post(`${base}/retract`, { why }); toast(t("chair.retract")); });
}

part("open").addEventListener("click", toggleOpen);
part("pause").addEventListener("click", togglePause);
part("retract").addEventListener("click", retract);
part("off").addEventListener("click", () => act("/off-record", { on: !session.off_record }));
part("take").addEventListener("click", () => act("/floor", { delegation: null }));
addEventListener("keydown", (event) => {
  if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "p" || event.key === "P") togglePause();
  if (event.key === "r" || event.key === "R") retract();
});
const form = /** @type {HTMLFormElement} */ (part("mend"));
/** @type {HTMLSelectElement} */ (form.elements.namedItem("delegation")).replaceChildren(...session.delegations.map((/** @type {any} */ each) => h("option", { value: each.code }, each.name)));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = new FormData(form);
  const [minutes, seconds] = String(given.get("since")).split(":").map(Number);
  attempt(async () => {
    const answer = await post(`${base}/floor/mend`, { delegation: given.get("delegation"), from_ms: (minutes * 60 + seconds) * 1000 });
    toast(`${t("chair.mend_do")}: ${answer.segments.length}`);
  });
});
line.on("connect", () => request(line, "join", { session: session.id, lang: "floor", after: 0 }).then(refresh, () => {}));
line.on("event", (event) => { if (event.kind !== "caption") refresh(); });
line.on("state", (told) => { if (told.workers.speech !== session.workers.speech || told.workers.translate !== session.workers.translate) refresh(); });
draw(session);
line.connect();
