// Socket.IO connections: WebSocket first, polling where a network forbids it. Reconnects by itself, for ever.
import { io } from "socket.io-client";
import { boot } from "../boot.js";
import { t } from "../i18n.js";
import { ApiError, toError } from "./api.js";

/** @import {Socket} from "socket.io-client" */

/**
 * @param {"/viewer" | "/speaker" | "/minutes"} namespace
 * @returns {Socket} not yet connected: add the handlers, then `connect()`
 */
export function socket(namespace) {
  return io(namespace, {
    autoConnect: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    auth: { csrf: boot.me.csrf },
  });
}

/**
 * Sends a request and waits for its answer.
 * @param {Socket} connection
 * @param {string} event
 * @param {unknown} payload
 * @param {number} [timeoutMs]
 * @returns {Promise<any>} rejects with ApiError: the server's, or `timeout`
 */
export async function request(connection, event, payload, timeoutMs = 10000) {
  let answer;
  try {
    answer = await connection.timeout(timeoutMs).emitWithAck(event, payload);
  } catch {
    throw new ApiError("timeout", t("error.timeout"));
  }
  if (answer?.error) throw toError(answer);
  return answer;
}
