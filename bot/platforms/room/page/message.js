// @ts-check
/** One message as an article: who, when, what it says, its buttons and its reactions. */

import { renderBlocks } from "./content.js";
import { momentLabel, timeLabel } from "./dates.js";
import { el, icon, isWaiting, setWaiting } from "./dom.js";
import { addReactionButton, reactionChips } from "./reactions.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */

/**
 * @typedef {object} MessageActions
 * @property {(id: string, emoji: string, on: boolean) => void} react
 * @property {(message: Message, button: string) => Promise<void>} press  resolves when the answer is there
 */

/**
 * Shows a message in an article, in place of what it showed before.
 * @param {HTMLElement} article
 * @param {Message} message
 * @param {MessageActions} actions
 */
export function fillMessage(article, message, actions) {
  article.classList.toggle("private", message.private);
  article.classList.toggle("with-card", message.card);
  const body = el("div", { class: "message-body" }, header(message));
  if (message.private) body.append(privateNote());
  const content = el("div", { class: message.card ? "content card" : "content" });
  content.append(...renderBlocks(message.content.blocks));
  body.append(content);
  if (message.buttons.length > 0) body.append(buttonRow(message, actions));

  // Nobody else sees a private message, so there is nothing to react to.
  const extras = message.private ? [] : [addReactionButton((emoji) => actions.react(message.id, emoji, true))];
  if (message.reactions.length > 0) {
    const chips = reactionChips(message.reactions, (emoji, on) => actions.react(message.id, emoji, on));
    body.append(el("div", { class: "chips" }, ...chips, ...extras));
    article.replaceChildren(avatar(message), body);
  } else {
    article.replaceChildren(avatar(message), body, ...extras);
  }
}

/** @param {Message} message */
function header(message) {
  const at = new Date(message.at);
  return el(
    "div",
    { class: "message-head" },
    el("span", { class: "author" }, message.author.name),
    message.author.bot ? el("span", { class: "badge" }, t("author.bot")) : null,
    el("time", { datetime: message.at, title: momentLabel(at) }, timeLabel(at)),
    // A card changes with every reaction: there the word says nothing.
    message.edited && !message.card ? el("span", { class: "edited" }, t("message.edited")) : null,
  );
}

function privateNote() {
  return el("p", { class: "private-note" }, icon("lock"), t("message.private"));
}

/** @param {Message} message */
function avatar({ author }) {
  if (author.bot) return el("span", { class: "avatar bot", "aria-hidden": "true" }, icon("chat"));
  const circle = el("span", { class: "avatar", "aria-hidden": "true" }, initials(author.name));
  circle.style.setProperty("--hue", String(hueOf(author.id)));
  return circle;
}

/** @param {string} name */
function initials(name) {
  const letters = name.trim().split(/\s+/).map((word) => Array.from(word)[0] ?? "");
  const ends = letters.length > 1 ? [letters[0], letters[letters.length - 1]] : letters;
  return ends.join("").toUpperCase();
}

/**
 * The same person keeps the same colour, in every window.
 * @param {string} id
 * @returns {number} degrees on the colour circle
 */
function hueOf(id) {
  let sum = 7;
  for (const letter of id) sum = (sum * 131 + (letter.codePointAt(0) ?? 0)) % 99_991;
  return (sum * 47) % 360;
}

/**
 * @param {Message} message
 * @param {MessageActions} actions
 */
function buttonRow(message, actions) {
  const row = el("div", { class: "buttons" });
  for (const { id, label, style } of message.buttons) {
    const button = el("button", { type: "button", class: `button ${style}`, "data-key": `button ${id}` }, label);
    button.addEventListener("click", async () => {
      if (isWaiting(button)) return;
      setWaiting(row.children, true);
      await actions.press(message, id);
      setWaiting(row.children, false);
    });
    row.append(button);
  }
  return row;
}
