// @ts-check
/** Brings the parts of the room together: frames from the server to what shows them, and back. */

import { ChannelList, shortCount } from "./channels.js";
import { Composer } from "./composer.js";
import { onNewDay } from "./dates.js";
import { byId, isTouch, placeIcons } from "./dom.js";
import { FormDialog } from "./form.js";
import { Panel } from "./panel.js";
import { LanguageSwitch, PersonSwitch, storedLocale, storedPerson, storePerson } from "./people.js";
import { ResumeBar } from "./resume.js";
import { Socket } from "./socket.js";
import { locale, t, useLocale } from "./texts.js";
import { Timeline } from "./timeline.js";
import { Typed } from "./typed.js";
import { Unread } from "./unread.js";

/** @typedef {import("./types.js").Channel} Channel */
/** @typedef {import("./types.js").Form} Form */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").ServerFrame} ServerFrame */
/** @typedef {import("./types.js").Welcome} Welcome */

class Room {
  /** @type {Map<string, Timeline>} by channel */
  #timelines = new Map();
  /** @type {Set<string>} channels where the bot is busy */
  #busy = new Set();
  #community = "";
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
    this.panel = new Panel();
    this.unread = new Unread(() => {
      this.channels.draw();
      this.#showTitle();
    });
    this.channels = new ChannelList(
      (channel, byPerson) => this.#openChannel(channel, byPerson),
      (channel) => this.unread.count(channel),
    );
    this.typed = new Typed();
    this.composer = new Composer(this.typed, {
      say: (channel, text, ref) => this.socket.request({ type: "say", channel, text }, ref),
      complete: (channel, text) => this.#complete(channel, text),
    });
    this.form = new FormDialog(this.typed, {
      submit: (draft, button, values) => this.socket.request({ type: "submit", draft, button, values }),
      closed: () => this.#formLeft(),
    });
    this.resume = new ResumeBar((form) => this.#openForm(form));
    this.people = new PersonSwitch((id) => this.#become(id));
    this.languages = new LanguageSwitch((locale) => void this.speak(locale));
    this.panel.skips({
      messages: () => this.#timelines.get(this.channels.current)?.focus(),
      composer: () => this.composer.focus(),
    });
  }

  /** @param {import("./texts.js").Locale} wanted */
  async speak(wanted) {
    await useLocale(wanted);
    this.languages.show(wanted);
    this.channels.draw();
    this.#hello();
  }

  start() {
    this.socket.connect();
    document.addEventListener("visibilitychange", () => this.#seeCurrent());
    onNewDay(() => this.#timelines.forEach((timeline) => timeline.entries.relabel()));
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
        return this.#message(frame.message);
      case "changed":
        return this.#timelines.get(frame.message.channel)?.change(frame.message);
      case "removed":
        this.unread.removed(frame.channel, frame.message);
        return this.#timelines.get(frame.channel)?.remove(frame.message);
      case "form":
        this.resume.keep(frame.form);
        this.form.receive(frame.form);
        return this.resume.draw(this.form.form);
      case "form-closed":
        this.resume.drop(frame.draft);
        this.form.finish(frame.draft);
        return this.resume.draw(this.form.form);
      case "typing":
        return this.#typing(frame.channel, frame.on);
    }
  }

  /** @param {Welcome} frame */
  #welcome(frame) {
    if (frame.me.id !== this.#welcomed) this.#seat(frame.me.id);
    this.#me = this.#welcomed = frame.me.id;
    storePerson(frame.me.id);
    this.#community = frame.community;
    byId("community", HTMLParagraphElement).textContent = frame.community;
    this.people.show(frame.people, frame.me);
    this.#busy.clear();
    this.#showConnection(true);
    this.#renewTimelines(frame);
    this.channels.replace(frame.channels);
    this.typed.keepFormsOf(new Set(frame.forms.map(({ draft }) => draft)));
    this.resume.replace(frame.forms, this.form.form);
    const open = this.form.form;
    if (open && !this.resume.has(open.draft)) this.form.finish(open.draft);
  }

  /** @param {string} person  nothing of who sat here before is left */
  #seat(person) {
    this.#timelines.clear();
    byId("timelines", HTMLDivElement).replaceChildren();
    this.unread.sit(person);
    this.typed.sit(person);
    this.composer.forget();
    this.form.forget();
  }

  /** @param {Welcome} frame */
  #renewTimelines(frame) {
    for (const channel of frame.channels) {
      const page = frame.messages[channel.id] ?? { messages: [], more: false };
      const known = this.#timelines.get(channel.id);
      if (known) known.renew(nameOf(channel), page);
      else this.#timelines.set(channel.id, this.#timeline(channel.id, nameOf(channel), page));
      this.unread.begin(channel.id, page.messages);
    }
    const place = byId("timelines", HTMLDivElement);
    for (const { element } of this.#timelines.values()) {
      // Putting a node in its place again would lose how far it was scrolled.
      if (!element.isConnected) place.append(element);
    }
  }

