// @ts-check
/** The page's own texts. What the bot says comes from the server, already in the reader's language. */

/** @typedef {"nl" | "en"} Locale */

/** @type {Record<string, string>} */
let table = {};
/** @type {Locale} */
let current = "nl";
let plurals = new Intl.PluralRules(current);

/** Loads a language, fills in the fixed parts of the page and tells the browser which language it is.
 * @param {Locale} locale
 */
export async function useLocale(locale) {
  const response = await fetch(`/page/${locale}.json`);
  if (!response.ok) throw new Error(`texts for ${locale}: ${response.status}`);
  table = await response.json();
  current = locale;
  plurals = new Intl.PluralRules(locale);
  document.documentElement.lang = locale;
  fillPage();
}

/** @returns {Locale} */
export function locale() {
  return current;
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] for the `{name}` places in the text
 */
export function t(key, values = {}) {
  const text = table[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => (name in values ? String(values[name]) : place));
}

/**
 * A text that differs for one and for many.
 * @param {string} key
 * @param {number} count
 */
export function tCount(key, count) {
  const form = plurals.select(count) === "one" ? "one" : "other";
  return t(`${key}.${form}`, { count });
}

function fillPage() {
  for (const node of document.querySelectorAll("[data-t]")) {
    node.textContent = t(node.getAttribute("data-t") ?? "");
  }
  for (const node of document.querySelectorAll("[data-t-label]")) {
    node.setAttribute("aria-label", t(node.getAttribute("data-t-label") ?? ""));
  }
  for (const node of document.querySelectorAll("[data-t-placeholder]")) {
    node.setAttribute("placeholder", t(node.getAttribute("data-t-placeholder") ?? ""));
  }
}
