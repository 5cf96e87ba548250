// @ts-check
/** The fields of a form step, each with its label, help, error and counter tied to it for screen readers. */

import { el, icon } from "./dom.js";
import { t, tCount } from "./texts.js";

/** @typedef {import("./types.js").Field} Field */

/**
 * @typedef {object} BuiltField
 * @property {string} name
 * @property {HTMLElement} node
 * @property {HTMLElement} control  what gets the focus
 * @property {boolean} wrong
 * @property {() => string} read
 */

/** Up to this many choices stand open as radio buttons; more go in a list that folds out. */
const OPEN_CHOICES = 6;
/** The counter shows when this share of the room is used. */
const NEARLY_FULL = 0.8;

/**
 * @param {Field} field
 * @param {string} value  what it starts with
 * @returns {BuiltField}
 */
export function buildField(field, value) {
  switch (field.kind) {
    case "flag":
      return flag(field, value);
    case "choice":
      return field.options.length > OPEN_CHOICES ? select(field, value) : radios(field, value);
    default:
      return textBox(field, value);
  }
}

/** @param {Field} field */
function idOf(field) {
  return `field-${field.name}`;
}

/**
 * What every control of a field carries.
 * @param {Field} field
 */
function described(field) {
  const told = { help: field.help, error: field.error, reading: field.reading };
  const parts = Object.entries(told).flatMap(([part, text]) => (text ? [part] : []));
  return {
    "aria-describedby": parts.map((part) => `${idOf(field)}-${part}`).join(" ") || null,
    "aria-invalid": field.error ? "true" : null,
  };
}

/** @param {Field} field */
function labelText(field) {
  const optional = field.required || field.kind === "flag" ? null : el("span", { class: "optional" }, ` (${t("form.optional")})`);
  return [field.label, optional];
}

/** @param {Field} field */
function help(field) {
  return field.help ? el("p", { class: "field-help", id: `${idOf(field)}-help` }, field.help) : null;
}

/** @param {Field} field */
function error(field) {
  return field.error ? el("p", { class: "field-error", id: `${idOf(field)}-error` }, icon("note"), field.error) : null;
}

/**
 * How the bot understood what stands in a field: no longer true once that is changed.
 * @param {Field} field
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 */
function reading(field, control) {
  if (!field.reading) return null;
  const text = control.value === field.value ? field.reading : "";
  const line = el("p", { class: "field-reading", id: `${idOf(field)}-reading` }, text);
  control.addEventListener("input", () => line.replaceChildren(), { once: true });
  return line;
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {BuiltField}
 */
function textBox(field, value) {
  const shared = { id: idOf(field), name: field.name, "aria-required": field.required ? "true" : null, ...described(field) };
  const control = field.kind === "long" ? el("textarea", { rows: 5, ...shared }) : el("input", { type: "text", ...shared });
  control.value = value;
  const counter = field.max === null ? null : counterFor(control, field.max);
  const label = el("label", { for: idOf(field) }, ...labelText(field));
  const node = el("div", { class: "field" }, label, help(field), error(field), control, reading(field, control), counter);
  return { name: field.name, node, control, wrong: field.error !== null, read: () => control.value };
}

/**
 * Counts down near the end. Nothing is cut off: a paste that is too long must be there to shorten.
 * @param {HTMLInputElement | HTMLTextAreaElement} control
 * @param {number} max
 */
function counterFor(control, max) {
  const counter = el("p", { class: "counter", "aria-live": "polite" });
  const update = () => {
    // In whole characters, as the server counts them: an emoji is one.
    const used = [...control.value].length;
    counter.classList.toggle("over", used > max);
    if (used > max) counter.textContent = tCount("counter.over", used - max);
    else counter.textContent = used >= max * NEARLY_FULL ? tCount("counter.left", max - used) : "";
  };
  control.addEventListener("input", update);
  update();
  return counter;
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {BuiltField}
 */
function select(field, value) {
  const first = el("option", { value: "" }, t(field.required ? "form.pick" : "form.no-choice"));
  const options = field.options.map((option) => el("option", { value: option.value }, option.label));
  const required = field.required ? "true" : null;
  const attributes = { id: idOf(field), name: field.name, "aria-required": required, ...described(field) };
  const control = el("select", attributes, first, ...options);
  control.value = value;
  const label = el("label", { for: idOf(field) }, ...labelText(field));
  const node = el("div", { class: "field" }, label, help(field), error(field), control);
  return { name: field.name, node, control, wrong: field.error !== null, read: () => control.value };
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {BuiltField}
 */
function radios(field, value) {
  const none = field.required ? [] : [{ value: "", label: t("form.no-choice") }];
  const options = [...none, ...field.options];
  const inputs = options.map((option) =>
    el("input", { type: "radio", name: field.name, value: option.value, checked: option.value === value, ...described(field) }),
  );
  const rows = inputs.map((input, index) => el("label", { class: "choice" }, input, options[index]?.label ?? ""));
  const node = el(
    "fieldset",
    { class: "field" },
    el("legend", {}, ...labelText(field)),
    help(field),
    error(field),
    el("div", { class: "choices" }, ...rows),
  );
  const chosen = () => inputs.find((input) => input.checked);
  const control = chosen() ?? inputs[0] ?? node;
  return { name: field.name, node, control, wrong: field.error !== null, read: () => chosen()?.value ?? "" };
}

/**
 * @param {Field} field
 * @param {string} value
 * @returns {BuiltField}
 */
function flag(field, value) {
  const control = el("input", { type: "checkbox", id: idOf(field), name: field.name, ...described(field) });
  control.checked = value !== "";
  const label = el("label", { class: "choice" }, control, ...labelText(field));
  const node = el("div", { class: "field" }, error(field), label, help(field));
  return { name: field.name, node, control, wrong: field.error !== null, read: () => (control.checked ? "ja" : "") };
}
