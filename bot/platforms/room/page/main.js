// @ts-check
/** Brings the parts of the room together: frames from the server to what shows them, and back. */

import { channelAddress, readAddress } from "./address.js";
import { ChannelList, nameOf, shortCount } from "./channels.js";
import { Composer } from "./composer.js";
import { onNewDay } from "./dates.js";
import { byId, isTouch, placeIcons } from "./dom.js";
import { FormDialog } from "./form.js";
import { Panel } from "./panel.js";
import { LanguageSwitch, PersonSwitch, storedLocale, storedPerson, storePerson } from "./people.js";
import { Requests } from "./requests.js";
import { ResumeBar } from "./resume.js";
import { Socket } from "./socket.js";
import { locale, t, useLocale } from "./texts.js";
import { ThreadPanel } from "./thread.js";
import { Threads } from "./threads.js";
import { Timeline } from "./timeline.js";
import { Typed } from "./typed.js";
import { Unread } from "./unread.js";

/** @typedef {import("./types.js").Channel} Channel */
/** @typedef {import("./types.js").Form} Form */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").ServerFrame} ServerFrame */
/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {import("./types.js").Welcome} Welcome */

class Room {
  /** @type {Map<string, Timeline>} by channel */
  #timelines = new Map();
  /** @type {Set<string>} channels where the bot is busy */
  #busy = new Set();
  /** @type {import("./types.js").Action[]} what this person may do with a message */
  #actions = [];
  #community = "";
  #me = storedPerson();
  /** Whom the messages in view are for; differs from #me until the server has answered. */
  #welcomed = "";
  /** @type {(() => void) | null} what to do once the talk that covers the channel is gone */
  #uncovered = null;

