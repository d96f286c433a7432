// What is suggested: one place for handwriting, pinyin, and what may come next.
import { reach } from "./kiosk-nav.js";

const MOST = 8;
const LIFT = 80;

export function offers(box, put) {
  const area = box.querySelector("[data-offered]");
  const words = box.querySelector("[data-offered-words]");
  const none = { show() {}, next() {}, start() {}, nag() {}, waiting: null };
  if (!area) return none;
  let turn = 0;
  let taking = () => {};
  let touched = false;
  let held = null;
  // A button must not change under the finger: what comes meanwhile waits until it is lifted.
  const draw = (all, take) => {
    if (touched) {
      held = [all, take];
      return;
    }
    held = null;
    taking = take;
    const texts = all.slice(0, MOST).map((one) => one.text);
    if (texts.join("\n") === [...area.children].map((b) => b.textContent).join("\n")) {
      [...area.children].forEach((button, i) => (button.one = all[i]));
      return;
    }
    area.replaceChildren(
      ...all.slice(0, MOST).map((one) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "offer";
        button.textContent = one.text;
        // The longer, the smaller; the button stays as large as the others.
        button.dataset.length = String(Math.min([...one.text].length, 9));
        button.one = one;
        return button;
      }),
    );
  };
  const lifted = () => {
    touched = false;
    if (held) draw(...held);
  };
  area.addEventListener("pointerdown", () => (touched = true));
  // The click comes after these; it takes what was touched.
  for (const end of ["pointerup", "pointercancel", "pointerleave"]) area.addEventListener(end, () => setTimeout(lifted, LIFT));
  area.addEventListener("click", (event) => {
    const button = event.target.closest(".offer");
    touched = false;
    held = null;
    if (button) taking(button.one);
  });
  const say = (key) => {
    words.textContent = words.dataset[key];
    words.classList.toggle("nag", key === "pending");
  };
  const api = {
    // What somebody has begun and not chosen; asked before the form goes on.
    waiting: null,
    show(all, take) {
      turn += 1;
      draw(all, take);
      say(all.length ? "pick" : "none");
    },
    start() {
      turn += 1;
      draw([], () => {});
      say("start");
    },
    nag() {
      say("pending");
    },
    // What often follows the text before the cursor.
    async next(line) {
      api.start();
      const mine = turn;
      // After a name or a place almost anything may come: nothing is better than nonsense.
      if (box.dataset.mode !== "text") return;
      const before = [...line.value.slice(0, line.selectionEnd ?? undefined)].slice(-8).join("");
      if (!before) return;
      const all = await ask(`/input/next?${new URLSearchParams({ before })}`);
      if (mine !== turn || !all.length) return;
      draw(all.map((text) => ({ text })), (one) => {
        put(one.text);
        api.next(line);
      });
      say("next");
    },
  };
  return api;
}

// Asks the server for suggestions; a refusal is no suggestion. `still` says whether the answer is still wanted.
export async function ask(url, options = {}, still = () => true) {
  const answer = await reach(url, options, still);
  if (!answer?.ok) return [];
  return (await answer.json()).all ?? [];
}
