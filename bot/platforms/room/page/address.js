// @ts-check
/** Where one is, as the address keeps it: "#channel", or "#channel/thread". */

/** @param {string} channel */
export function channelAddress(channel) {
  return `#${encodeURI(channel)}`;
}

/**
 * @param {string} channel
 * @param {string} thread
 */
export function threadAddress(channel, thread) {
  return `${channelAddress(channel)}/${encodeURI(thread)}`;
}

/** @returns {{channel: string, thread: string}} each empty where the address names none */
export function readAddress() {
  const [channel = "", thread = ""] = location.hash.slice(1).split("/");
  try {
    return { channel: decodeURIComponent(channel), thread: decodeURIComponent(thread) };
  } catch {
    // Someone typed a broken address: as good as none.
    return { channel: "", thread: "" };
  }
}
