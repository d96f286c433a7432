// Keeps a panel new without a reload: the server says that something changed, and draws it. Without a stream it asks every half
// minute; without this file the page is as it was when opened.
import { chime } from "./chime.js";

const POLL = 30_000, AGAIN = 60_000, PATIENCE = 15_000;
const panel = document.querySelector("[data-live]");
const lost = document.querySelector("[data-live-lost]");
const say = document.querySelector("[data-live-say]");
const always = Boolean(panel?.dataset.always);
const state = () => panel.firstElementChild?.dataset ?? {};

let source = null, poll = 0, again = 0, busy = false, missed = false, gone = false;

// ---- what is shown

async function refresh() {
  if (gone) return;
  if (busy) { missed = true; return; }
  busy = true;
  try {
    const answer = await fetch(panel.dataset.desk, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    // Signed out, closed, or the wall's address revoked: the page itself says so.
    if (answer.redirected || [401, 403, 404].includes(answer.status)) return leave();
    if (!answer.ok) throw new Error(answer.status);
    put(await answer.text());
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  } finally {
    busy = false;
    if (missed) { missed = false; refresh(); }
  }
}

function leave() {
  gone = true;
  source?.close();
  clearInterval(poll);
  location.reload();
}

function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const before = { ...state() };
  if (before.build && fresh.firstElementChild?.dataset.build !== before.build) return leave();
  // Whoever goes through the links by keyboard stays where they are.
  const held = panel.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  panel.replaceChildren(...fresh.childNodes);
  if (held) panel.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus({ preventScroll: true });
  if (Number(state().red) > Number(before.red)) {
    if (say) say.textContent = panel.querySelector("[data-red-words]")?.textContent ?? "";
    tone();
  }
}

// ---- when to look

function open() {
  clearTimeout(again);
  if (gone || source) return;
  if (!("EventSource" in window)) return ask();
  source = new EventSource(panel.dataset.live);
  source.addEventListener("changed", (e) => {
    rest();
    lost.hidden = true;
    if (e.data !== state().revision) refresh();
  });
  // The bell is another script's; here it only hears at once.
  source.addEventListener("calls", () => document.dispatchEvent(new CustomEvent("lx-calls")));
  source.addEventListener("ended", leave);
  source.onerror = () => {
    // Refused (too many windows) or the server is away: ask quietly meanwhile.
    if (source.readyState === EventSource.CLOSED) {
      source = null;
      again = setTimeout(open, AGAIN);
    }
    ask();
  };
}

function ask() {
  if (poll) return;
  refresh();
  poll = setInterval(refresh, POLL);
}

function rest() {
  clearInterval(poll);
  poll = 0;
}

// A page that nobody sees lets its connection go, unless it is to be heard.
document.addEventListener("visibilitychange", () => {
  if (always || !panel) return;
  if (document.hidden && !wanted()) {
    source?.close();
    source = null;
    rest();
    clearTimeout(again);
  } else if (!document.hidden && !source) {
    refresh();
    open();
  }
});

// ---- a short tone, for red supervision only

const button = document.querySelector("[data-sound]");
let audio = null;

function wanted() {
  try { return Boolean(button) && localStorage.getItem("lx-sound") === "1"; } catch { return false; }
}

function ready() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().then(label, () => {});
  label();
}

function tone() {
  if (!wanted() || audio?.state !== "running") return;
  chime(audio, [[0, 660], [0.22, 880]], 0.2, 0.2);
}

function label() {
  const on = wanted();
  button.setAttribute("aria-pressed", String(on));
  button.textContent = !on ? button.dataset.off : audio?.state === "running" ? button.dataset.on : button.dataset.wait;
}

if (button && "AudioContext" in window) {
  button.hidden = false;
  label();
  button.addEventListener("click", () => {
    try { localStorage.setItem("lx-sound", wanted() ? "0" : "1"); } catch { /* then it stays off */ }
    if (wanted()) { ready(); audio.resume().then(() => { label(); tone(); }, () => {}); } else label();
  });
  // Browsers let a page sound only after a gesture on it.
  for (const gesture of ["pointerdown", "keydown"])
    document.addEventListener(gesture, (e) => { if (wanted() && !button.contains(e.target)) ready(); }, { passive: true });
}

if (panel) open();
