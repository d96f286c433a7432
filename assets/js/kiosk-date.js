// Wheels over the three lists of a date. The lists stay what is sent.
function wheel(select) {
  const box = document.createElement("div");
  box.className = "wheel";
  const list = document.createElement("div");
  list.className = "wheel-list";
  list.tabIndex = -1;
  const button = (icon, by) => {
    const b = document.createElement("button");
    b.type = "button";
    b.setAttribute("aria-label", `${select.getAttribute("aria-label")} ${by < 0 ? "−" : "+"}`);
    const sprite = document.querySelector(".brand use").getAttribute("href").replace(/heart$/, "");
    b.innerHTML = `<svg class="icon" aria-hidden="true" viewBox="0 0 24 24"><use href="${sprite}${icon}"></use></svg>`;
    b.addEventListener("click", () => turn(Math.max(0, Math.min(select.options.length - 1, select.selectedIndex + by)), true));
    return b;
  };
  // A row is as high as the print is large.
  const row = () => list.firstElementChild?.offsetHeight || 100;
  const turn = (at, smooth) => {
    select.selectedIndex = at;
    mark();
    list.scrollTo({ top: at * row(), behavior: smooth ? "smooth" : "auto" });
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const mark = () => {
    [...list.children].forEach((row, i) => row.classList.toggle("on", i === select.selectedIndex));
  };
  const fill = () => {
    list.replaceChildren(
      ...[...select.options].map((option, i) => {
        const row = document.createElement("div");
        row.textContent = option.textContent;
        row.addEventListener("click", () => turn(i, true));
        return row;
      }),
    );
    mark();
    list.scrollTop = select.selectedIndex * row();
  };
  let settle = 0;
  list.addEventListener("scroll", () => {
    clearTimeout(settle);
    settle = setTimeout(() => {
      const at = Math.round(list.scrollTop / row());
      if (at !== select.selectedIndex && at < select.options.length) {
        select.selectedIndex = at;
        mark();
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }
    }, 140);
  });
  box.append(button("up", -1), list, button("down", 1));
  select.after(box);
  select.hidden = true;
  fill();
  return { fill, turn };
}

export function wheels(root) {
  for (const date of root.querySelectorAll("[data-date]")) {
    const [y, m, d] = ["y", "m", "d"].map((name) => date.querySelector(`select[name=${name}]`));
    const [wy, wm, wd] = [y, m, d].map(wheel);
    // Only days that the month has.
    const days = () => {
      const count = new Date(Number(y.value), Number(m.value), 0).getDate();
      if (d.options.length === count) return;
      const held = Number(d.value);
      const unit = d.options[0].textContent.replace(/[0-9]/g, "");
      d.replaceChildren(...Array.from({ length: count }, (_, i) => new Option(`${i + 1}${unit}`, String(i + 1))));
      d.value = String(Math.min(held, count));
      wd.fill();
    };
    y.addEventListener("change", days);
    m.addEventListener("change", days);
    days();
    date.addEventListener("click", (event) => {
      const near = event.target.closest("[data-day]");
      if (!near) return;
      const [year, month, day] = near.dataset.day.split("-").map(Number);
      wy.turn([...y.options].findIndex((o) => Number(o.value) === year), false);
      wm.turn(month - 1, false);
      wd.turn(day - 1, false);
    });
  }
}
