// What is suggested: one place for handwriting, pinyin, and what may come next.
import { reach } from "./kiosk-nav.js";

const MOST = 8;

export function offers(box, put) {
  const area = box.querySelector("[data-offered]");
  const words = box.querySelector("[data-offered-words]");
  const none = { show() {}, next() {}, start() {}, nag() {}, waiting: null };
  if (!area) return none;
  let turn = 0;
  const draw = (all, take) => {
    area.replaceChildren(
      ...all.slice(0, MOST).map((one) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "offer";
        button.textContent = one.text;
        // The longer, the smaller; the button stays as large as the others.
        button.dataset.length = String(Math.min([...one.text].length, 9));
        button.addEventListener("click", () => take(one));
        return button;
      }),
    );
  };
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
      area.replaceChildren();
      say("start");
    },
    nag() {
      say("pending");
    },
    // What often follows the text before the cursor.
    async next(line) {
      api.start();
      const mine = turn;
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
