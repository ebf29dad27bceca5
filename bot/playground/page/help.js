/** A short help on how to play. */

import { el } from "./dom.js";
import { show } from "./sheet.js";
import { world } from "./world.js";

const LINES = [
  [
    "You are everyone",
    "Each phone is one person's chat with the bot, or a group or channel. It all goes as it would in Telegram.",
  ],
  ["Nothing leaves this machine", "People and numbers are made up. Give no real person's data."],
  [
    "In a channel or group",
    "choose at its top who you are. Posting, pressing and following links is then done by that person.",
  ],
  [
    "Links with a code",
    "t.me/{bot}?start=host works by a click. Or type just “host” into “Follow a link or code…” of a ⋮ menu.",
  ],
  [
    "From one person to another",
    "“Forward…” in a message's menu also shows it to another person, in a chat that the bot does not see.",
  ],
  ["Photos and files", "with the paper clip; or drop them on a phone, or paste them."],
];

const KEYS = [
  ["Enter", "send"],
  ["Shift + Enter", "new line"],
  ["/", "commands"],
  ["↑", "edit your last message"],
  ["Esc", "cancel"],
  ["Alt + 1 … 9", "go to a phone"],
];

const SIGNS = [
  ["🔕", "came without a sound"],
  ["🔒", "protected: cannot be forwarded or copied"],
  ["📌", "pinned"],
];

export function showHelp() {
  const lines = LINES.map(([title, text]) => [
    el("dt", {}, title),
    el("dd", {}, text.replace("{bot}", world.bot.username)),
  ]);
  const pairs = (rows, tag) =>
    el(
      "ul",
      { class: "pairs" },
      rows.map(([sign, text]) => el("li", {}, el(tag, {}, sign), ` ${text}`)),
    );
  show("help", el("h3", {}, "How to play"), el("dl", {}, lines), pairs(KEYS, "kbd"), pairs(SIGNS, "span"));
}
