/** What a tab remembers over a reload: which phones are open, who acts in the places, and drafts. */

const KEY = "playground";
let kept = { run: "", open: null, acting: {}, drafts: {} };

/** Begin: what another run of the server left behind is forgotten. */
export function begin(run) {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY));
    if (stored?.run === run) kept = stored;
  } catch {
    // Whatever is not ours to read is as good as nothing.
  }
  kept.run = run;
}

const save = () => sessionStorage.setItem(KEY, JSON.stringify(kept));

/** The open phones' chats, from left to right; null if the tab is new. */
export const openChats = () => kept.open;

export function keepOpen(chatIds) {
  kept.open = chatIds;
  save();
}

/** Who acts in a place. */
export const actingIn = (chatId) => kept.acting[chatId];

export function keepActing(chatId, personId) {
  kept.acting[chatId] = personId;
  save();
}

/** The text that has been begun in a chat. */
export const draftOf = (chatId) => kept.drafts[chatId] ?? "";

export function keepDraft(chatId, text) {
  if (text) kept.drafts[chatId] = text;
  else delete kept.drafts[chatId];
  save();
}
