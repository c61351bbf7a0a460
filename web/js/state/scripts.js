// How scripts are joined and which way their pieces run. Pure.

/** Languages that put no space between words. */
const SPACELESS = /^(zh|ja|th|yue|lo|my|km)\b/;
/** A Latin name or a figure inside right-to-left text: names with their spaces, figures with sign and per cent. */
const WORD = "[A-Za-zÀ-ɏ0-9]+(?:[.,:/&'’+@_\\-–][A-Za-zÀ-ɏ0-9]+)*";
const RUN = new RegExp(`(?:(?<![^\\s(«"])[+\\-−](?=\\d))?(?:[A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ \\-]${WORD})+|${WORD})%?`, "gu");

/** What stands between two words of a language. @param {string} lang */
export const joint = (lang) => (SPACELESS.test(lang) ? "" : " ");

/** What the direction of the text around it would turn around: figures with a hyphen, a colon, a sign or per cent between or beside them. */
const COMPOUND = /\d[^\d\s]+\d|\d%|^[+\-−]\d/;

/**
 * The pieces of a text in order; a name or a figure stands apart in right-to-left text, so that "2024-2025" is not turned around.
 * Of a word that comes alone only such a figure does: names of several words, shown word by word, would change their order.
 * @param {string} text @param {"ltr" | "rtl" | "auto"} direction @returns {{text: string, isApart: boolean}[]}
 */
export function pieces(text, direction) {
  if (direction !== "rtl") return [{ text, isApart: false }];
  const found = [];
  const isWord = !/\S\s+\S/.test(text);
  let place = 0;
  for (const run of text.matchAll(RUN)) {
    if (isWord && !COMPOUND.test(run[0])) continue;
    if (run.index > place) found.push({ text: text.slice(place, run.index), isApart: false });
    found.push({ text: run[0], isApart: true });
    place = run.index + run[0].length;
  }
  if (place < text.length || !found.length) found.push({ text: text.slice(place), isApart: false });
  return found;
}
