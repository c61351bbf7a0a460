// Where searched words stand in a text, whatever their case and accents. Pure.

/** Letters without case and accents, each with its place in the text. @param {string} text */
function letters(text) {
  let plain = "";
  /** @type {number[]} */
  const at = [];
  let place = 0;
  for (const letter of text) {
    const bare = letter.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
    for (let unit = 0; unit < bare.length; unit += 1) at.push(place);
    plain += bare;
    place += letter.length;
  }
  at.push(place);
  return { plain, at };
}

/**
 * The places of the words, `[start, end]` in UTF-16 units of the text, in order and without overlaps.
 * @param {string} text @param {string[]} words @returns {[number, number][]}
 */
export function places(text, words) {
  const { plain, at } = letters(text);
  /** @type {[number, number][]} */
  const found = [];
  for (const word of words.map((each) => letters(each).plain).filter(Boolean)) {
    for (let from = plain.indexOf(word); from >= 0; from = plain.indexOf(word, from + word.length)) {
      const last = at[from + word.length - 1];
      const next = at.findIndex((place) => place > last);
      found.push([at[from], at[next]]);
    }
  }
  let end = 0;
  return found.sort((a, b) => a[0] - b[0] || a[1] - b[1]).filter((each) => {
    const isApart = each[0] >= end;
    if (isApart) end = each[1];
    return isApart;
  });
}
