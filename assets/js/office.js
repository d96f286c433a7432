// The office site works without this file; it only saves hands.

// "/" goes to the page's search box, or to the number box in the head.
document.addEventListener("keydown", (e) => {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  if (e.key === "/" && !typing && !e.ctrlKey && !e.altKey && !e.metaKey) {
    const box = document.querySelector("main input[type=search], main [data-search]") ?? document.querySelector("#find-no");
    if (box) { e.preventDefault(); box.focus(); box.select(); }
  }
});

for (const b of document.querySelectorAll("[data-back]")) b.addEventListener("click", () => history.back());
for (const b of document.querySelectorAll("[data-print]")) b.addEventListener("click", () => window.print());

// Selects of filters take effect at once.
for (const s of document.querySelectorAll("form[data-auto] select, form[data-auto] input[type=date]"))
  s.addEventListener("change", () => s.form.requestSubmit());

// A form is sent once, however often its button is pressed; irreversible steps ask first.
document.addEventListener("submit", (e) => {
  const form = e.target;
  const ask = e.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (ask && !window.confirm(ask)) { e.preventDefault(); return; }
  if (form.method !== "post" || form.target) return;
  if (form.dataset.sent) { e.preventDefault(); return; }
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 4000);
});

// After an answer with errors the first wrong field has the focus.
document.querySelector("main [aria-invalid]")?.focus();

// Enter in the resident's search box searches; elsewhere it files the form.
for (const box of document.querySelectorAll("[data-enter]"))
  box.addEventListener("keydown", (e) => {
    if (e.key !== "Enter") return;
    e.preventDefault();
    box.form.requestSubmit(box.form.querySelector(`button[value="${box.dataset.enter}"]`));
  });

// The printer test keeps the page (and typed passwords) and only fetches its result.
for (const b of document.querySelectorAll("[data-test]"))
  b.addEventListener("click", async (e) => {
    e.preventDefault();
    const place = document.querySelector("#printer-result");
    b.disabled = true;
    place.textContent = "…";
    try {
      const answer = await fetch(b.formAction, { method: "POST", body: new URLSearchParams(new FormData(b.form)) });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...(page.querySelector("#printer-result") ?? page.querySelector("main p")).childNodes);
    } catch {
      place.textContent = "×";
    } finally {
      b.disabled = false;
    }
  });

// One box ticks all of its form; Shift ticks the stretch since the last one; the bar says how many are ticked.
for (const all of document.querySelectorAll("[data-all]")) {
  const form = all.closest("form");
  const boxes = [...form.querySelectorAll("input[name=item]")];
  const count = form.querySelector("[data-count]");
  const plain = count?.textContent;
  const tell = () => {
    const n = boxes.filter((b) => b.checked).length;
    all.checked = n > 0 && n === boxes.length;
    all.indeterminate = n > 0 && n < boxes.length;
    if (count) count.textContent = n ? count.dataset.count.replace("#", n) : plain;
  };
  let last = -1;
  all.hidden = false;
  all.addEventListener("change", () => { for (const b of boxes) b.checked = all.checked; tell(); });
  boxes.forEach((box, i) => box.addEventListener("click", (e) => {
    if (e.shiftKey && last >= 0) for (const b of boxes.slice(Math.min(last, i), Math.max(last, i) + 1)) b.checked = box.checked;
    last = i;
    tell();
  }));
  tell();
}
