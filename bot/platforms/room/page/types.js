/**
 * The shapes that travel over the websocket. Only comments: the page never loads this file, it is there for
 * editors and for whoever writes the other side.
 *
 * @typedef {{id: string, name: string, moderator: boolean}} Person
 * @typedef {{id: string, name: string, topic: string, direct: boolean}} Channel
 *
 * @typedef {"plain" | "strong" | "emphasis" | "code" | "link"} SpanStyle
 * @typedef {{text: string, style: SpanStyle, href: string | null}} Span
 * @typedef {{icon: string | null, label: string, value: string, at: string | null}} Fact
 * @typedef {{icon: string | null, label: string, count: number}} TallyRow
 * @typedef {{kind: "heading", text: string, level: 1 | 2}} HeadingBlock
 * @typedef {{kind: "paragraph", spans: Span[]}} ParagraphBlock
 * @typedef {{kind: "facts", rows: Fact[]}} FactsBlock
 * @typedef {{kind: "list", ordered: boolean, items: Span[][]}} ListBlock
 * @typedef {{kind: "quote", spans: Span[]}} QuoteBlock
 * @typedef {{kind: "tally", label: string, rows: TallyRow[]}} TallyBlock
 * @typedef {{kind: "divider"}} DividerBlock
 * @typedef {{kind: "file", name: string, label: string, picture: boolean, href: string}} FileBlock
 * @typedef {HeadingBlock | ParagraphBlock | FactsBlock | ListBlock | QuoteBlock | TallyBlock | DividerBlock | FileBlock} Block
 *
 * @typedef {{emoji: string, label: string | null, count: number, mine: boolean}} Reaction
 * @typedef {{id: string, label: string, style: "primary" | "plain" | "danger"}} Button
 * @typedef {{id: string, name: string, bot: boolean}} Author
 * @typedef {object} Message
 * @property {string} id
 * @property {number} seq  rising in a channel; decides the order
 * @property {string} channel
 * @property {Author} author
 * @property {string} at  ISO 8601, UTC
 * @property {boolean} edited
 * @property {boolean} private  only this reader sees it
 * @property {{blocks: Block[]}} content
 * @property {Reaction[]} reactions
 * @property {string | null} draft  what the buttons belong to
 * @property {Button[]} buttons
 * @property {boolean} card
 * @property {boolean} closed  its reactions count for nothing any more
 * @property {boolean} gone  it was removed, and is only the way to its thread
 * @property {string | null} thread
 * @property {Preview | null} preview  a card as it will look
 * @property {string[]} follow_ups  the labels of what can be asked next
 *
 * @typedef {{content: {blocks: Block[]}, reactions: Reaction[], thread: boolean}} Preview
 *
 * @typedef {object} Thread  what is said in it comes as the history of the channel with its id
 * @property {string} id
 * @property {string} channel
 * @property {string} message  the one it is about
 * @property {number} seq  of that message
 * @property {string} title
 * @property {number} count  how many messages everybody sees in it
 * @property {number} last  the `seq` of the latest of them; 0 for none
 *
 * @typedef {{command: string, label: string}} Action  something to do with a message
 *
 * @typedef {{messages: Message[], more: boolean}} Page  oldest first; more = there are older ones
 *
 * @typedef {object} Field
 * @property {string} name
 * @property {string} label
 * @property {string | null} help
 * @property {"text" | "long" | "choice" | "flag"} kind
 * @property {boolean} required
 * @property {number | null} max  in characters
 * @property {{value: string, label: string}[]} options
 * @property {string} value
 * @property {string | null} error
 * @property {string | null} reading  how the value was understood
 *
 * @typedef {object} Form
 * @property {string} draft
 * @property {string} title
 * @property {number} step
 * @property {number} steps
 * @property {string | null} intro
 * @property {string[]} notes
 * @property {Field[]} fields
 * @property {Button[]} buttons
 *
 * @typedef {{insert: string, label: string, hint: string}} Completion
 *
 * @typedef {object} Welcome
 * @property {"welcome"} type
 * @property {string} community
 * @property {Person} me
 * @property {Person[]} people
 * @property {Channel[]} channels
 * @property {Record<string, Page>} messages  by channel id
 * @property {Thread[]} threads  all that this person may see
 * @property {Form[]} forms
 *
 * What the page sends: each with a `ref`, under which the answer comes back, except for "hello".
 *
 * @typedef {{type: "hello", me: string | null, locale: string}} Hello
 * @typedef {{type: "say", channel: string, text: string}} Say
 * @typedef {{type: "react", message: string, emoji: string, on: boolean}} React
 * @typedef {{type: "submit", draft: string, button: string, values: Record<string, string>}} Submit
 * @typedef {{type: "follow", message: string, index: number}} Follow  one of its `follow_ups`
 * @typedef {{type: "act", message: string, command: string}} Act  one of the actions
 * @typedef {{type: "actions", channel: string}} AskActions
 * @typedef {{type: "complete", channel: string, text: string}} Complete
 * @typedef {{type: "history", channel: string, before?: number, after?: number}} AskHistory
 *
 * @typedef {{type: "done"}} Done
 * @typedef {{type: "refused", text: string}} Refused
 * @typedef {{type: "lost"}} Lost  made by the page itself: the connection went away before the answer came
 * @typedef {{type: "completions", items: Completion[]}} Completions
 * @typedef {{type: "history", channel: string, messages: Message[], more: boolean}} History
 * @typedef {{type: "actions", items: Action[]}} Actions
 * @typedef {Done | Refused | Lost | Completions | History | Actions} Reply
 *
 * @typedef {Welcome
 *   | {type: "message", message: Message}
 *   | {type: "changed", message: Message}
 *   | {type: "removed", message: string, channel: string}
 *   | {type: "thread", thread: Thread}
 *   | {type: "form", form: Form}
 *   | {type: "form-closed", draft: string}
 *   | {type: "typing", channel: string, on: boolean}} ServerFrame
 */

export {};