  constructor() {
    const protocol = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new Socket(`${protocol}//${location.host}/ws`, {
      opened: () => this.#hello(),
      received: (frame) => this.#receive(frame),
      lost: () => this.#showConnection(false),
    });
    this.requests = new Requests(this.socket, (channel, text) => this.#composerOf(channel).notice(text));
    this.panel = new Panel();
    this.unread = new Unread(() => this.#showUnread());
    this.channels = new ChannelList(
      (channel, byPerson) => this.#openChannel(channel, byPerson),
      (channel) => this.unread.count(channel),
    );
    this.threads = new Threads(this.unread, ({ channel, message }) => this.#timelines.get(channel)?.redraw(message));
    this.typed = new Typed();
    this.composer = new Composer("", this.typed, this.requests);
    this.thread = new ThreadPanel(this.typed, this.requests, {
      latest: ({ id }) => this.requests.history(id, {}),
      timeline: (id, name, page) => this.#timeline(id, name, page),
      firstNew: (id) => this.unread.first(id),
      shown: () => this.#seeCurrent(),
      channelName: ({ channel }) => this.channels.nameOf(channel),
      toMessage: (thread) => this.#toMessage(thread),
      left: (thread, byPerson) => this.#threadLeft(thread, byPerson),
    });
    this.form = new FormDialog(this.typed, {
      submit: (draft, button, values) => this.requests.submit(draft, button, values),
      closed: () => this.#formLeft(),
    });
    this.resume = new ResumeBar((form) => this.#openForm(form));
    this.people = new PersonSwitch((id) => this.#become(id));
    this.languages = new LanguageSwitch((locale) => void this.speak(locale));
    this.panel.skips({
      messages: () => this.#timelineOf(this.#front)?.focus(),
      composer: () => this.#composerOf(this.#front).focus(),
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
    // After the list of channels has followed it.
    addEventListener("hashchange", () => this.#followThread(true));
    onNewDay(() => this.#allTimelines.forEach((timeline) => timeline.entries.relabel()));
  }

  get #allTimelines() {
    return [...this.#timelines.values(), ...this.thread.timelines.values()];
  }

  /** @param {string} channel  or a thread */
  #timelineOf(channel) {
    return this.#timelines.get(channel) ?? this.thread.timelines.get(channel);
  }

  /** @param {string} channel  or a thread */
  #composerOf(channel) {
    return channel === this.thread.current ? this.thread.composer : this.composer;
  }

  /** What is before this person first: the channel, or the talk that stands over it. */
  get #front() {
    return this.thread.covers ? this.thread.current : this.channels.current;
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
        return this.#timelineOf(frame.message.channel)?.change(frame.message);
      case "removed":
        this.unread.removed(frame.channel, frame.message);
        return this.#timelineOf(frame.channel)?.remove(frame.message);
      case "thread":
        this.threads.update(frame.thread);
        return this.thread.update(frame.thread);
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
    this.threads.replace(frame.threads);
    this.#renewTimelines(frame);
    this.channels.replace(frame.channels);
    this.thread.renew();
    this.#followThread(false);
    void this.#askActions();
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
    this.thread.forget();
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
      react: (message, emoji, on) => this.requests.react(message, emoji, on),
      press: (message, button) => this.requests.press(message, button),
      follow: (message, index) => this.requests.follow(message, index),
      act: (message, command) => void this.requests.act(message, command),
      offered: () => this.#actions,
      thread: (id) => this.threads.get(id),
      history: (range) => this.requests.history(channel, range),
      reachedEnd: () => this.#seeCurrent(),
    });
  }

  /** @param {Message} message */
  #message(message) {
    const { channel } = message;
    const timeline = this.#timelineOf(channel);
    const mine = message.author.id === this.#me;
    const here = channel === this.#front || channel === this.thread.current;
    const forMe = here && (message.private || mine);
    const inView = here && !document.hidden && (forMe || timeline?.atEnd === true);
    timeline?.add(message, forMe);
    this.unread.arrived(message, inView || (mine && this.threads.get(channel) !== undefined));
    const first = this.unread.first(channel);
    if (here && first !== null) timeline?.entries.lineFrom(first);
  }

  /** Whoever has the end of an open channel or thread before them has seen it. */
  #seeCurrent() {
    if (document.hidden) return;
    for (const id of new Set([this.#front, this.thread.current])) {
      if (this.#timelineOf(id)?.atEnd) this.unread.see(id);
    }
  }

  #showUnread() {
    this.channels.draw();
    this.threads.mark();
    this.#showTitle();
  }

  async #askActions() {
    this.#actions = await this.requests.actions(this.channels.current);
    document.body.classList.toggle("can-act", this.#actions.length > 0);
  }

  /** @param {boolean} byPerson */
  #followThread(byPerson) {
    const { current } = this.channels;
    if (current === "") return;
    if (byPerson) this.panel.close();
    const { thread: wanted } = readAddress();
    const thread = this.threads.get(wanted);
    if (thread && thread.channel === current) return this.thread.show(thread, byPerson);
    if (wanted !== "") history.replaceState(null, "", channelAddress(current));
    this.thread.hide(byPerson);
  }

  /** @param {Thread} thread */
  #toMessage({ channel, message, seq }) {
    const go = () => void this.#timelines.get(channel)?.reveal(message, seq);
    if (!this.thread.covers) return go();
    this.#uncovered = go;
    this.thread.leave();
  }

  /**
   * The focus goes back to the way in.
   * @param {Thread} thread
   * @param {boolean} byPerson
   */
  #threadLeft({ channel, message }, byPerson) {
    const go = this.#uncovered;
    this.#uncovered = null;
    this.#seeCurrent();
    this.#showTyping();
    if (!byPerson || channel !== this.channels.current) return;
    const timeline = this.#timelines.get(channel);
    const way = timeline?.entries.get(message)?.article.querySelector("a.thread-link");
    if (go) go();
    else if (way instanceof HTMLElement) way.focus();
    else timeline?.focus();
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
    const box = [this.composer, this.thread.composer].find(({ input }) => input === focused);
    if (box || nowhere) (box ?? this.#composerOf(this.#front)).focus();
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
    const said = (/** @type {string} */ channel) => (this.#busy.has(channel) ? t("typing") : "");
    byId("typing", HTMLParagraphElement).textContent = said(this.channels.current);
    byId("thread-typing", HTMLParagraphElement).textContent = said(this.thread.current);
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
