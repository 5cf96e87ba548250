// @ts-check
/**
 * Who sits at this window, and in which language. The person goes with the window, so that two windows can be two
 * people; the language goes with the browser.
 */

import { byId, el } from "./dom.js";
import { t } from "./texts.js";

/** @typedef {import("./texts.js").Locale} Locale */
/** @typedef {import("./types.js").Person} Person */

const PERSON = "room.person";
const LOCALE = "room.locale";

/** @returns {string | null} */
export function storedPerson() {
  return sessionStorage.getItem(PERSON);
}

/** @param {string} id */
export function storePerson(id) {
  sessionStorage.setItem(PERSON, id);
}

/** @returns {Locale} Dutch, unless this browser chose English before */
export function storedLocale() {
  return localStorage.getItem(LOCALE) === "en" ? "en" : "nl";
}

export class PersonSwitch {
  /** @param {(id: string) => void} changed */
  constructor(changed) {
    this.select = byId("person", HTMLSelectElement);
    this.select.addEventListener("change", () => changed(this.select.value));
  }

  /**
   * @param {Person[]} people
   * @param {Person} me
   */
  show(people, me) {
    const options = people.map(({ id, name, moderator }) =>
      el("option", { value: id }, moderator ? t("person.moderator", { name }) : name),
    );
    this.select.replaceChildren(...options);
    this.select.value = me.id;
  }
}

export class LanguageSwitch {
  /** @param {(locale: Locale) => void} changed */
  constructor(changed) {
    this.buttons = [...byId("languages", HTMLDivElement).querySelectorAll("button")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        const locale = button.dataset.locale === "en" ? "en" : "nl";
        localStorage.setItem(LOCALE, locale);
        changed(locale);
      });
    }
  }

  /** @param {Locale} locale */
  show(locale) {
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.locale === locale));
    }
  }
}
