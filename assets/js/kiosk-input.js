// Keys that type into the line that has the cursor, and the keeping of what is half typed.
import { hand } from "./kiosk-hand.js";
import { offers } from "./kiosk-offers.js";
import { repage } from "./kiosk-pages.js";
import { pinyin } from "./kiosk-pinyin.js";

const KEEP = 900;
// The way of writing that this person chose last; forgotten with them.
let way = null;

function target(box) {
  const active = document.activeElement;
  const lines = [...box.querySelectorAll("input[type=text], textarea")];
  if (lines.includes(active)) box.dataset.line = String(lines.indexOf(active));
  return lines[Number(box.dataset.line || 0)];
}

function put(line, text) {
  const [from, to] = [line.selectionStart ?? line.value.length, line.selectionEnd ?? line.value.length];
  if (line.maxLength > 0 && line.value.length - (to - from) + text.length > line.maxLength) return;
  line.setRangeText(text, from, to, "end");
  line.dispatchEvent(new Event("input", { bubbles: true }));
  line.focus({ preventScroll: true });
  // What was written last is what is looked at.
  if (line.selectionEnd === line.value.length) {
    line.scrollTop = line.scrollHeight;
    line.scrollLeft = line.scrollWidth;
  }
}

function rubOut(line) {
  const [from, to] = [line.selectionStart ?? line.value.length, line.selectionEnd ?? line.value.length];
  if (from !== to) line.setRangeText("", from, to, "end");
  else if (from > 0) {
    // One character, also where it takes two units (rare characters).
    const step = [...line.value.slice(0, from)].pop().length;
    line.setRangeText("", from - step, from, "end");
  }
  line.dispatchEvent(new Event("input", { bubbles: true }));
}

function open(box, name) {
  for (const tab of box.querySelectorAll("[role=tab]")) tab.setAttribute("aria-selected", String(tab.dataset.panel === name));
  for (const panel of box.querySelectorAll(".panel")) panel.hidden = panel.dataset.panel !== name;
  repage(box);
}

function board(box) {
  const line = () => target(box);
  const write = (text) => put(line(), text);
  const offer = offers(box, write);
  hand(box, offer, write, line);
  pinyin(box, offer, write, line);
  if (way && box.querySelector(`[role=tab][data-panel="${way}"]`)) open(box, way);
  // A key must not take the cursor out of the line.
  box.addEventListener("pointerdown", (event) => {
    if (event.target.closest("button[type=button]")) event.preventDefault();
  });
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.type !== "button") return;
    if (button.dataset.key !== undefined) write(button.dataset.key);
    else if (button.dataset.phrase !== undefined) {
      // Several phrases make a sentence.
      const before = line().value.slice(0, line().selectionStart ?? undefined);
      write((before && !/[，。、；：！？,.\s]$/.test(before) ? "，" : "") + button.dataset.phrase);
    } else if (button.dataset.back !== undefined) rubOut(line());
    else if (button.dataset.clear !== undefined || button.dataset.whole !== undefined) {
      line().value = button.dataset.whole ?? "";
      line().dispatchEvent(new Event("input", { bubbles: true }));
      box.querySelector("[data-again]")?.click();
    } else if (button.dataset.panel !== undefined) {
      way = button.dataset.panel;
      box.querySelector("[data-again]")?.click();
      open(box, way);
    } else return;
    line().focus({ preventScroll: true });
  });
  // Something is written and not chosen: it would be lost without a word.
  box.closest("form")?.addEventListener("submit", (event) => {
    if (!offer.waiting) return;
    event.preventDefault();
    event.stopPropagation();
    offer.nag();
  });
}

// A network that is gone shows itself at the next step; this is only the safety net for a reload.
export function keep(form) {
  const data = new URLSearchParams(new FormData(form));
  data.set("go", "keep");
  return fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => {});
}

export function inputs(root) {
  if (["/", "/home"].includes(location.pathname)) way = null;
  for (const box of root.querySelectorAll("[data-input]")) {
    for (const line of box.querySelectorAll("input[type=text], textarea")) {
      line.inputMode = "none";
      line.setSelectionRange(line.value.length, line.value.length);
      line.addEventListener("focus", () => target(box));
    }
    board(box);
  }
  for (const form of root.querySelectorAll("form[data-keep]")) {
    let later = 0;
    form.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => form.isConnected && keep(form), KEEP);
    });
    // «Leave out» is no word for somebody who has written something.
    const next = document.querySelector(`.actions button[form="${form.id}"][data-filled] span`);
    if (next) {
      const empty = next.textContent;
      form.addEventListener("input", () => {
        const filled = [...form.querySelectorAll("input[type=text], textarea")].some((line) => line.value !== "");
        next.textContent = filled ? next.parentElement.dataset.filled : empty;
      });
    }
    form.addEventListener("submit", () => clearTimeout(later));
    // A scanner or a keyboard ends its line with Enter; a long text has its own lines.
    form.addEventListener("change", () => {
      if (form.hasAttribute("data-auto")) form.requestSubmit();
    });
  }
}
