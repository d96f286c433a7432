// Reads the heading and the hint of a screen aloud where somebody wants that. A prompt that nobody recorded and nothing can speak is
// silence, and so is a browser that does not let pages sound.
let playing = null;
let turn = 0;

export function hush() {
  turn += 1;
  playing?.pause();
  playing = null;
}

async function play(id, mine) {
  const sound = new Audio(`/voice/${id}`);
  if (mine !== turn) return;
  playing = sound;
  await new Promise((done) => {
    for (const end of ["ended", "error", "pause"]) sound.addEventListener(end, done, { once: true });
    sound.play().catch(done);
  });
}

async function read(root) {
  hush();
  const mine = turn;
  for (const said of root.querySelectorAll("main [data-say]")) {
    if (mine !== turn || !said.checkVisibility()) return;
    await play(said.dataset.say, mine);
  }
}

export function voice(root) {
  const screen = root.querySelector(".screen[data-aloud]");
  if (screen) read(screen);
  else hush();
}

export function watchVoice() {
  document.addEventListener("pointerdown", hush, { capture: true, passive: true });
  document.addEventListener("click", (event) => {
    const again = event.target.closest("[data-say-again]");
    if (again) read(again.closest(".screen"));
  });
}
