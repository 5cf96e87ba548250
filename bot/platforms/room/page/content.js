// @ts-check
/** Turns the blocks of a message into nodes. A kind this page does not know shows nothing. */

import { el, icon } from "./dom.js";

/** @typedef {import("./types.js").Block} Block */
/** @typedef {import("./types.js").Span} Span */

const LINK_PROTOCOLS = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * @param {Block[]} blocks
 * @returns {Node[]}
 */
export function renderBlocks(blocks) {
  const titled = blocks.some((block) => block.kind === "heading" && block.level === 1);
  return blocks.map((block) => renderBlock(block, titled)).filter((node) => node !== null);
}

/**
 * @param {Block} block
 * @param {boolean} titled  whether the message has a title of its own
 * @returns {Node | null}
 */
function renderBlock(block, titled) {
  switch (block.kind) {
    case "heading":
      return heading(block, titled);
    case "paragraph":
      return el("p", { class: "text" }, ...renderSpans(block.spans));
    case "facts":
      return facts(block);
    case "list":
      return list(block);
    case "quote":
      return el("blockquote", { class: "text" }, ...renderSpans(block.spans));
    case "tally":
      return tally(block);
    case "divider":
      return el("hr");
    case "file":
      return block.picture ? picture(block) : file(block);
    default:
      return null;
  }
}

/**
 * The channel's name is the h1. A small heading without a title above it is an h2 too, so no level is skipped.
 * @param {import("./types.js").HeadingBlock} block
 * @param {boolean} titled
 */
function heading(block, titled) {
  const tag = block.level === 2 && titled ? "h3" : "h2";
  return el(tag, { class: block.level === 2 ? "subtitle" : "title" }, block.text);
}

/** @param {import("./types.js").FactsBlock} block */
function facts(block) {
  const rows = block.rows.map((row) =>
    el(
      "div",
      { class: "fact" },
      el("dt", {}, el("span", { class: "fact-icon", "aria-hidden": "true" }, row.icon ?? ""), row.label),
      el("dd", {}, row.value),
    ),
  );
  return el("dl", { class: "facts" }, ...rows);
}

/** @param {import("./types.js").ListBlock} block */
function list(block) {
  const items = block.items.map((spans) => el("li", { class: "text" }, ...renderSpans(spans)));
  return el(block.ordered ? "ol" : "ul", {}, ...items);
}

/**
 * Bars to the measure of the longest one. To a screen reader it is one picture whose name says the numbers.
 * @param {import("./types.js").TallyBlock} block
 */
function tally(block) {
  const most = Math.max(1, ...block.rows.map((row) => row.count));
  const spoken = block.rows.map((row) => `${row.label} ${row.count}`).join(", ");
  return el(
    "div",
    { class: "tally", role: "img", "aria-label": `${block.label}: ${spoken}` },
    el("p", { class: "tally-label" }, block.label),
    ...block.rows.map((row) => tallyRow(row, row.count / most)),
  );
}

/**
 * @param {import("./types.js").TallyRow} row
 * @param {number} share  0 to 1
 */
function tallyRow(row, share) {
  const bar = el("span", { class: "tally-bar" });
  bar.style.setProperty("--share", `${Math.round(share * 100)}%`);
  return el(
    "div",
    { class: "tally-row" },
    el("span", { class: "tally-icon" }, row.icon ?? ""),
    el("span", { class: "tally-name" }, row.label),
    el("span", { class: "tally-track" }, bar),
    el("span", { class: "tally-count" }, String(row.count)),
  );
}

/** @param {import("./types.js").FileBlock} block */
function file({ name, label, href }) {
  return el(
    "a",
    { class: "file", href, download: name },
    icon("file"),
    el("span", { class: "file-words" }, el("span", { class: "file-label" }, label), el("span", { class: "file-name" }, name)),
    icon("download"),
  );
}

/** @param {import("./types.js").FileBlock} block */
function picture({ label, href }) {
  const image = el("img", { src: href, alt: label, loading: "lazy" });
  return el("a", { class: "picture", href, target: "_blank", rel: "noopener noreferrer" }, image);
}

/** @param {Span[]} spans */
function renderSpans(spans) {
  return spans.map(renderSpan);
}

/**
 * @param {Span} span
 * @returns {Node}
 */
function renderSpan(span) {
  switch (span.style) {
    case "strong":
      return el("strong", {}, span.text);
    case "emphasis":
      return el("em", {}, span.text);
    case "code":
      return el("code", {}, span.text);
    case "link":
      return link(span);
    default:
      return document.createTextNode(span.text);
  }
}

/**
 * An address that is not plainly a web, mail or phone link stays text.
 * @param {Span} span
 */
function link(span) {
  if (!isSafeLink(span.href)) return document.createTextNode(span.text);
  return el("a", { href: span.href, target: "_blank", rel: "noopener noreferrer" }, span.text);
}

/** @param {string | null} href */
function isSafeLink(href) {
  return href !== null && URL.canParse(href) && LINK_PROTOCOLS.has(new URL(href).protocol);
}
