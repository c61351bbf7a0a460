// Moments (Unix milliseconds) as the reader's language writes them.
import { boot } from "../boot.js";

/** Day and time. @param {string | number | null} at */
export const moment = (at) => (at === null ? "" : new Date(at).toLocaleString(boot.ui, { dateStyle: "medium", timeStyle: "short" }));

/** Day and time with the zone, for what others elsewhere read, too. @param {number | null} at */
export const exactly = (at) => (at === null ? "" : new Date(at).toLocaleString(boot.ui, { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short" }));

/** A day. @param {string | number} at */
export const day = (at) => new Date(at).toLocaleDateString(boot.ui, { dateStyle: "medium" });

/** The time now, to the second. */
export const timeNow = () => new Date().toLocaleTimeString(boot.ui, { hour12: false });

/** The time of a moment, to the second. @param {number} at */
export const clockTime = (at) => new Date(at).toLocaleTimeString(boot.ui, { hour12: false });
