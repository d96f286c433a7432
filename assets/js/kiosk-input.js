// Keys that type into the line that has the cursor, and the keeping of what is half typed.
const KEEP = 900;

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

export function inputs(root) {
  for (const box of root.querySelectorAll("[data-input]")) {
    for (const line of box.querySelectorAll("input[type=text], textarea")) {
      line.inputMode = "none";
      line.setSelectionRange(line.value.length, line.value.length);
      line.addEventListener("focus", () => target(box));
    }
    // A key must not take the cursor out of the line.
    box.addEventListener("pointerdown", (event) => {
      if (event.target.closest("[data-key], [data-back], [data-clear], [data-panel], [data-whole]")) event.preventDefault();
    });
    box.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button || button.type !== "button") return;
      const line = target(box);
      if (button.dataset.key !== undefined) put(line, button.dataset.key);
      else if (button.dataset.back !== undefined) rubOut(line);
      else if (button.dataset.clear !== undefined || button.dataset.whole !== undefined) {
        line.value = button.dataset.whole ?? "";
        line.dispatchEvent(new Event("input", { bubbles: true }));
      } else if (button.dataset.panel !== undefined) {
        for (const tab of box.querySelectorAll("[role=tab]")) tab.setAttribute("aria-selected", String(tab === button));
        for (const panel of box.querySelectorAll(".panel")) panel.hidden = panel.dataset.panel !== button.dataset.panel;
      }
      line.focus({ preventScroll: true });
    });
  }
  for (const form of root.querySelectorAll("form[data-keep]")) {
    let later = 0;
    const keep = () => {
      const data = new URLSearchParams(new FormData(form));
      data.set("go", "keep");
      // A network that is gone shows itself at the next step; this is only the safety net for a reload.
      fetch(form.getAttribute("action"), { method: "POST", body: data }).catch(() => {});
    };
    form.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(() => form.isConnected && keep(), KEEP);
    });
    form.addEventListener("submit", () => clearTimeout(later));
    // A scanner or a keyboard ends its line with Enter; a long text has its own lines.
    form.addEventListener("change", () => {
      if (form.hasAttribute("data-auto")) form.requestSubmit();
    });
  }
}
