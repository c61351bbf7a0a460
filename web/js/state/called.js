// What a delegation is called for the reader.

/** @import {Delegation} from "../types" */

/** By its country's name in the reader's language, else as it was entered. @param {Pick<Delegation, "name" | "called">} each */
export const calledBy = (each) => each.called || each.name;
