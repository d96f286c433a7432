// A scanner is a keyboard that types very fast and ends with Enter. Whatever has the focus, what it scans goes where it belongs,
// and the field it ran through is put back as it was. Its programmed prefix (~) tells it from a person at once; without one, the
// speed and the code's own check character do.
import { keep } from "./kiosk-input.js";
import { go } from "./kiosk-nav.js";

// People do not type six keys with less than this between each two.
const GAP = 100;
const BURST = 6;
const LONGEST = 300;
const NOTE = 5000;
const PREFIX = "~";
const DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKS = DIGITS + "*~$=U";

// The last character checks the others (Crockford's base32, modulo 37).
function isCard(code) {
  if (code.length !== 17) return false;
  let rest = 0;
  for (const c of code.slice(0, 16)) {
    const value = DIGITS.indexOf(c);
    if (value < 0) return false;
    rest = (rest * 32 + value) % 37;
  }
  return CHECKS[rest] === code[16];
}

// The signed token of a receipt, from the address in its QR.
const receipt = (text) => /^HTTPS?:\/\/[^\s]+\/V\/[A-Z0-9]+\.[A-Z2-7]+$/i.exec(text)?.[0] ?? null;

let keys = "";
let last = 0;
let field = null;
let swallowing = false;

function begin(event) {
  keys = "";
  swallowing = false;
  const line = event.target.matches?.("input[type=text], textarea") ? event.target : null;
  field = line && { line, value: line.value, from: line.selectionStart, to: line.selectionEnd };
}

function putBack() {
  if (!field?.line.isConnected) return;
  field.line.value = field.value;
  field.line.setSelectionRange(field.from, field.to);
  field.line.focus({ preventScroll: true });
  // Keys of the scan may have been kept already; so is this.
  field.line.dispatchEvent(new Event("input", { bubbles: true }));
}

function scanned(code) {
  const csrf = document.querySelector(".screen")?.dataset.csrf;
  if (!csrf) return;
  const body = new URLSearchParams({ csrf, code, at: location.pathname });
  // What stands in the field goes along, so that nothing typed is lost if the screen changes.
  const line = field?.line;
  const kept = line?.closest("form[data-keep]");
  const before = kept ? keep(kept) : Promise.resolve();
  before.then(() => go("/scan", { method: "POST", body }));
}

// A code that is none of ours: say so rather than nothing.
function unknown() {
  const note = document.getElementById("scan-note");
  if (!note) return;
  note.hidden = false;
  setTimeout(() => (note.hidden = true), NOTE);
}

export function watchScanner() {
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.isComposing || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
      const fast = event.timeStamp - last < GAP && keys !== "";
      if (event.timeStamp - last >= GAP) begin(event);
      last = event.timeStamp;
      // What a code may hold beside signs (Tab, F5, Ctrl+T) is nobody's wish.
      if ((swallowing || fast) && (event.ctrlKey || event.altKey || event.metaKey || (event.key.length !== 1 && event.key !== "Enter"))) {
        event.preventDefault();
        event.stopImmediatePropagation();
        return;
      }
      if (event.key === "Enter") {
        const code = (swallowing ? keys : keys.replace(PREFIX, "")).toUpperCase();
        const known = isCard(code) || receipt(code);
        // Nobody types so many keys so fast: a code without the prefix, ours or not.
        if (swallowing || known || (fast && keys.length >= BURST)) {
          event.preventDefault();
          event.stopImmediatePropagation();
          putBack();
          if (known) scanned(code);
          else unknown();
        }
        keys = "";
        return;
      }
      if (event.key.length !== 1) return;
      if (!keys && event.key === PREFIX) swallowing = true;
      else if (keys.length < LONGEST) keys += event.key;
      if (swallowing) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}
