// The page that recomputes a statement's record in the reader's own browser. It trusts nothing of the page but its words.
import { boot } from "../boot.js";
import { get } from "../net/api.js";
import { attempt, part } from "../ui/dom.js";
import { acceptRecords, showVerified } from "../ui/verified.js";

const { id, names } = /** @type {{id: string, names: Record<string, string>}} */ (boot.verified);
const words = { texts: boot.messages, names, lang: boot.ui };
let house = "";

/** @param {any} record */
const show = (record) => showVerified(part("found"), record, words, house);

attempt(async () => {
  const record = await get(`/api/statements/${id}/record`);
  house = record.head.key;
  await show(record);
});
acceptRecords(part("other"), show, () => boot.messages);
