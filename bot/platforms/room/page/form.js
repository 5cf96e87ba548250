// @ts-check
/** A form of the bot as a dialog. Closing it loses nothing: what was typed is there when it opens again. */

import { byId, el, icon, isTouch, isWaiting, setWaiting } from "./dom.js";
import { buildField } from "./fields.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Button} Button */
/** @typedef {import("./types.js").Form} Form */
/** @typedef {import("./types.js").Reply} Reply */
/** @typedef {import("./fields.js").BuiltField} BuiltField */
/** @typedef {import("./typed.js").Typed} Typed */
/** @typedef {import("./typed.js").Values} Values */

/**
 * @typedef {object} FormActions
 * @property {(draft: string, button: string, values: Values) => Promise<Reply>} submit
 * @property {() => void} closed  the dialog is gone, whoever closed it
 */

export class FormDialog {
  /** @type {Form | null} the one in view */
  form = null;
  /** @type {BuiltField[]} */
  #fields = [];
  /** @type {Values} what went out with the last button */
  #submitted = {};

  /**
   * @param {Typed} typed  keeps what is typed and not yet with the server
   * @param {FormActions} actions
   */
  constructor(typed, actions) {
    this.actions = actions;
    this.typed = typed;
    this.dialog = byId("form", HTMLDialogElement);
    this.body = byId("form-body", HTMLFormElement);
    this.title = byId("form-title", HTMLHeadingElement);
    this.step = byId("form-step", HTMLParagraphElement);
    this.content = byId("form-content", HTMLDivElement);
    this.buttons = byId("form-buttons", HTMLDivElement);
    this.problem = byId("form-problem", HTMLParagraphElement);
    byId("form-close", HTMLButtonElement).addEventListener("click", () => this.close());
    this.dialog.addEventListener("close", () => {
      // The browser tells this a moment later: by then the next form may be in view.
      if (!this.dialog.open) this.#leave();
    });
    this.body.addEventListener("input", () => this.#remember());
    this.body.addEventListener("submit", (event) => {
      event.preventDefault();
      this.buttons.querySelector("button")?.click();
    });
  }

  /**
   * A form came from the server. It knows best, except for what was typed after the last button.
   * @param {Form} form
   */
  receive(form) {
    const later = this.form?.draft === form.draft && this.form.step === form.step ? this.#typedSinceSubmit() : {};
    if (Object.keys(later).length > 0) this.typed.keepForm(form.draft, { step: form.step, values: later });
    else this.typed.dropForm(form.draft);
    this.open(form);
  }

  /** @param {Form} form */
  open(form) {
    const typed = this.typed.inForm(form.draft);
    this.form = form;
    this.#submitted = {};
    this.#draw(form, typed?.step === form.step ? typed.values : {});
    if (!this.dialog.open) this.dialog.showModal();
    this.content.scrollTop = 0;
    this.#placeFocus();
  }

  close() {
    this.dialog.close();
  }

  /**
   * The server has done with a draft.
   * @param {string} draft
   */
  finish(draft) {
    const shown = this.form?.draft === draft;
    if (shown) this.form = null;
    this.typed.dropForm(draft);
    if (shown) this.close();
  }

  /** Another person sits down. */
  forget() {
    this.form = null;
    this.close();
  }

  #leave() {
    this.form = null;
    this.#fields = [];
    // What a person filled in does not stay behind in the page.
    this.content.replaceChildren();
    this.actions.closed();
  }

  #remember() {
    if (this.form) this.typed.keepForm(this.form.draft, { step: this.form.step, values: this.#values() });
  }

  /** @returns {Values} */
  #values() {
    return Object.fromEntries(this.#fields.map((field) => [field.name, field.read()]));
  }

  #typedSinceSubmit() {
    const changed = Object.entries(this.#values()).filter(([name, value]) => value !== this.#submitted[name]);
    return Object.fromEntries(changed);
  }

  /**
   * @param {Form} form
   * @param {Values} typed
   */
  #draw(form, typed) {
    this.title.textContent = form.title;
    this.step.textContent = form.steps > 1 ? t("form.step", { step: form.step, steps: form.steps }) : "";
    this.problem.textContent = "";
    this.#fields = form.fields.map((field) => buildField(field, typed[field.name] ?? field.value));
    this.content.replaceChildren();
    if (form.intro) this.content.append(el("p", { class: "text" }, form.intro));
    if (form.notes.length > 0) this.content.append(noteList(form.notes));
    this.content.append(...this.#fields.map((field) => field.node));
    this.buttons.replaceChildren(...form.buttons.map((button, index) => this.#button(button, index === 0)));
  }

  /**
   * The first button is the one that Enter presses.
   * @param {Button} button
   * @param {boolean} first
   */
  #button({ id, label, style }, first) {
    const node = el("button", { type: first ? "submit" : "button", class: `button ${style}` }, label);
    node.addEventListener("click", (event) => {
      event.preventDefault();
      if (!isWaiting(node)) void this.#press(id);
    });
    return node;
  }

  /** @param {string} button */
  async #press(button) {
    const form = this.form;
    if (!form) return;
    this.problem.textContent = "";
    this.#submitted = this.#values();
    setWaiting(this.buttons.children, true);
    const reply = await this.actions.submit(form.draft, button, this.#submitted);
    if (this.form !== form) return;
    setWaiting(this.buttons.children, false);
    if (reply.type === "refused") this.problem.textContent = reply.text;
    if (reply.type === "lost") this.problem.textContent = t("form.lost");
  }

  /** To the first mistake; else to the first field, but on a phone not yet, or the keyboard hides the rest. */
  #placeFocus() {
    const wrong = this.#fields.find((field) => field.wrong);
    const first = isTouch() ? undefined : this.#fields[0];
    (wrong ?? first)?.control.focus();
    if (!wrong && !first) this.title.focus();
    wrong?.node.scrollIntoView({ block: "nearest" });
  }
}

/** @param {string[]} notes */
function noteList(notes) {
  return el("ul", { class: "notes" }, ...notes.map((note) => el("li", {}, icon("note"), el("span", {}, note))));
}
