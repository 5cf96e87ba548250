// @ts-check
/**
 * The messages of one channel. Each message is a node of its own that is added, refilled or removed; the whole is
 * never built again. Who reads along at the end keeps only the last few hundred in the page: older ones come back
 * from the server on scrolling up.
 */

import { dayKey, dayLabel } from "./dates.js";
import { el, icon } from "./dom.js";
import { fillMessage } from "./message.js";
import { withReaction } from "./reactions.js";
import { t } from "./texts.js";
import { Viewport } from "./viewport.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {{message: Message, node: HTMLElement, article: HTMLElement}} Entry */

const KEEP_AT_MOST = 400;
const TRIM_TO = 300;
/** Messages of one author within this time (ms) stand together under one name. */
const TOGETHER = 5 * 60_000;

/**
 * @typedef {object} TimelineActions
 * @property {(message: Message, emoji: string, on: boolean) => Promise<boolean>} react  false when it did not work
 * @property {(message: Message, button: string) => Promise<void>} press  resolves when the answer is there
 * @property {(before: number) => Promise<Page | null>} history  null when it did not work
 */

export class Timeline {
  /** @type {Map<string, Entry>} */
  #entries = new Map();
  #loading = false;
  #more;
  #messageActions;
  start = el("p", { class: "timeline-start" });
  list = el("div", { class: "entries" });
  log = el("div", { class: "log", role: "log", "aria-live": "polite", tabindex: 0 });
  newer = el("button", { type: "button", class: "newer", hidden: true });
  element = el("section", { class: "timeline", hidden: true });

  /**
   * @param {string} name  of the channel, as a reader sees it
   * @param {Page} page
   * @param {TimelineActions} actions
   */
  constructor(name, page, actions) {
    this.name = name;
    this.actions = actions;
    this.#more = page.more;
    this.#messageActions = { react: this.#react.bind(this), press: actions.press };
    this.log.setAttribute("aria-label", t("timeline.label", { channel: name }));
    this.log.append(this.start, this.list);
    this.newer.append(t("timeline.new"), icon("down"));
    this.newer.addEventListener("click", () => this.view.toEnd());
    this.element.append(this.log, this.newer);
    this.view = new Viewport(this.log, {
      moved: (atEnd) => {
        if (atEnd) this.newer.hidden = true;
      },
      nearTop: () => void this.#loadOlder(),
      settling: () => this.#trim(),
    });
    this.#quietly(() => page.messages.forEach((message) => this.#insert(message)));
    this.#showStart();
  }

  show() {
    this.element.hidden = false;
    this.view.restore();
  }

  hide() {
    this.element.hidden = true;
  }

  /** For when the focus would otherwise be lost. */
  focus() {
    this.log.focus({ preventScroll: true });
  }

  /** The highest `seq` here, 0 when empty. */
  get lastSeq() {
    return this.#entryOf(this.list.lastElementChild)?.message.seq ?? 0;
  }

  /**
   * @param {Message} message
   * @param {boolean} forMe  written by or only for this reader: bring it into view
   */
  add(message, forMe) {
    if (this.#entries.has(message.id)) {
      this.change(message);
      return;
    }
    const { node } = this.#insert(message);
    this.#showStart();
    if (!this.view.shown) {
      if (this.view.pinned) this.#trim();
      return;
    }
    if (forMe && (node.nextElementSibling || node.offsetHeight > this.log.clientHeight)) {
      this.view.pinned = false;
      node.scrollIntoView({ block: "start" });
    } else if (forMe) {
      this.view.toEnd();
    } else if (this.view.pinned) {
      this.view.settle();
    } else {
      this.newer.hidden = false;
    }
  }

