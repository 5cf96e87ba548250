// @ts-check
/** Brings the parts of the room together: frames from the server to what shows them, and back. */

import { ChannelList } from "./channels.js";
import { Composer } from "./composer.js";
import { dayKey } from "./dates.js";
import { byId, isTouch, placeIcons } from "./dom.js";
import { FormDialog } from "./form.js";
import { Panel } from "./panel.js";
import { LanguageSwitch, PersonSwitch, storedLocale, storedPerson, storePerson } from "./people.js";
import { ResumeBar } from "./resume.js";
import { Socket } from "./socket.js";
import { locale, t, useLocale } from "./texts.js";
import { Timeline } from "./timeline.js";

/** @typedef {import("./types.js").Channel} Channel */
/** @typedef {import("./types.js").Form} Form */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").ServerFrame} ServerFrame */
/** @typedef {import("./types.js").Welcome} Welcome */

class Room {
  /** @type {Map<string, Timeline>} by channel */
  #timelines = new Map();
  /** @type {Map<string, number>} the last `seq` this person had in view, by channel */
  #seen = new Map();
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
    this.channels = new ChannelList((channel, byPerson) => this.#openChannel(channel, byPerson));
    this.composer = new Composer({
      say: (channel, text, ref) => this.socket.request({ type: "say", channel, text }, ref),
      complete: (channel, text) => this.#complete(channel, text),
    });
    this.form = new FormDialog({
      submit: (draft, button, values) => this.socket.request({ type: "submit", draft, button, values }),
      closed: () => this.#formLeft(),
    });
    this.resume = new ResumeBar((form) => this.#openForm(form));
    this.people = new PersonSwitch((id) => this.#become(id));
    this.languages = new LanguageSwitch((locale) => void this.speak(locale));
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
    this.#watchMidnight();
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
    if (frame.me.id !== this.#welcomed) this.#forgetPerson();
    this.#me = this.#welcomed = frame.me.id;
    storePerson(frame.me.id);
    this.#community = frame.community;
    byId("community", HTMLParagraphElement).textContent = frame.community;
    this.people.show(frame.people, frame.me);
    this.#busy.clear();
    this.#showConnection(true);
    this.#replaceTimelines(frame);
    this.channels.replace(frame.channels, this.#unreadIn(frame.channels));
    this.resume.replace(frame.forms, this.form.form);
    const open = this.form.form;
    if (open && !this.resume.has(open.draft)) this.form.finish(open.draft);
  }

  #forgetPerson() {
    this.#seen.clear();
    this.composer.forget();
    this.form.forget();
  }

  /** @param {Welcome} frame */
  #replaceTimelines(frame) {
    this.#timelines.clear();
    for (const channel of frame.channels) {
      const page = frame.messages[channel.id] ?? { messages: [], more: false };
      const name = channel.direct ? channel.name : `#${channel.name}`;
      this.#timelines.set(channel.id, this.#timeline(channel.id, name, page));
    }
    const place = byId("timelines", HTMLDivElement);
    place.replaceChildren(...Array.from(this.#timelines.values(), ({ element }) => element));
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
      history: async (before) => {
        const reply = await this.socket.request({ type: "history", channel, before });
        return reply.type === "history" ? reply : null;
      },
    });
  }

  /**
   * Where something came in while this window was away. Whoever just sat down has seen all there is.
   * @param {Channel[]} channels
   */
  #unreadIn(channels) {
    const unread = new Set();
    for (const { id } of channels) {
      const last = this.#timelines.get(id)?.lastSeq ?? 0;
      const seen = this.#seen.get(id);
      if (seen === undefined) this.#seen.set(id, last);
      else if (last > seen) unread.add(id);
    }
    return unread;
  }

  /** @param {Message} message */
  #message(message) {
    const here = message.channel === this.channels.current;
    const forMe = message.private || message.author.id === this.#me;
    this.#timelines.get(message.channel)?.add(message, here && forMe);
    if (here) this.#seen.set(message.channel, message.seq);
    else this.channels.mark(message.channel);
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
    timeline?.show();
    this.#seen.set(channel.id, timeline?.lastSeq ?? 0);
    this.#showName(channel);
    this.composer.show(channel);
    this.#showTyping();
    if (!byPerson) return;
    if (this.panel.isOpen) this.panel.close();
    else if (!isTouch()) this.composer.focus();
  }

  /** @param {Channel} channel */
  #showName(channel) {
    const name = channel.direct ? channel.name : `#${channel.name}`;
    byId("channel-name", HTMLHeadingElement).textContent = name;
    byId("channel-topic", HTMLParagraphElement).textContent = channel.topic;
    document.title = `${name} · ${this.#community}`;
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

  #watchMidnight() {
    let day = dayKey(new Date());
    setInterval(() => {
      const today = dayKey(new Date());
      if (today === day) return;
      day = today;
      for (const timeline of this.#timelines.values()) timeline.relabelDays();
    }, 60_000);
  }
}

placeIcons();
const room = new Room();
await room.speak(storedLocale());
room.start();
