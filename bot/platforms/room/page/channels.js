// @ts-check
/** The list of channels: which one is open, and in which there is something new. The address keeps the choice. */

import { channelAddress, readAddress } from "./address.js";
import { byId, el, icon } from "./dom.js";
import { t, tCount } from "./texts.js";

/** @typedef {import("./types.js").Channel} Channel */

export class ChannelList {
  /** @type {Channel[]} */
  #channels = [];
  /** @type {string} */
  current = "";

  /**
   * @param {(channel: Channel, byPerson: boolean) => void} opened
   * @param {(channel: string) => number} unread  how many messages there this person did not see
   */
  constructor(opened, unread) {
    this.opened = opened;
    this.unread = unread;
    this.open = byId("channels-open", HTMLUListElement);
    this.direct = byId("channels-direct", HTMLUListElement);
    this.menuButton = byId("panel-open", HTMLButtonElement);
    addEventListener("hashchange", () => this.#follow(true));
  }

  /**
   * Shows other channels, and opens the one in the address, or else the first.
   * @param {Channel[]} channels
   */
  replace(channels) {
    this.#channels = channels;
    this.#follow(false);
  }

  /** @param {string} id */
  nameOf(id) {
    const channel = this.#channels.find((one) => one.id === id);
    return channel ? nameOf(channel) : "";
  }

  draw() {
    const rows = (/** @type {boolean} */ direct) =>
      this.#channels.filter((channel) => channel.direct === direct).map((channel) => this.#row(channel));
    const focused = document.activeElement?.getAttribute("href") ?? null;
    this.open.replaceChildren(...rows(false));
    this.direct.replaceChildren(...rows(true));
    const elsewhere = this.#channels.some(({ id }) => id !== this.current && this.unread(id) > 0);
    this.menuButton.classList.toggle("unread", elsewhere);
    this.menuButton.setAttribute("aria-label", t(elsewhere ? "panel.open-unread" : "panel.open"));
    if (focused) this.#focusLink(focused);
  }

  /** @param {string} href */
  #focusLink(href) {
    for (const list of [this.open, this.direct]) {
      for (const link of list.querySelectorAll("a")) {
        if (link.getAttribute("href") === href) link.focus();
      }
    }
  }

  /** @param {boolean} byPerson */
  #follow(byPerson) {
    const { channel: wanted } = readAddress();
    const channel = this.#channels.find(({ id }) => id === wanted) ?? this.#channels[0];
    if (!channel) return;
    if (channel.id !== wanted) history.replaceState(null, "", channelAddress(channel.id));
    // A thread beside it was opened or left.
    if (byPerson && channel.id === this.current) return;
    this.current = channel.id;
    this.draw();
    this.opened(channel, byPerson);
  }

  /** @param {Channel} channel */
  #row(channel) {
    const here = channel.id === this.current;
    const unread = this.unread(channel.id);
    const sign = channel.direct ? icon("chat") : el("span", { class: "hash", "aria-hidden": "true" }, "#");
    const link = el(
      "a",
      { href: channelAddress(channel.id), class: unread > 0 ? "channel unread" : "channel", "aria-current": here ? "page" : null },
      sign,
      el("span", { class: "channel-name" }, channel.name),
      unread > 0 ? unreadCount(unread) : null,
    );
    return el("li", {}, link);
  }
}

/** @param {number} count */
function unreadCount(count) {
  const shown = el("span", { "aria-hidden": "true" }, shortCount(count));
  return el("span", { class: "count" }, shown, el("span", { class: "unseen" }, tCount("channels.unread", count)));
}

/** @param {number} count  @returns {string} so short that it never pushes anything aside */
export function shortCount(count) {
  return count > 99 ? "99+" : String(count);
}

/** @param {Channel} channel  @returns {string} as people write it */
export function nameOf({ name, direct }) {
  return direct ? name : `#${name}`;
}
