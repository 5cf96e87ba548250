// @ts-check
/** One message as an article: who, when, what it says, what it offers, and its reactions. */

import { renderBlocks } from "./content.js";
import { momentLabel, timeLabel } from "./dates.js";
import { el, icon } from "./dom.js";
import { buttonRow, followUps, moreButton, threadLink } from "./offers.js";
import { addReactionButton, reactionChips, restingChips } from "./reactions.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./offers.js").MessageActions} MessageActions */

/**
 * Shows a message in an article, in place of what it showed before.
 * @param {HTMLElement} article
 * @param {Message} message
 * @param {MessageActions} actions
 */
export function fillMessage(article, message, actions) {
  article.classList.toggle("private", message.private);
  article.classList.toggle("with-card", message.card || message.preview !== null);
  const body = el("div", { class: "message-body" }, header(message));
  const thread = message.thread === null ? null : threadLink(actions.thread(message.thread));
  if (message.gone) {
    body.append(el("p", { class: "gone" }, t("message.gone")), ...(thread ? [thread] : []));
    article.replaceChildren(avatar(message), body);
    return;
  }
  if (message.private) body.append(privateNote());
  body.append(content(message.content.blocks, message.card));
  if (message.preview) body.append(preview(message.preview));
  if (message.buttons.length > 0) body.append(buttonRow(message, actions));
  if (message.follow_ups.length > 0) body.append(followUps(message, actions));

  const tools = toolsFor(message, actions);
  if (message.reactions.length > 0) {
    const chips = reactionChips(message.reactions, (emoji, on) => actions.react(message.id, emoji, on));
    body.append(el("div", { class: message.closed ? "chips at-rest" : "chips" }, ...chips, ...tools));
    tools.length = 0;
  }
  if (thread) body.append(thread);
  article.replaceChildren(avatar(message), body, ...(tools.length > 0 ? [el("div", { class: "tools" }, ...tools)] : []));
}

/**
 * Nobody else sees a private message, so there is nothing to react to.
 * @param {Message} message
 * @param {MessageActions} actions
 * @returns {HTMLElement[]}
 */
function toolsFor(message, actions) {
  if (message.private) return [];
  const pick = (/** @type {string} */ emoji) => actions.react(message.id, emoji, true);
  return [addReactionButton(pick), moreButton(message, pick, actions)];
}

/**
 * @param {import("./types.js").Block[]} blocks
 * @param {boolean} card
 */
function content(blocks, card) {
  return el("div", { class: card ? "content card" : "content" }, ...renderBlocks(blocks));
}

/**
 * A card as it will look. Nothing on it works yet, and a screen reader hears its words once: the chips only say
 * again what the card says.
 * @param {import("./types.js").Preview} shown
 */
function preview(shown) {
  const chips = el("div", { class: "chips" }, ...restingChips(shown.reactions));
  const talk = shown.thread ? el("span", { class: "thread-link" }, icon("talk"), el("span", {}, t("thread.join"))) : null;
  return el(
    "div",
    { class: "preview", role: "group", "aria-label": t("message.preview") },
    content(shown.content.blocks, true),
    el("div", { "aria-hidden": "true" }, shown.reactions.length > 0 ? chips : null, talk),
  );
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
