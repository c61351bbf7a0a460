// How the files of a statement are asked for. Pure.

/** What the addresses of files say beside the form: changes are those of the working language alone. @param {string} form @param {string} language "" for the working one @param {string} against "" for none */
export function query(form, language, against) {
  const found = new URLSearchParams();
  if (language) found.set("lang", language);
  else if (form === "docx" && against) found.set("against", against);
  return found.size ? `?${found}` : "";
}
