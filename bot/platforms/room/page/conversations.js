// @ts-check
/** The channel that is open, the talk beside it, and what this person has seen of all that is said. */

import { channelAddress, readAddress } from "./address.js";
import { ChannelList, nameOf, shortCount } from "./channels.js";
import { Composer } from "./composer.js";
import { onNewDay } from "./dates.js";
import { byId, isTouch } from "./dom.js";
import { t } from "./texts.js";
import { ThreadPanel } from "./thread.js";
import { Threads } from "./threads.js";
import { Timeline } from "./timeline.js";
import { Unread } from "./unread.js";

/** @typedef {import("./types.js").Channel} Channel */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Page} Page */
/** @typedef {import("./types.js").Thread} Thread */
/** @typedef {import("./types.js").Welcome} Welcome */

export class Conversations {
  /** @type {Map<string, Timeline>} by channel */
  #timelines = new Map();
  /** @type {Set<string>} channels and threads where the bot is busy */
  #busy = new Set();
  /** @type {import("./types.js").Action[]} what this person may do with a message */
  #actions = [];
  #community = "";
  #me = "";
  /** @type {(() => void) | null} what to do once the talk that covers the channel is gone */
  #uncovered = null;

  /**
   * @param {import("./requests.js").Requests} requests
   * @param {import("./typed.js").Typed} typed
   * @param {import("./panel.js").Panel} panel
   */
  constructor(requests, typed, panel) {
    this.requests = requests;
    this.panel = panel;
    this.unread = new Unread(() => this.#showUnread());
    this.channels = new ChannelList(
      (channel, byPerson) => this.#openChannel(channel, byPerson),
      (channel) => this.unread.count(channel),
    );
    this.threads = new Threads(this.unread, ({ channel, message }) => this.#timelines.get(channel)?.redraw(message));
    this.composer = new Composer("", typed, requests);
    this.thread = new ThreadPanel(typed, requests, {
      latest: ({ id }) => requests.history(id, {}),
      timeline: (id, name, page) => this.#timeline(id, name, page),
      firstNew: (id) => this.unread.first(id),
      shown: () => this.#seeCurrent(),
      channelName: ({ channel }) => this.channels.nameOf(channel),
      toMessage: (thread) => this.#toMessage(thread),
      left: (thread, byPerson) => this.#threadLeft(thread, byPerson),
    });
    panel.skips({
      messages: () => this.#timelineOf(this.#front)?.focus(),
      composer: () => this.composerOf(this.#front).focus(),
    });
    document.addEventListener("visibilitychange", () => this.#seeCurrent());
    // After the list of channels has followed it.
    addEventListener("hashchange", () => this.#followThread(true));
    onNewDay(() => {
      for (const { entries } of [...this.#timelines.values(), ...this.thread.timelines.values()]) entries.relabel();
    });
  }

  /** Another person sits down: nothing of who sat here before is left. */
  forget() {
    this.#timelines.clear();
    byId("timelines", HTMLDivElement).replaceChildren();
    this.composer.forget();
    this.thread.forget();
  }

  /** @param {Welcome} frame */
  welcome(frame) {
    this.#community = frame.community;
    this.#me = frame.me.id;
    this.#busy.clear();
    this.threads.replace(frame.threads);
    this.#dropAllBut(new Set(frame.channels.map(({ id }) => id)));
    for (const channel of frame.channels) {
      this.#renew(channel, frame.messages[channel.id] ?? { messages: [], more: false });
    }
    this.channels.replace(frame.channels);
    this.thread.renew();
    this.#followThread(false);
    void this.#askActions();
  }

  /** @param {Message} message */
  add(message) {
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

  /** @param {Message} message */
  change(message) {
    this.#timelineOf(message.channel)?.change(message);
  }

  /**
   * @param {string} channel
   * @param {string} message
   */
  remove(channel, message) {
    this.unread.removed(channel, message);
    this.#timelineOf(channel)?.remove(message);
  }

  /** @param {Thread} thread */
  changeThread(thread) {
    this.threads.update(thread);
    this.thread.update(thread);
  }

  /**
   * @param {string} channel
   * @param {boolean} on
   */
  typing(channel, on) {
    if (on) this.#busy.add(channel);
    else this.#busy.delete(channel);
    this.#showTyping();
  }

  /** @param {string} channel  or a thread */
  composerOf(channel) {
    return channel === this.thread.current ? this.thread.composer : this.composer;
  }

  /** The browser gives the focus back to what had it; when that is gone, it goes to where one writes. */
  takeFocusBack() {
    const focused = document.activeElement;
    const nowhere = !focused?.checkVisibility() || focused === document.body;
    const box = [this.composer, this.thread.composer].find(({ input }) => input === focused);
    if (box || nowhere) (box ?? this.composerOf(this.#front)).focus();
  }

  /** What is before this person first: the channel, or the talk that stands over it. */
  get #front() {
    return this.thread.covers ? this.thread.current : this.channels.current;
  }

  /** @param {string} channel  or a thread */
  #timelineOf(channel) {
    return this.#timelines.get(channel) ?? this.thread.timelines.get(channel);
  }

  /** @param {Set<string>} channels  those that this person sees now */
  #dropAllBut(channels) {
    for (const [id, timeline] of this.#timelines) {
      if (channels.has(id)) continue;
      timeline.element.remove();
      this.#timelines.delete(id);
      this.unread.drop(id);
    }
  }

  /**
   * @param {Channel} channel
   * @param {Page} page
   */
  #renew(channel, page) {
    const known = this.#timelines.get(channel.id);
    const timeline = known ?? this.#timeline(channel.id, nameOf(channel), page);
    this.#timelines.set(channel.id, timeline);
    if (known) known.renew(nameOf(channel), page);
    else byId("timelines", HTMLDivElement).append(timeline.element);
    this.unread.begin(channel.id, page.messages);
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

  async #askActions() {
    this.#actions = await this.requests.actions(this.channels.current);
    document.body.classList.toggle("can-act", this.#actions.length > 0);
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
    byId("channel-name", HTMLHeadingElement).textContent = nameOf(channel);
    byId("channel-topic", HTMLParagraphElement).textContent = channel.topic;
    this.#showTitle();
    this.composer.show(channel);
    this.#showTyping();
    if (!byPerson) return;
    if (this.panel.isOpen) this.panel.close();
    else if (!isTouch()) this.composer.focus();
  }

  /** @param {boolean} byPerson */
  #followThread(byPerson) {
    const { current } = this.channels;
    if (current === "") return;
    if (byPerson) this.panel.close();
    const { thread: wanted } = readAddress();
    const thread = this.threads.get(wanted);
    if (thread?.channel === current) {
      this.thread.show(thread, byPerson);
    } else {
      if (wanted !== "") history.replaceState(null, "", channelAddress(current));
      this.thread.hide(byPerson);
    }
    this.#showTyping();
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
    if (!byPerson || channel !== this.channels.current) return;
    const timeline = this.#timelines.get(channel);
    const way = timeline?.entries.get(message)?.article.querySelector("a.thread-link");
    if (go) go();
    else if (way instanceof HTMLElement) way.focus();
    else timeline?.focus();
  }

  #showTitle() {
    const { total } = this.unread;
    const name = byId("channel-name", HTMLHeadingElement).textContent;
    document.title = `${total > 0 ? `(${shortCount(total)}) ` : ""}${name} · ${this.#community}`;
  }

  #showTyping() {
    const said = (/** @type {string} */ channel) => (this.#busy.has(channel) ? t("typing") : "");
    byId("typing", HTMLParagraphElement).textContent = said(this.channels.current);
    byId("thread-typing", HTMLParagraphElement).textContent = said(this.thread.current);
  }
}
