// Calls for help ring on every page until somebody goes. The page asks every few seconds; on the desk the stream says when.
import { chime } from "./chime.js";

const ASK = 5000, PATIENCE = 10_000, RING = 4000;
const bar = document.querySelector("[data-calls]");
const ringing = bar?.querySelector("[data-ringing]");
const title = document.title;
let busy = false, gone = false;

const open = () => Number(ringing.querySelector("[data-open]")?.dataset.open ?? 0);

// ---- what rings

async function ask() {
  if (busy || gone) return;
  busy = true;
  try {
    const answer = await fetch(bar.dataset.calls, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    // Signed out: the page stays as it is, for whatever is typed there; the next deed leads to the sign-in.
    if (answer.redirected || [401, 403].includes(answer.status)) gone = true;
    if (answer.ok && !gone) put(await answer.text());
  } catch {
    // The network is away: asked again.
  } finally {
    busy = false;
  }
}

function put(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  const numbers = (root) => [...root.querySelectorAll("form[data-answer]")].map((f) => f.getAttribute("action")).join();
  // Only the minutes changed: nothing is announced anew, and whoever is about to press keeps the button.
  if (numbers(fresh) === numbers(ringing)) {
    const now = fresh.querySelectorAll("li > span");
    ringing.querySelectorAll("li > span").forEach((s, i) => { if (now[i]) s.textContent = now[i].textContent; });
  } else {
    ringing.replaceChildren(...fresh.childNodes);
  }
  tell();
}

function tell() {
  const n = open();
  document.title = n ? `(${n}) ${title}` : title;
  label();
  ring();
}

// Answered without leaving the page: what is typed on it stays.
ringing?.addEventListener("submit", async (event) => {
  event.preventDefault();
  event.stopPropagation();
  const form = event.target;
  form.querySelector("button").disabled = true;
  try {
    await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  } catch {
    form.querySelector("button").disabled = false;
  }
  ask();
});

// ---- the bell: on unless switched off; of several windows one rings

const button = bar?.querySelector("[data-call-sound]");
let audio = null;

const stored = (key) => { try { return localStorage.getItem(key); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(key, value); } catch { /* then it is as at first */ } };
const wanted = () => stored("lx-call-sound") !== "0";

function ready() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().then(tell, () => {});
}

function ring() {
  if (!open() || !wanted() || !("AudioContext" in window)) return;
  ready();
  if (audio.state !== "running") return;
  const now = Date.now();
  if (now - Number(stored("lx-call-rang") ?? 0) < RING - 500) return;
  store("lx-call-rang", String(now));
  chime(audio, [[0, 784], [0.28, 622], [0.56, 784], [0.84, 622]], 0.26, 0.25);
}

function label() {
  if (!button || !("AudioContext" in window)) return;
  button.hidden = !open();
  const on = wanted();
  button.setAttribute("aria-pressed", String(on));
  button.textContent = !on ? button.dataset.off : audio?.state === "running" ? button.dataset.on : button.dataset.wait;
}

button?.addEventListener("click", () => { store("lx-call-sound", wanted() ? "0" : "1"); tell(); });
// Browsers let a page sound only after a gesture on it.
for (const gesture of ["pointerdown", "keydown"])
  document.addEventListener(gesture, () => { if (bar && open() && wanted()) ready(); }, { passive: true });

if (bar) {
  tell();
  setInterval(ask, ASK);
  setInterval(ring, RING);
  document.addEventListener("lx-calls", ask);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
