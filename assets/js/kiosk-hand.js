// The box to write in. Strokes are drawn as the finger moves; the server reads them after each.
import { ask } from "./kiosk-offers.js";

const SIDE = 4096;
const POINTS = 4000;
// Longer than between two strokes of one character, even by a slow hand.
const PAUSE = 4000;

export function hand(box, offer, put, line) {
  const canvas = box.querySelector("canvas[data-ink]");
  if (!canvas) return;
  const paper = canvas.getContext("2d");
  let strokes = [];
  let stroke = null;
  let scale = 1;
  let reading = 0;
  let lifted = 0;

  const fit = () => {
    const { width, height } = canvas.getBoundingClientRect();
    if (!width) return;
    const ratio = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    paper.setTransform(ratio, 0, 0, ratio, 0, 0);
    scale = SIDE / Math.max(width, height);
    redraw();
  };
  const pen = () => {
    const style = getComputedStyle(canvas);
    paper.strokeStyle = paper.fillStyle = style.color;
    paper.lineWidth = Math.max(10, canvas.clientWidth / 46);
    paper.lineCap = paper.lineJoin = "round";
  };
  const segment = (a, b) => {
    paper.beginPath();
    paper.moveTo(a[0] / scale, a[1] / scale);
    paper.lineTo(b[0] / scale, b[1] / scale);
    paper.stroke();
  };
  const redraw = () => {
    paper.clearRect(0, 0, canvas.width, canvas.height);
    pen();
    for (const one of strokes) one.forEach((p, i) => segment(one[Math.max(0, i - 1)], p));
  };
  const at = (event) => {
    const r = canvas.getBoundingClientRect();
    const clip = (v) => Math.max(0, Math.min(SIDE, Math.round(v * scale)));
    return [clip(event.clientX - r.left), clip(event.clientY - r.top)];
  };
  const add = (event) => {
    const p = at(event);
    const last = stroke[stroke.length - 1];
    if (last && Math.hypot(p[0] - last[0], p[1] - last[1]) < 2 * scale) return;
    if (strokes.reduce((n, s) => n + s.length, 0) >= POINTS) return;
    stroke.push(p);
    segment(last ?? p, p);
  };
  const clear = () => {
    strokes = [];
    stroke = null;
    reading += 1;
    redraw();
    offer.waiting = null;
  };
  const read = async () => {
    reading += 1;
    const mine = reading;
    if (!strokes.length) {
      offer.waiting = null;
      offer.next(line());
      return;
    }
    offer.waiting = canvas;
    const ink = strokes.map((s) => s.map((p) => p.join(",")).join(" ")).join(";");
    const csrf = canvas.closest(".screen").dataset.csrf;
    const still = () => mine === reading && canvas.isConnected;
    const all = await ask("/input/hand", { method: "POST", body: new URLSearchParams({ csrf, ink }) }, still);
    if (!still()) return;
    offer.show(all.map((text) => ({ text })), (one) => {
      clear();
      put(one.text);
      offer.next(line());
    });
  };

  canvas.addEventListener("pointerdown", (event) => {
    // The ball of the hand is no pen.
    if (!event.isPrimary || event.button > 0) return;
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    if (canvas.width !== Math.round(canvas.getBoundingClientRect().width * (window.devicePixelRatio || 1))) fit();
    pen();
    // A second character over the first, which nobody chose yet.
    if (strokes.length && Date.now() - lifted > PAUSE) offer.nag();
    stroke = [];
    strokes.push(stroke);
    add(event);
  });
  // A stroke is no fling: without this the browser takes the touch after it, on what was read, for the end of one and swallows it.
  canvas.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false });
  canvas.addEventListener("pointermove", (event) => {
    if (!stroke || !event.isPrimary) return;
    const all = event.getCoalescedEvents?.() ?? [];
    for (const one of all.length ? all : [event]) add(one);
  });
  const up = (event) => {
    if (!stroke || !event.isPrimary) return;
    stroke = null;
    lifted = Date.now();
    read();
  };
  canvas.addEventListener("pointerup", up);
  canvas.addEventListener("pointercancel", up);
  box.querySelector("[data-undo]").addEventListener("click", () => {
    strokes.pop();
    redraw();
    read();
  });
  box.querySelector("[data-again]").addEventListener("click", () => {
    clear();
    offer.next(line());
  });
  new ResizeObserver(fit).observe(canvas);
  fit();
}
