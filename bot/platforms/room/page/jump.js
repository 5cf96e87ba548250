// @ts-check
/** The way to the newest message, for who is reading older ones. It says so when something came in meanwhile. */

import { el, icon } from "./dom.js";
import { t } from "./texts.js";

export class Jump {
  button = el("button", { type: "button", class: "jump", hidden: true });
  #hasNew = false;

  /** @param {() => void} pressed */
  constructor(pressed) {
    this.button.addEventListener("click", pressed);
  }

  /** Something came in that the reader has yet to go to. */
  announce() {
    this.#hasNew = true;
    this.draw(false);
  }

  /** @param {boolean} atEnd  whether the reader is there already */
  draw(atEnd) {
    if (atEnd) this.#hasNew = false;
    this.button.hidden = atEnd;
    this.button.classList.toggle("has-new", this.#hasNew);
    const text = t(this.#hasNew ? "timeline.new" : "timeline.newest");
    this.button.replaceChildren(el("span", { class: this.#hasNew ? null : "unseen" }, text), icon("down"));
  }
}