  /**
   * @param {string} channel
   * @param {string} name
   * @param {Page} page
   */
  #timeline(channel, name, page) {
    return new Timeline(name, page, {
      react: (message, emoji, on) => this.#react(message, emoji, on),
      press: (message, button) => this.#press(message, button),
      history: async (range) => {
        const reply = await this.socket.request({ type: "history", channel, ...range });
        return reply.type === "history" ? reply : null;
      },
      reachedEnd: () => this.#seeCurrent(),
    });
  }

  /** @param {Message} message */
  #message(message) {
    const { channel } = message;
    const timeline = this.#timelines.get(channel);
    const here = channel === this.channels.current;
    const forMe = here && (message.private || message.author.id === this.#me);
    const inView = here && !document.hidden && (forMe || timeline?.atEnd === true);
    timeline?.add(message, forMe);
    this.unread.arrived(message, inView);
    const first = this.unread.first(channel);
    if (here && first !== null) timeline?.entries.lineFrom(first);
  }

  /** Whoever has the end of the open channel before them has seen it. */
  #seeCurrent() {
    const { current } = this.channels;
    if (!document.hidden && this.#timelines.get(current)?.atEnd) this.unread.see(current);
  }

  /**
   * @param {Channel} channel
   * @param {boolean} byPerson
   */
  #openChannel(channel, byPerson) {
    for (const [id, timeline] of this.#timelines) {
      if (id !== channel.id) timeline.hide();
    }
    const timeline = this.#timelines.get(channel.id);
    timeline?.entries.lineFrom(this.unread.first(channel.id));
    timeline?.show();
    this.#seeCurrent();
    this.#showName(channel);
    this.composer.show(channel);
    this.#showTyping();
    if (!byPerson) return;
    if (this.panel.isOpen) this.panel.close();
    else if (!isTouch()) this.composer.focus();
  }

  /** @param {Channel} channel */
  #showName(channel) {
    byId("channel-name", HTMLHeadingElement).textContent = nameOf(channel);
    byId("channel-topic", HTMLParagraphElement).textContent = channel.topic;
    this.#showTitle();
  }

  #showTitle() {
    const { total } = this.unread;
    const name = byId("channel-name", HTMLHeadingElement).textContent;
    document.title = `${total > 0 ? `(${shortCount(total)}) ` : ""}${name} · ${this.#community}`;
  }

  /**
   * @param {string} channel
   * @param {string} text
   */
  async #complete(channel, text) {
    const reply = await this.socket.request({ type: "complete", channel, text });
    return reply.type === "completions" ? reply.items : [];
  }

  /**
   * @param {Message} message
   * @param {string} emoji
   * @param {boolean} on
   */
  async #react(message, emoji, on) {
    const reply = await this.socket.request({ type: "react", message: message.id, emoji, on });
    if (reply.type === "refused") this.composer.notice(reply.text);
    if (reply.type === "lost") this.composer.notice(t("reaction.lost"));
    return reply.type === "done";
  }

  /**
   * @param {Message} message
   * @param {string} button
   */
  async #press(message, button) {
    const reply = await this.socket.request({ type: "submit", draft: message.draft, button, values: {} });
    if (reply.type === "refused") this.composer.notice(reply.text);
    if (reply.type === "lost") this.composer.notice(t("composer.lost"));
  }

  /** @param {Form} form */
  #openForm(form) {
    this.form.open(form);
    this.resume.draw(this.form.form);
  }

  /** The browser gives the focus back to what had it; when that is gone, it goes to the composer. */
  #formLeft() {
    this.resume.draw(null);
    const focused = document.activeElement;
    const nowhere = !focused?.checkVisibility() || focused === document.body;
    if (nowhere || focused === this.composer.input) this.composer.focus();
  }

  /**
   * @param {string} channel
   * @param {boolean} on
   */
  #typing(channel, on) {
    if (on) this.#busy.add(channel);
    else this.#busy.delete(channel);
    this.#showTyping();
  }

  #showTyping() {
    byId("typing", HTMLParagraphElement).textContent = this.#busy.has(this.channels.current) ? t("typing") : "";
  }

  /** @param {boolean} stands */
  #showConnection(stands) {
    const line = byId("connection", HTMLParagraphElement);
    line.hidden = stands;
    line.textContent = stands ? "" : t("connection.lost");
  }
}

/** @param {Channel} channel */
function nameOf({ name, direct }) {
  return direct ? name : `#${name}`;
}

placeIcons();
const room = new Room();
await room.speak(storedLocale());
room.start();
