// @ts-check
/** Suggestions while a command is typed: a list above the composer, led by the keyboard or a tap. */

import { byId, el } from "./dom.js";
import { tCount } from "./texts.js";

/** @typedef {import("./types.js").Completion} Item */

/** So that fast typing asks once, not once a letter. In milliseconds. */
const QUIET = 120;

export class CompletionList {
  /** @type {Item[]} */
  #items = [];
  #active = -1;
  #timer = 0;
  /** Rises with every change; an answer to an older question is stale. */
  #question = 0;

  /**
   * @param {string} place  what the ids of its parts begin with
   * @param {HTMLTextAreaElement} input
   * @param {(text: string) => Promise<Item[]>} ask
   */
  constructor(place, input, ask) {
    this.input = input;
    this.ask = ask;
    this.list = byId(`${place}completions`, HTMLUListElement);
    this.count = byId(`${place}completions-count`, HTMLParagraphElement);
    // A textarea may not be called a combobox; as a text box with a list it may say all the same but "expanded",
    // and the line with the count says that.
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-haspopup", "listbox");
    input.setAttribute("aria-controls", this.list.id);
    input.addEventListener("input", () => this.#changed());
    input.addEventListener("blur", () => this.close());
    // Taking the press keeps the focus in the composer, so that a tap is not a blur first.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  get open() {
    return !this.list.hidden;
  }

  close() {
    this.#question += 1;
    clearTimeout(this.#timer);
    this.#show([]);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} true when the key was for the list
   */
  handleKey(event) {
    if (!this.open || event.shiftKey) return false;
    switch (event.key) {
      case "ArrowDown":
        this.#activate((this.#active + 1) % this.#items.length);
        return true;
      case "ArrowUp":
        this.#activate((this.#active <= 0 ? this.#items.length : this.#active) - 1);
        return true;
      case "Tab":
        this.#accept(Math.max(0, this.#active));
        return true;
      case "Enter":
        // Without a chosen suggestion Enter sends what is typed, as always.
        if (this.#active < 0) return false;
        this.#accept(this.#active);
        return true;
      case "Escape":
        this.close();
        return true;
      default:
        return false;
    }
  }

  #changed() {
    const text = this.input.value.slice(0, this.input.selectionStart);
    const question = ++this.#question;
    clearTimeout(this.#timer);
    if (!text.startsWith("/")) {
      this.#show([]);
      return;
    }
    // The old list may no longer fit what is typed: it stays in view, but Enter must not pick from it.
    this.#activate(-1);
    this.#timer = setTimeout(async () => {
      const items = await this.ask(text);
      if (question === this.#question) this.#show(items);
    }, QUIET);
  }

  /** @param {Item[]} items */
  #show(items) {
    this.#items = items;
    this.list.hidden = items.length === 0;
    // A hint that is the same for all tells nothing.
    this.list.classList.toggle("alike", items.length > 1 && items.every(({ hint }) => hint === items[0]?.hint));
    this.list.replaceChildren(...items.map((item, index) => this.#option(item, index)));
    this.count.textContent = items.length > 0 ? tCount("completions.count", items.length) : "";
    this.#activate(-1);
  }

  /**
   * @param {Item} item
   * @param {number} index
   */
  #option(item, index) {
    return el(
      "li",
      { role: "option", id: `${this.list.id}-${index}`, "aria-selected": "false", click: () => this.#accept(index) },
      el("span", { class: "completion-label" }, item.label),
      el("span", { class: "completion-hint" }, item.hint),
    );
  }

  /** @param {number} index  -1 for none */
  #activate(index) {
    this.#active = index;
    this.input.removeAttribute("aria-activedescendant");
    for (const [place, option] of [...this.list.children].entries()) {
      option.setAttribute("aria-selected", String(place === index));
      if (place !== index) continue;
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  /** @param {number} index */
  #accept(index) {
    const item = this.#items[index];
    this.close();
    if (!item) return;
    // What stands behind the cursor was no part of the question, and stays.
    this.input.value = item.insert + this.input.value.slice(this.input.selectionStart);
    this.input.setSelectionRange(item.insert.length, item.insert.length);
    // As if typed: the composer grows, and the next part of the command is suggested.
    this.input.dispatchEvent(new Event("input"));
  }
}
