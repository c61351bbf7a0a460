// Calls of the HTTP API. An answer that is not 2xx, or none at all, is an ApiError with a stable code.
import { boot } from "../boot.js";
import { fill, t } from "../i18n.js";
import { refusalText } from "../state/refusals.js";

/** An error with the server's code, message and details (`offline` when no answer came). */
export class ApiError extends Error {
  /** @param {string} code @param {string} message @param {Record<string, any>} [details] @param {number} [status] */
  constructor(code, message, details = {}, status = 0) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.details = details;
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path for example `/api/sessions`
 * @param {unknown} [body] sent as JSON
 * @returns {Promise<any>} the JSON answer
 */
export async function call(method, path, body) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (method !== "GET") headers["X-CSRFToken"] = boot.me.csrf;
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(path, { method, headers, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body) });
  } catch {
    throw new ApiError("offline", t("error.offline"));
  }
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw toError(answer, response.status);
}

/** Sends a file as it is. @param {string} path @param {Blob} file @returns {Promise<any>} the JSON answer */
export async function upload(path, file) {
  const headers = { Accept: "application/json", "Content-Type": "application/octet-stream", "X-CSRFToken": boot.me.csrf };
  const response = await fetch(path, { method: "POST", headers, credentials: "same-origin", body: file }).catch(() => null);
  if (!response) throw new ApiError("offline", t("error.offline"));
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw toError(answer, response.status);
}

/** Sends a form as the page has it, with its files. @param {string} path @param {FormData} form @returns {Promise<any>} the JSON answer */
export async function sendForm(path, form) {
  const response = await fetch(path, { method: "POST", headers: { Accept: "application/json", "X-CSRFToken": boot.me.csrf }, credentials: "same-origin", body: form }).catch(() => null);
  if (!response) throw new ApiError("offline", t("error.offline"));
  const answer = await response.json().catch(() => null);
  if (response.ok) return answer;
  throw toError(answer, response.status);
}

/** The error in an answer of HTTP or of a socket. @param {any} answer @param {number} [status] */
export function toError(answer, status = 0) {
  const error = answer?.error;
  if (!error) return new ApiError("error", t("error.unknown", { status }), {}, status);
  const refusal = { code: error.code ?? "error", message: error.message ?? t("error.unknown", { status }), details: error.details ?? {} };
  return new ApiError(refusal.code, refusalText(refusal, { texts: boot.messages, fill, lang: boot.ui }), refusal.details, status);
}

/** @param {string} path */
export const get = (path) => call("GET", path);
/** @param {string} path @param {unknown} [body] */
export const post = (path, body = {}) => call("POST", path, body);
/** @param {string} path @param {unknown} body */
export const put = (path, body) => call("PUT", path, body);
/** @param {string} path @param {unknown} [body] */
export const remove = (path, body) => call("DELETE", path, body);
