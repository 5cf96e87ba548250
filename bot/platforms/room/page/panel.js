// @ts-check
/**
 * On a phone the side panel slides in over the room. On a wide screen it is always there: then only the ways past it
 * are of use, for who goes by keyboard.
 */

import { byId } from "./dom.js";

export class Panel {
  constructor() {
    this.panel = byId("panel", HTMLElement);
    this.room = byId("room", HTMLElement);
    this.shade = byId("panel-shade", HTMLDivElement);
    this.button = byId("panel-open", HTMLButtonElement);
    this.button.addEventListener("click", () => this.open());
    const close = byId("panel-close", HTMLButtonElement);
    close.addEventListener("click", () => this.close());
    this.closeButton = close;
    this.shade.addEventListener("click", () => this.close());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    // Turning the phone may make room for the panel: then nothing may stay shut off behind it.
    matchMedia("(min-width: 48rem)").addEventListener("change", () => this.close());
  }

  /** @param {{messages: () => void, composer: () => void}} goTo  where the buttons before the panel lead */
  skips(goTo) {
    for (const [place, go] of Object.entries(goTo)) {
      byId(`skip-${place}`, HTMLButtonElement).addEventListener("click", () => {
        this.close();
        go();
      });
    }
  }

  get isOpen() {
    return this.panel.classList.contains("open");
  }

  open() {
    this.#set(true);
    this.closeButton.focus();
  }

  close() {
    if (!this.isOpen) return;
    this.#set(false);
    this.button.focus();
  }

  /** @param {boolean} on */
  #set(on) {
    this.panel.classList.toggle("open", on);
    this.shade.hidden = !on;
    this.room.inert = on;
    this.button.setAttribute("aria-expanded", String(on));
  }
}
