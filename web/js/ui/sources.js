// The server's own sources of a session: whose microphone each is, how loud, and in words what is wrong with it.
import { t } from "../i18n.js";
import { fed, remarks } from "../state/sources.js";
import { h, part } from "./dom.js";
import { keyed } from "./keyed.js";

/** @import {Session, Source, Stream} from "../types" */

/** Draws the card; without such sources it is not there. @param {Session} session @param {(code: string | null) => string} name */
export function drawSources(session, name) {
  const found = fed(session.streams);
  part("sources-card").hidden = found.length === 0;
  keyed(part("sources"), found, {
    id: (each) => each.id,
    sign: ({ source, delegation, kind, is_heard: isHeard }) => [delegation, kind, source.name, source.channel, source.state, remarks(source, isHeard)],
    make: (each) => row(each, each.kind === "mixed" ? t("source.room") : name(each.delegation)),
  });
  for (const each of found) drawLevel(each.id, each.source.level);
}

/** @param {Stream & {source: Source}} stream @param {string} who */
function row({ source, is_heard: isHeard }, who) {
  const place = source.channel ? t("source.channel", { number: source.channel }) : "";
  const said = remarks(source, isHeard);
  return h("li", { class: "source" },
    h("p", { class: "source-head" }, h("strong", { class: "grow", dir: "auto" }, who),
      h("meter", { min: 0, max: 1, high: 0.98, value: 0, "data-source-level": true, "aria-label": t("mic.level") }),
      h("span", { class: `chip ${source.state === "live" ? "good live" : "bad"}` }, t(`source.state_${source.state}`))),
    h("p", { class: "small muted" }, h("bdi", {}, source.name), place && ` · ${place}`),
    said.length > 0 && h("ul", { class: "plain small" }, ...said.map((each) => h("li", { class: each.kind }, t(each.key, each.params)))));
}

/** @param {string} id @param {number} level */
function drawLevel(id, level) {
  const meter = part("sources").querySelector(`[data-key="${CSS.escape(id)}"] [data-source-level]`);
  if (meter instanceof HTMLMeterElement) meter.value = level;
}
