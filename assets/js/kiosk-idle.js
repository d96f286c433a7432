// Nobody touches: a countdown, then the session is forgotten on the server and the screen waits for the next person.
import { leave } from "./kiosk-nav.js";

const BEAT = 30;
let last = Date.now();
let beat = Date.now();
let gone = false;

const screen = () => document.querySelector(".screen");
const touched = () => {
  last = Date.now();
};

export function screenChanged() {
  touched();
}

// Photos that arrive from a phone are a sign of life too.
export const alive = touched;

export function watchIdle() {
  for (const kind of ["pointerdown", "keydown", "wheel", "input"]) {
    document.addEventListener(kind, touched, { capture: true, passive: true });
  }
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-here]")) touched();
  });
  setInterval(tick, 250);
}

function tick() {
  const at = screen();
  const idle = at ? Number(at.dataset.idle) : 0;
  const overlay = document.getElementById("idle");
  if (!idle || !overlay || gone) return;
  const quiet = (Date.now() - last) / 1000;
  const left = idle + Number(at.dataset.countdown) - quiet;
  if (left <= 0) {
    gone = true;
    leave(at.dataset.csrf);
    return;
  }
  const counting = quiet >= idle;
  if (counting && overlay.hidden) {
    overlay.hidden = false;
    overlay.querySelector("[data-here]").focus();
  } else if (!counting) {
    overlay.hidden = true;
  }
  if (counting) document.getElementById("idle-left").textContent = String(Math.ceil(left));
  // While this runs, this clock decides and not the server's.
  if (at.hasAttribute("data-begun") && Date.now() - beat > BEAT * 1000) {
    beat = Date.now();
    fetch("/alive", { method: "POST", body: new URLSearchParams({ csrf: at.dataset.csrf }) }).catch(() => {});
  }
}