  /** @param {Message} message  one that is not in the page (any more) is left alone */
  change(message) {
    const entry = this.#entries.get(message.id);
    if (!entry) return;
    entry.message = message;
    // A changed card is not news: without this every reaction would read the whole card out loud.
    entry.article.setAttribute("aria-live", "off");
    this.view.keeping(entry.node, () => this.#refill(entry));
  }

  /** @param {string} id */
  remove(id) {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const next = entry.node.nextElementSibling;
    const hadFocus = entry.node.contains(document.activeElement);
    this.#entries.delete(id);
    this.view.keeping(entry.node, () => {
      entry.node.remove();
      this.#decorate(next);
    });
    this.#showStart();
    if (hadFocus) this.focus();
  }

  /** After midnight "vandaag" is another day. */
  relabelDays() {
    for (const node of this.list.children) this.#decorate(node);
  }

  /** @param {Message} message */
  #insert(message) {
    const article = el("article", { class: "message", "data-id": message.id });
    const node = el("div", { class: "entry", "data-id": message.id }, article);
    const entry = { message, node, article };
    this.#entries.set(message.id, entry);
    fillMessage(article, message, this.#messageActions);
    const next = this.#firstAfter(message.seq);
    this.list.insertBefore(node, next);
    this.#decorate(node);
    this.#decorate(next);
    return entry;
  }

  /**
   * Shows the reaction at once, and takes it back when the server says no.
   * @param {string} id
   * @param {string} emoji
   * @param {boolean} on
   */
  async #react(id, emoji, on) {
    const before = this.#entries.get(id)?.message;
    if (!before) return;
    const hoped = withReaction(before, emoji, on);
    if (hoped === before) return;
    this.change(hoped);
    const worked = await this.actions.react(before, emoji, on);
    if (!worked && this.#entries.get(id)?.message === hoped) this.change(before);
  }

  /** @param {Entry} entry */
  #refill({ article, message }) {
    const focused = article.contains(document.activeElement) ? document.activeElement : null;
    const key = focused?.getAttribute("data-key") ?? null;
    fillMessage(article, message, this.#messageActions);
    if (!focused) return;
    for (const node of article.querySelectorAll("button")) {
      if (node.getAttribute("data-key") === key) node.focus({ preventScroll: true });
    }
    if (!article.contains(document.activeElement)) this.focus();
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
    return this.#entries.get(node?.getAttribute("data-id") ?? "");
  }

  /**
   * Day line and grouping depend on the message before.
   * @param {Element | null} node
   */
  #decorate(node) {
    const entry = this.#entryOf(node);
    if (!entry) return;
    const before = this.#entryOf(entry.node.previousElementSibling)?.message;
    const at = new Date(entry.message.at);
    const newDay = !before || dayKey(new Date(before.at)) !== dayKey(at);
    entry.node.querySelector(":scope > .day")?.remove();
    if (newDay) entry.node.prepend(el("p", { class: "day" }, el("span", {}, dayLabel(at))));
    entry.article.classList.toggle("continued", !newDay && standTogether(before, entry.message));
  }

  #showStart() {
    const channel = this.name;
    if (this.#loading) this.start.textContent = t("timeline.loading");
    else if (this.#more) this.start.textContent = "";
    else if (this.#entries.size === 0) this.start.textContent = t("timeline.empty");
    else this.start.textContent = t("timeline.start", { channel });
  }

  #trim() {
    // While older ones are on their way the oldest must stay, or they would not join up.
    if (this.#loading || this.#entries.size <= KEEP_AT_MOST) return;
    while (this.#entries.size > TRIM_TO) {
      const first = this.#entryOf(this.list.firstElementChild);
      if (!first) return;
      this.#entries.delete(first.message.id);
      first.node.remove();
    }
    this.#more = true;
    this.#decorate(this.list.firstElementChild);
    this.#showStart();
  }

  async #loadOlder() {
    const first = this.#entryOf(this.list.firstElementChild);
    if (!this.#more || this.#loading || !first) return;
    this.#loading = true;
    this.#showStart();
    const page = await this.actions.history(first.message.seq);
    this.#loading = false;
    if (page && page.messages.length > 0) this.#prepend(page);
    else if (page) this.#more = false;
    this.#showStart();
  }

  /** @param {Page} page */
  #prepend(page) {
    // The article, not the entry: the day line above it may go.
    const stay = this.#entryOf(this.list.firstElementChild)?.article ?? this.list;
    this.#more = page.more;
    this.view.keepingBelow(stay, () => {
      this.#quietly(() => {
        for (const message of [...page.messages].reverse()) {
          if (!this.#entries.has(message.id)) this.#insert(message);
        }
      });
      this.#showStart();
    });
  }

  /**
   * Old messages are not read out loud as if they were new.
   * @param {() => void} work
   */
  #quietly(work) {
    this.log.setAttribute("aria-live", "off");
    work();
    requestAnimationFrame(() => this.log.setAttribute("aria-live", "polite"));
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
