// The machine looks after itself: it says that it lives, shows a new version of its pages as soon as nobody stands before it, covers
// itself while the server is away, and draws everything in the size of its glass.
import { reach } from "./kiosk-nav.js";

const BEAT = 30000;
const QUIET = 60000;
// The screen it was drawn for has 4.03 pixels a millimetre (1920×1080 on 21.5 inches).
const DRAWN = 4.034;
const [LEAST, MOST] = [0.75, 1.6];
const DENSE = 1.08;

let touched = 0;

export function physical() {
  const screen = document.querySelector(".screen");
  const px = Number(screen?.dataset.pxMm);
  let scale = px ? Math.max(LEAST, Math.min(MOST, px / DRAWN)) : 1;
  const layout = screen?.dataset.layout;
  // A small dense glass has room for what large print has room for: it takes that arrangement, which is drawn 1.3 times as large.
  if (layout === "normal" && scale > DENSE) {
    screen.dataset.layout = "large";
    scale = Math.min(1, scale / 1.3);
  } else if (layout && layout !== "normal") scale = Math.min(1, scale);
  document.documentElement.style.setProperty("--scale", scale.toFixed(3));
}

const free = () => !document.querySelector("[data-begun]") && Date.now() - touched > QUIET;

async function beat() {
  const screen = document.querySelector(".screen");
  const csrf = screen?.dataset.csrf;
  // Pages of phones are no terminals.
  if (!csrf || screen.dataset.version === undefined) return;
  const body = new URLSearchParams({ csrf, version: screen.dataset.version, size: `${innerWidth}x${innerHeight}` });
  const post = { method: "POST", body };
  // Whoever is typing goes on typing while the server is away; their next step waits for it.
  const answer = free() ? await reach("/heartbeat", post, free) : await fetch("/heartbeat", post);
  if (!answer) return;
  if (!answer.ok) {
    // Revoked, or a token of another time: a fresh page says what is so.
    if (free()) location.replace("/");
    return;
  }
  const { version } = await answer.json();
  if (free() && version !== document.querySelector(".screen")?.dataset.version) location.reload();
}

export function heartbeat() {
  for (const kind of ["pointerdown", "keydown"]) {
    document.addEventListener(kind, () => (touched = Date.now()), { capture: true, passive: true });
  }
  const next = () => beat().catch(() => {}).finally(() => setTimeout(next, BEAT));
  setTimeout(next, 1000);
}
