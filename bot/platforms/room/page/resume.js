// @ts-check
/** The quiet bar above the composer: forms this person began and did not finish. */

import { byId, el } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Form} Form */

export class ResumeBar {
  /** @type {Map<string, Form>} by draft */
  #forms = new Map();

  /** @param {(form: Form) => void} reopen */
  constructor(reopen) {
    this.reopen = reopen;
    this.list = byId("resume", HTMLUListElement);
  }

  /**
   * @param {Form[]} forms
   * @param {Form | null} shown  the one in the dialog needs no reminder
   */
  replace(forms, shown) {
    this.#forms = new Map(forms.map((form) => [form.draft, form]));
    this.draw(shown);
  }

  /** @param {Form} form */
  keep(form) {
    this.#forms.set(form.draft, form);
  }

  /** @param {string} draft */
  drop(draft) {
    this.#forms.delete(draft);
  }

  /** @param {string} draft */
  has(draft) {
    return this.#forms.has(draft);
  }

  /** @param {Form | null} shown */
  draw(shown) {
    const waiting = [...this.#forms.values()].filter((form) => form.draft !== shown?.draft);
    this.list.hidden = waiting.length === 0;
    this.list.replaceChildren(...waiting.map((form) => this.#row(form)));
  }

  /** @param {Form} form */
  #row(form) {
    const title = form.title;
    const label = t("resume.continue-with", { title });
    const button = el("button", { type: "button", class: "button plain", "aria-label": label }, t("resume.continue"));
    button.addEventListener("click", () => this.reopen(form));
    return el("li", {}, el("span", {}, t("resume.text", { title })), button);
  }
}
