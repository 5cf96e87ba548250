// @ts-check
/** Where a person writes. What is typed leaves the box only when the server has taken it. */

import { nameOf } from "./channels.js";
import { CompletionList } from "./completion.js";
import { byId, isTouch, setWaiting } from "./dom.js";
import { newRef } from "./socket.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Channel} Channel */
/** @typedef {import("./types.js").Completion} Completion */
/** @typedef {import("./types.js").Reply} Reply */
/** @typedef {import("./typed.js").Typed} Typed */

/**
 * @typedef {object} ComposerActions
 * @property {(channel: string, text: string, ref: string) => Promise<Reply>} say
 * @property {(channel: string, text: string) => Promise<Completion[]>} complete
 */

export class Composer {
  #channel = "";
  #sending = false;

  /**
   * @param {"" | "thread-"} place  what the ids of its parts begin with
   * @param {Typed} typed  keeps what stands unsent in each channel
   * @param {ComposerActions} actions
   */
  constructor(place, typed, actions) {
    this.actions = actions;
    this.typed = typed;
    this.form = byId(`${place}composer`, HTMLFormElement);
    this.input = byId(`${place}say`, HTMLTextAreaElement);
    this.button = byId(`${place}send`, HTMLButtonElement);
    this.noticeLine = byId(`${place}notice`, HTMLParagraphElement);
    this.completions = new CompletionList(place, this.input, (text) => actions.complete(this.#channel, text));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#send();
    });
    // The focus stays in the box, and so on a phone the keyboard stays up for the next message.
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#key(event));
  }

  /** @param {Channel} channel */
  show(channel) {
    this.input.setAttribute("aria-label", t("composer.label", { channel: nameOf(channel) }));
    this.notice("");
    if (channel.id === this.#channel) return;
    this.#channel = channel.id;
    this.completions.close();
    this.#fill(this.typed.inChannel(channel.id));
  }

  /** Another person sits down: what the last one typed is not theirs. */
  forget() {
    this.#channel = "";
    this.completions.close();
    this.#fill("");
    this.notice("");
  }

  focus() {
    this.input.focus();
    // Chromium gives the focus back after a dialog without the caret: what is typed then would go nowhere.
    this.input.setSelectionRange(this.input.selectionStart, this.input.selectionEnd);
  }

  /** @param {string} text  what went wrong, in the reader's language; empty to clear */
  notice(text) {
    this.noticeLine.textContent = text;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    // While an input method composes, Enter belongs to it.
    if (event.isComposing) return;
    if (this.completions.handleKey(event)) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && !isTouch()) {
      event.preventDefault();
      void this.#send();
    }
  }

  async #send() {
    const text = this.input.value;
    if (this.#sending || text.trim() === "") return;
    const channel = this.#channel;
    const unsure = this.typed.saying;
    const ref = unsure?.channel === channel && unsure.text === text ? unsure.ref : newRef();
    this.completions.close();
    this.notice("");
    this.#setSending(true);
    // Kept before it goes out: who opens the page again and says it once more still says it once.
    this.typed.saying = { channel, text, ref };
    const reply = await this.actions.say(channel, text, ref);
    this.#setSending(false);
    if (reply.type !== "lost") this.typed.saying = null;
    if (reply.type === "done") this.#sent(channel, text);
    else this.notice(reply.type === "refused" ? reply.text : t("composer.lost"));
  }

  /** @param {boolean} on */
  #setSending(on) {
    this.#sending = on;
    setWaiting([this.button], on);
  }

  /**
   * Takes away what was sent, and leaves what was typed after it.
   * @param {string} channel
   * @param {string} text
   */
  #sent(channel, text) {
    const left = withoutStart(this.typed.inChannel(channel), text);
    this.typed.keepInChannel(channel, left);
    if (channel === this.#channel) this.#fill(left);
  }

  /** @param {string} text */
  #fill(text) {
    this.input.value = text;
    this.#grow();
  }

  #typed() {
    if (this.#channel !== "") this.typed.keepInChannel(this.#channel, this.input.value);
    this.notice("");
    this.#grow();
  }

  #grow() {
    this.input.style.setProperty("height", "auto");
    this.input.style.setProperty("height", `${this.input.scrollHeight}px`);
  }
}

/**
 * @param {string} text
 * @param {string} start
 */
function withoutStart(text, start) {
  return text.startsWith(start) ? text.slice(start.length) : text;
}
