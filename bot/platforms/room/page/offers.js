// @ts-check
/** What a message offers: buttons to decide, things to ask next, things to do with it, and the talk beside it. */

import { threadAddress } from "./address.js";
import { el, icon, isWaiting, setWaiting } from "./dom.js";
import { closePopover, openPopover } from "./popover.js";
import { emojiRow } from "./reactions.js";
import { t, tCount } from "./texts.js";

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Thread & {news: boolean}} ShownThread  news = something came that this reader did not see */

/**
 * @typedef {object} MessageActions  those that give a promise resolve when the server has answered
 * @property {(id: string, emoji: string, on: boolean) => void} react
 * @property {(message: Message, button: string) => Promise<void>} press
 * @property {(message: Message, index: number) => Promise<void>} follow
 * @property {(message: Message, command: string) => void} act
 * @property {() => Action[]} offered  what this reader may do with a message
 * @property {(thread: string) => ShownThread | undefined} thread
 */

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
export function buttonRow(message, actions) {
  return rowOf(
    message.buttons.map(({ id, label, style }) => ({ key: `button ${id}`, label, style })),
    (index) => actions.press(message, message.buttons[index]?.id ?? ""),
  );
}

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
export function followUps(message, actions) {
  return rowOf(
    message.follow_ups.map((label, index) => ({ key: `follow ${index}`, label, style: "plain" })),
    (index) => actions.follow(message, index),
  );
}

/**
 * @param {{key: string, label: string, style: string}[]} buttons
 * @param {(index: number) => Promise<void>} press
 */
function rowOf(buttons, press) {
  const row = el("div", { class: "buttons" });
  for (const [index, { key, label, style }] of buttons.entries()) {
    const button = el("button", { type: "button", class: `button ${style}`, "data-key": key }, label);
    button.addEventListener("click", async () => {
      if (isWaiting(button)) return;
      setWaiting(row.children, true);
      await press(index);
      setWaiting(row.children, false);
    });
    row.append(button);
  }
  return row;
}

/**
 * The style sheet shows this to who may do anything at all.
 * @param {Message} message
 * @param {(emoji: string) => void} pick
 * @param {MessageActions} actions
 */
export function moreButton(message, pick, actions) {
  const button = el(
    "button",
    { type: "button", class: "icon-button more", "aria-label": t("message.more"), "data-key": "more" },
    icon("more"),
  );
  button.addEventListener("click", () => {
    const choices = actions.offered().map((action) => choice(action, () => actions.act(message, action.command)));
    openPopover(button, t("message.more"), [emojiRow(pick), el("ul", { class: "choices" }, ...choices)]);
  });
  return button;
}

/**
 * @param {Action} action
 * @param {() => void} chosen
 */
function choice({ label }, chosen) {
  const button = el("button", { type: "button" }, label);
  button.addEventListener("click", () => {
    closePopover();
    chosen();
  });
  return el("li", {}, button);
}

/** @param {ShownThread | undefined} thread */
export function threadLink(thread) {
  if (!thread) return null;
  const { channel, id, count, news } = thread;
  return el(
    "a",
    { class: news ? "thread-link news" : "thread-link", href: threadAddress(channel, id), "data-key": "thread" },
    icon("talk"),
    el("span", {}, count === 0 ? t("thread.join") : tCount("thread.count", count)),
    " ",
    news ? el("span", { class: "pill" }, t("thread.news")) : null,
  );
}
