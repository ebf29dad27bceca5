/** What a message holds besides its text: pictures, files, places, cards. */

import { el, icon } from "./dom.js";
import { size } from "./wording.js";
import { show } from "./sheet.js";

const SPOKEN = {
  voice: ["🎤", "Voice message"],
  audio: ["🎵", "Music"],
  video: ["🎬", "Video"],
  animation: ["🎞️", "GIF"],
};

const fileUrl = (file) => `/play/file/${encodeURIComponent(file.file_id)}`;

/** The node for a message's content; null where it is only text. */
export function media(message) {
  const kind = Object.keys(MAKERS).find((name) => message[name]);
  return kind
    ? el("div", { class: `media media-${kind}`, data: { media: kind } }, MAKERS[kind](message[kind], message))
    : null;
}

function photo(sizes, message) {
  const { width, height, ...largest } = sizes.at(-1);
  const image = el("img", { src: fileUrl(largest), width, height, alt: message.caption ?? "Photo", loading: "lazy" });
  image.style.aspectRatio = `${width} / ${height}`;
  const button = el("button", { type: "button", class: "picture", aria: { label: "Open the photo" } }, image);
  if (message.has_media_spoiler) button.classList.add("covered");
  button.addEventListener("click", () => {
    if (!button.classList.replace("covered", "uncovered")) {
      show("picture", el("img", { src: fileUrl(largest), alt: image.alt }));
    }
  });
  return button;
}

function file(document) {
  const isPicture = /^image\/(png|jpeg|gif|webp)$/.test(document.mime_type ?? "");
  const face = isPicture ? el("img", { src: fileUrl(document), alt: "" }) : icon("file");
  return el(
    "a",
    { class: "card file", href: fileUrl(document), download: document.file_name ?? "file" },
    el("span", { class: "card-face" }, face),
    el(
      "span",
      { class: "card-text" },
      el("b", {}, document.file_name ?? "File"),
      el("small", {}, size(document.file_size)),
    ),
  );
}

function recording(kind, { duration = 0 }) {
  const [face, name] = SPOKEN[kind];
  const length = `${Math.floor(duration / 60)}:${String(duration % 60).padStart(2, "0")}`;
  return card(face, name, kind === "voice" ? [el("span", { class: "wave" }), length] : length);
}

const place = ({ latitude, longitude }, title, address) =>
  card("📍", title, address ?? `${latitude.toFixed(3)}, ${longitude.toFixed(3)}`);

const contact = (person) =>
  card("👤", [person.first_name, person.last_name].filter(Boolean).join(" "), person.phone_number);

const poll = ({ question, options }) => [
  el("b", {}, question),
  el(
    "ul",
    { class: "poll" },
    options.map((option) => el("li", {}, option.text)),
  ),
];

function card(face, title, below = "") {
  return el(
    "span",
    { class: "card" },
    el("span", { class: "card-face", aria: { hidden: "true" } }, face),
    el("span", { class: "card-text" }, el("b", {}, title), el("small", {}, below)),
  );
}

const MAKERS = {
  photo,
  animation: (file) => recording("animation", file),
  voice: (file) => recording("voice", file),
  audio: (file) => recording("audio", file),
  video: (file) => recording("video", file),
  video_note: () => el("span", { class: "round-video", aria: { label: "Video message" } }, "🎥"),
  document: file,
  sticker: (sticker) => el("span", { class: "sticker", aria: { label: "Sticker" } }, sticker.emoji ?? "🙂"),
  dice: (dice) => el("span", { class: "sticker", title: `${dice.value}` }, dice.emoji),
  venue: (venue) => place(venue.location, venue.title, venue.address),
  location: (location) => place(location, "Location"),
  contact,
  poll,
  story: () => card("📖", "Story"),
};
