// Lists that do not fit turn pages instead of scrolling. How many fit is measured, so it is right in every layout and print size.
const turned = new Map();

function fill(list, from) {
  const all = [...list.children];
  all.forEach((child, i) => (child.hidden = i < from));
  const floor = list.getBoundingClientRect().bottom + 1;
  let to = from;
  for (; to < all.length; to += 1) {
    // A form that is not a box of its own is as large as what is in it.
    const box = getComputedStyle(all[to]).display === "contents" ? all[to].querySelector("button") : all[to];
    if (to > from && box.getBoundingClientRect().bottom > floor) break;
  }
  for (let i = to; i < all.length; i += 1) all[i].hidden = true;
  return to;
}

function starts(list) {
  const found = [0];
  for (let to = fill(list, 0); to < list.children.length; to = fill(list, to)) found.push(to);
  return found;
}

function turn(list, pager, by) {
  const at = Math.max(0, Math.min(list.pages.length - 1, (list.page ?? 0) + by));
  list.page = at;
  fill(list, list.pages[at]);
  pager.hidden = list.pages.length < 2;
  const words = pager.querySelector("[data-page-of]");
  words.textContent = words.dataset.pageOf.replace("{n}", at + 1).replace("{of}", list.pages.length);
  pager.querySelector("[data-turn='-1']").disabled = at === 0;
  pager.querySelector("[data-turn='1']").disabled = at === list.pages.length - 1;
  turned.set(location.pathname + list.id, at);
}

function layOut(list, pager) {
  if (!list.checkVisibility() || !list.clientHeight) return;
  pager.hidden = true;
  list.classList.add("paged");
  for (const child of list.children) child.hidden = false;
  list.pages = [0];
  if (list.scrollHeight > list.clientHeight + 1) {
    pager.hidden = false;
    list.pages = starts(list);
  }
  const held = turned.get(location.pathname + list.id);
  list.page = held ?? (list.dataset.pages === "last" ? list.pages.length - 1 : 0);
  turn(list, pager, 0);
}

const pairs = (root) =>
  [...root.querySelectorAll("[data-pages]")].flatMap((list) => {
    const pager = root.querySelector(`[data-pager="${list.id}"]`);
    return pager ? [[list, pager]] : [];
  });

// A panel that opens, a screen that turns: what fits is another number.
export const repage = (root) => pairs(root).forEach(([list, pager]) => layOut(list, pager));

export function pages(root) {
  if (["/", "/home"].includes(location.pathname)) turned.clear();
  for (const [list, pager] of pairs(root)) {
    pager.addEventListener("click", (event) => {
      const button = event.target.closest("[data-turn]");
      if (button) turn(list, pager, Number(button.dataset.turn));
    });
    layOut(list, pager);
  }
}

let later = 0;
window.addEventListener("resize", () => {
  clearTimeout(later);
  later = setTimeout(() => repage(document), 120);
});
