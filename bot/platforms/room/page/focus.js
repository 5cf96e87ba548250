// @ts-check
/** Keeps the keyboard focus where it was while nodes are built anew. */

/**
 * Afterwards the focus is on the same button of the same message, or where that is gone, where `lost` puts it.
 * @param {HTMLElement} list  of articles with a `data-id`; what is pressed in them has a `data-key`
 * @param {() => void} work
 * @param {() => void} lost
 */
export function keepingFocus(list, work, lost) {
  const focused = document.activeElement;
  const inside = focused !== null && list.contains(focused);
  const id = focused?.closest("article")?.getAttribute("data-id");
  const key = focused?.getAttribute("data-key");
  work();
  if (!inside || focused.isConnected) return;
  const article = [...list.querySelectorAll("article")].find((one) => one.getAttribute("data-id") === id);
  const marked = [...(article?.querySelectorAll("[data-key]") ?? [])];
  const same = marked.find((node) => node.getAttribute("data-key") === key);
  if (same instanceof HTMLElement) same.focus({ preventScroll: true });
  else lost();
}
