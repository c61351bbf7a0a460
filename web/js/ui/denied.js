// Why there is no microphone, and what to do, in words.
import { t } from "../i18n.js";

/** @param {unknown} error what the browser refused with */
export function denied(error) {
  const name = error instanceof DOMException ? error.name : "";
  const key = `mic.${{ NotAllowedError: "not_allowed", NotFoundError: "none_found", SecurityError: "insecure", NotReadableError: "in_use" }[name] ?? "denied"}`;
  return t(key, { reason: error instanceof Error ? error.message : String(error) });
}
