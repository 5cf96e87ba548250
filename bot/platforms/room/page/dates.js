// @ts-check
/** Days and times as the reader's language writes them, in the reader's own time zone. */

import { locale, t } from "./texts.js";

/** @type {Map<string, Intl.DateTimeFormat>} making a formatter is slow, so each is made once */
const formatters = new Map();

/** British English, because times here run to 24 and the day comes before the month. */
const TAGS = { nl: "nl-NL", en: "en-GB" };

/**
 * @param {string} name
 * @param {Intl.DateTimeFormatOptions} options
 * @param {Date} date
 */
function format(name, options, date) {
  const key = `${locale()} ${name}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(TAGS[locale()], options);
    formatters.set(key, formatter);
  }
  return formatter.format(date);
}

/** @param {Date} date @returns {string} the same for two moments on one local day */
export function dayKey(date) {
  return `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`;
}

/** @param {Date} date @returns {string} such as "vandaag", "gisteren", "vrijdag 13 oktober" */
export function dayLabel(date) {
  const now = new Date();
  const yesterday = new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1);
  if (dayKey(date) === dayKey(now)) return t("day.today");
  if (dayKey(date) === dayKey(yesterday)) return t("day.yesterday");
  if (date.getFullYear() === now.getFullYear()) {
    return format("day", { weekday: "long", day: "numeric", month: "long" }, date);
  }
  return format("day+year", { weekday: "long", day: "numeric", month: "long", year: "numeric" }, date);
}

/** @param {Date} date @returns {string} such as "14:05" */
export function timeLabel(date) {
  return format("time", { hour: "2-digit", minute: "2-digit" }, date);
}

/** @param {Date} date @returns {string} day and time in full */
export function momentLabel(date) {
  return format("moment", { dateStyle: "full", timeStyle: "short" }, date);
}

/** @param {() => void} passed  called when midnight has gone by */
export function onNewDay(passed) {
  let day = dayKey(new Date());
  setInterval(() => {
    const today = dayKey(new Date());
    if (today === day) return;
    day = today;
    passed();
  }, 60_000);
}
