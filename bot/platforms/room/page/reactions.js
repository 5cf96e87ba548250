// @ts-check
/** The chips under a message, and the small choice of emoji to add one. */

import { el, icon } from "./dom.js";
import { closePopover, openPopover } from "./popover.js";
import { t } from "./texts.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Reaction} Reaction */

const CHOICE = ["👍", "❤️", "🙋", "🎉", "🤔"];

/**
 * @param {Reaction[]} reactions
 * @param {(emoji: string, on: boolean) => void} react
 * @returns {HTMLElement[]}
 */
export function reactionChips(reactions, react) {
  return reactions.map((reaction) =>
    el(
      "button",
      {
        type: "button",
        class: "chip",
        "aria-pressed": String(reaction.mine),
        "aria-label": chipName(reaction),
        "data-key": `react ${reaction.emoji}`,
        click: () => react(reaction.emoji, !reaction.mine),
      },
      ...chipParts(reaction),
    ),
  );
}

/**
 * Chips as they will look, for who may not press them yet. What they say is in the card's own words too.
 * @param {Reaction[]} reactions
 */
export function restingChips(reactions) {
  return reactions.map((reaction) => el("span", { class: "chip" }, ...chipParts(reaction)));
}

/** @param {Reaction} reaction */
function chipParts({ emoji, label, count }) {
  return [
    el("span", { class: "chip-emoji" }, emoji),
    label ? el("span", { class: "chip-label" }, label) : null,
    " ",
    el("span", { class: "chip-count" }, String(count)),
  ];
}

/** @param {Reaction} reaction */
function chipName({ emoji, label, count }) {
  return label ? t("reaction.labelled", { label, count }) : t("reaction.plain", { emoji, count });
}

/**
 * @param {(emoji: string) => void} pick
 * @returns {HTMLButtonElement}
 */
export function addReactionButton(pick) {
  const button = el(
    "button",
    { type: "button", class: "icon-button add-reaction", "aria-label": t("reaction.add"), "data-key": "add" },
    icon("react"),
  );
  button.addEventListener("click", () => openPopover(button, t("reaction.choose"), [emojiRow(pick)]));
  return button;
}

/**
 * @param {(emoji: string) => void} pick
 * @returns {HTMLElement}
 */
export function emojiRow(pick) {
  const choose = (/** @type {string} */ emoji) => {
    closePopover();
    pick(emoji);
  };
  const buttons = CHOICE.map((emoji) =>
    el("button", { type: "button", "aria-label": t("reaction.with", { emoji }), click: () => choose(emoji) }, emoji),
  );
  return el("div", { class: "emoji-row" }, ...buttons);
}

/**
 * Shows a reaction at once, and takes it back when the server says no.
 * @param {Message} before
 * @param {string} emoji
 * @param {boolean} on
 * @param {import("./timeline.js").Timeline} timeline
 */
export async function reactAtOnce(before, emoji, on, timeline) {
  const hoped = withReaction(before, emoji, on);
  if (hoped === before) return;
  timeline.change(hoped);
  const worked = await timeline.actions.react(before, emoji, on);
  if (!worked && timeline.entries.get(before.id)?.message === hoped) timeline.change(before);
}

/**
 * The message as it will be once the server agrees, so a tap shows at once.
 * @param {Message} message
 * @param {string} emoji
 * @param {boolean} on
 * @returns {Message}
 */
function withReaction(message, emoji, on) {
  const known = message.reactions.find((reaction) => reaction.emoji === emoji);
  if (!known) {
    if (!on) return message;
    return { ...message, reactions: [...message.reactions, { emoji, label: null, count: 1, mine: true }] };
  }
  if (known.mine === on) return message;
  const next = { ...known, mine: on, count: known.count + (on ? 1 : -1) };
  const reactions = message.reactions
    .map((reaction) => (reaction === known ? next : reaction))
    .filter((reaction) => reaction.count > 0 || reaction.label !== null);
  return { ...message, reactions };
}
