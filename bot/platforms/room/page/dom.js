// @ts-check
/** Small helpers to build the page's nodes. Text only ever becomes a text node, so nothing a person wrote is markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Outlines on a 24 × 24 grid, drawn with the current text colour. */
const ICONS = {
  menu: "M4 6.5h16M4 12h16M4 17.5h16",
  close: "M6 6l12 12M18 6L6 18",
  send: "M5 12h13M12.5 5.5L19 12l-6.5 6.5",
  lock: "M7 11V8.5a5 5 0 0 1 10 0V11M6 11h12v9H6z",
  chat: "M6.5 5h11A2.5 2.5 0 0 1 20 7.5v6a2.5 2.5 0 0 1-2.5 2.5H12l-4.5 4v-4h-1A2.5 2.5 0 0 1 4 13.5v-6A2.5 2.5 0 0 1 6.5 5z",
  react: "M19.5 13.5A8 8 0 1 1 11 4.5M8.5 14.5c1.6 2.3 5.4 2.3 7 0M9 10v.4M14 10v.4M18.5 3v6M15.5 6h6",
  down: "M12 5v13M6 12.5L12 18.5l6-6",
  file: "M7 3.5h6.5L18 8v12.5H7zM13 3.5V8.5h5M10 13h5M10 16.5h5",
  download: "M12 4v10.5M7 10l5 5 5-5M5 20h14",
  back: "M19 12H6M11.5 5.5L5 12l6.5 6.5",
  more: "M5.5 12v.01M12 12v.01M18.5 12v.01",
  talk: "M4.5 5h11v8H9l-3 2.7V13H4.5zM18.5 9h1.5v8h-1.5v2.7L15.5 17H10v-1",
  note: "M12 7.5v5.5M12 16.3v.2M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z",
};

/** @typedef {keyof typeof ICONS} IconName */

/**
 * Builds an element. A function becomes a listener for the event of that name; null, undefined and false leave
 * an attribute out; true sets it empty.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [attributes]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) {
    if (child !== null) node.append(child);
  }
  return node;
}

/**
 * @param {IconName} name
 * @returns {SVGSVGElement} hidden from screen readers: the text beside it, or the button's label, says the same
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "icon");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Puts an icon in every element of the page that names one. */
export function placeIcons() {
  for (const node of document.querySelectorAll("[data-icon]")) {
    node.append(icon(/** @type {IconName} */ (node.getAttribute("data-icon"))));
  }
}

/**
 * The element of index.html with this id.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function byId(id, type) {
  const node = document.getElementById(id);
  if (!(node instanceof type)) throw new Error(`index.html has no ${type.name} #${id}`);
  return node;
}

/**
 * Marks buttons as waiting. Not `disabled`: that would throw the keyboard focus away.
 * @param {Iterable<Element>} buttons
 * @param {boolean} on
 */
export function setWaiting(buttons, on) {
  for (const button of buttons) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}

/** @param {Element} button */
export function isWaiting(button) {
  return button.getAttribute("aria-disabled") === "true";
}

/** True where fingers do the pointing: there Enter is a new line and focus would pop up a keyboard. */
export function isTouch() {
  return matchMedia("(pointer: coarse)").matches;
}
