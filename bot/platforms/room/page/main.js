// @ts-check
/** Brings the parts of the room together: frames from the server to what shows them, and back. */

import { Conversations } from "./conversations.js";
import { byId, placeIcons } from "./dom.js";
import { FormDialog } from "./form.js";
import { Panel } from "./panel.js";
import { LanguageSwitch, PersonSwitch, storedLocale, storedPerson, storePerson } from "./people.js";
import { Requests } from "./requests.js";
import { ResumeBar } from "./resume.js";
import { Socket } from "./socket.js";
import { locale, t, useLocale } from "./texts.js";
import { Typed } from "./typed.js";

/** @typedef {import("./types.js").Form} Form */
/** @typedef {import("./types.js").ServerFrame} ServerFrame */
/** @typedef {import("./types.js").Welcome} Welcome */

class Room {
  #me = storedPerson();
  /** Whom the messages in view are for; differs from #me until the server has answered. */
  #welcomed = "";

  constructor() {
    const protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new Socket(`${protocol}//${location.host}/ws`, {
      opened: () => this.#hello(),
      received: (frame) => this.#receive(frame),
      lost: () => this.#showConnection(false),
    });
    const requests = new Requests(this.socket, (channel, text) => this.talk.composerOf(channel).notice(text));
    this.typed = new Typed();
    this.talk = new Conversations(requests, this.typed, new Panel());
    this.form = new FormDialog(this.typed, {
      submit: (draft, button, values) => requests.submit(draft, button, values),
      closed: () => {
        this.resume.draw(null);
        this.talk.takeFocusBack();
      },
    });
    this.resume = new ResumeBar((form) => this.#openForm(form));
    this.people = new PersonSwitch((id) => this.#become(id));
    this.languages = new LanguageSwitch((locale) => void this.speak(locale));
  }

  /** @param {import("./texts.js").Locale} wanted */
  async speak(wanted) {
    await useLocale(wanted);
    this.languages.show(wanted);
    this.talk.channels.draw();
    this.#hello();
  }

  start() {
    this.socket.connect();
  }

  #hello() {
    this.socket.send({ type: "hello", me: this.#me, locale: locale() });
  }

  /** @param {string} id */
  #become(id) {
    this.#me = id;
    storePerson(id);
    this.#hello();
  }

  /** @param {ServerFrame} frame */
  #receive(frame) {
    switch (frame.type) {
      case "welcome":
        return this.#welcome(frame);
      case "message":
        return this.talk.add(frame.message);
      case "changed":
        return this.talk.change(frame.message);
      case "removed":
        return this.talk.remove(frame.channel, frame.message);
      case "thread":
        return this.talk.changeThread(frame.thread);
      case "form":
        this.resume.keep(frame.form);
        this.form.receive(frame.form);
        return this.resume.draw(this.form.form);
      case "form-closed":
        this.resume.drop(frame.draft);
        this.form.finish(frame.draft);
        return this.resume.draw(this.form.form);
      case "typing":
        return this.talk.typing(frame.channel, frame.on);
    }
  }

  /** @param {Welcome} frame */
  #welcome(frame) {
    if (frame.me.id !== this.#welcomed) this.#seat(frame.me.id);
    this.#me = this.#welcomed = frame.me.id;
    storePerson(frame.me.id);
    byId("community", HTMLParagraphElement).textContent = frame.community;
    this.people.show(frame.people, frame.me);
    this.#showConnection(true);
    this.talk.welcome(frame);
    this.typed.keepFormsOf(new Set(frame.forms.map(({ draft }) => draft)));
    this.resume.replace(frame.forms, this.form.form);
    const open = this.form.form;
    if (open && !this.resume.has(open.draft)) this.form.finish(open.draft);
  }

  /** @param {string} person */
  #seat(person) {
    this.talk.unread.sit(person);
    this.typed.sit(person);
    this.talk.forget();
    this.form.forget();
  }

  /** @param {Form} form */
  #openForm(form) {
    this.form.open(form);
    this.resume.draw(this.form.form);
  }

  /** @param {boolean} stands */
  #showConnection(stands) {
    const line = byId("connection", HTMLParagraphElement);
    line.hidden = stands;
    line.textContent = stands ? "" : t("connection.lost");
  }
}

placeIcons();
const room = new Room();
await room.speak(storedLocale());
room.start();
