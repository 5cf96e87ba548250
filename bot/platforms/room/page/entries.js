// @ts-check
/** Messages as nodes in their order, each with what depends on the one before it: the day, the line, the grouping. */

import { dayKey, dayLabel } from "./dates.js";
import { el } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {{message: Message, node: HTMLElement, article: HTMLElement}} Entry */

/** Messages of one author within this time (ms) stand together under one name. */
const TOGETHER = 5 * 60_000;

export class Entries {
  /** @type {Map<string, Entry>} */
  #byId = new Map();
  /** @type {number | null} */
  #newFrom = null;
  list = el("div", { class: "entries" });

  /** @param {(article: HTMLElement, message: Message) => void} fill */
  constructor(fill) {
    this.fill = fill;
  }

  get size() {
    return this.#byId.size;
  }

  get first() {
    return this.#entryOf(this.list.firstElementChild);
  }

  get last() {
    return this.#entryOf(this.list.lastElementChild);
  }

  /** @param {string} id */
  get(id) {
    return this.#byId.get(id);
  }

  /** @param {(entry: Entry) => boolean} wanted  @returns {Entry | undefined} the first one like this */
  find(wanted) {
    for (const node of this.list.children) {
      const entry = this.#entryOf(node);
      if (entry && wanted(entry)) return entry;
    }
    return undefined;
  }

  /** @param {Message} message */
  insert(message) {
    const article = el("article", { class: "message", "data-id": message.id });
    const node = el("div", { class: "entry", "data-id": message.id }, article);
    const entry = { message, node, article };
    this.#byId.set(message.id, entry);
    this.fill(article, message);
    const next = this.#firstAfter(message.seq);
    this.list.insertBefore(node, next);
    this.#decorate(node);
    this.#decorate(next);
    return entry;
  }

  /** @param {Entry} entry */
  remove({ message, node }) {
    const next = node.nextElementSibling;
    this.#byId.delete(message.id);
    node.remove();
    this.#decorate(next);
  }

  /**
   * Lets the oldest or the newest go, until so many are left.
   * @param {"oldest" | "newest"} which
   * @param {number} left
   */
  trim(which, left) {
    while (this.size > left) {
      const entry = which === "oldest" ? this.first : this.last;
      if (!entry) return;
      this.#byId.delete(entry.message.id);
      entry.node.remove();
    }
    this.#decorate(this.list.firstElementChild);
  }

  clear() {
    this.#byId.clear();
    this.list.replaceChildren();
  }

  /**
   * Draws a line above the first message from here on.
   * @param {number | null} seq  null for no line
   */
  lineFrom(seq) {
    if (seq === this.#newFrom) return;
    this.#newFrom = seq;
    this.relabel();
  }

  get line() {
    return this.list.querySelector(".new-line");
  }

  /** After midnight "vandaag" is another day. */
  relabel() {
    for (const node of this.list.children) this.#decorate(node);
  }

  /**
   * Where a message with this seq belongs; nearly always at the end, so the search starts there.
   * @param {number} seq
   */
  #firstAfter(seq) {
    let next = null;
    let node = this.list.lastElementChild;
    while (node && (this.#entryOf(node)?.message.seq ?? 0) > seq) {
      next = node;
      node = node.previousElementSibling;
    }
    return next;
  }

  /** @param {Element | null} node */
  #entryOf(node) {
    return this.#byId.get(node?.getAttribute("data-id") ?? "");
  }

  /** @param {Element | null} node */
  #decorate(node) {
    const entry = this.#entryOf(node);
    if (!entry) return;
    const { message } = entry;
    const before = this.#entryOf(entry.node.previousElementSibling)?.message;
    const at = new Date(message.at);
    const newDay = !before || dayKey(new Date(before.at)) !== dayKey(at);
    const firstNew = this.#newFrom !== null && message.seq >= this.#newFrom && (before?.seq ?? 0) < this.#newFrom;
    entry.node.querySelectorAll(":scope > :not(article)").forEach((line) => line.remove());
    if (newDay) entry.article.before(el("p", { class: "day" }, el("span", {}, dayLabel(at))));
    if (firstNew) entry.article.before(el("p", { class: "new-line" }, el("span", {}, t("timeline.new"))));
    entry.article.classList.toggle("continued", !newDay && !firstNew && standTogether(before, message));
  }
}

/**
 * @param {Message | undefined} before
 * @param {Message} message
 */
function standTogether(before, message) {
  return (
    before !== undefined &&
    before.author.id === message.author.id &&
    !before.card &&
    !message.card &&
    before.private === message.private &&
    Date.parse(message.at) - Date.parse(before.at) < TOGETHER
  );
}
