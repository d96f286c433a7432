// The wall's clock goes by the server's time: the screen's own may be wrong.
const panel = document.querySelector("#live");
const clock = document.querySelector("[data-clock]"), day = document.querySelector("[data-clock-day]");
if (panel && clock) {
  let ahead = 0, from = "";
  const zone = { timeZone: "Asia/Shanghai" };
  const tick = () => {
    const now = panel.firstElementChild?.dataset.now;
    if (now && now !== from) { from = now; ahead = Number(now) - Date.now(); }
    const at = new Date(Date.now() + ahead), lang = document.documentElement.lang;
    clock.textContent = at.toLocaleTimeString(lang, { ...zone, hour12: false });
    day.textContent = at.toLocaleDateString(lang, { ...zone, month: "long", day: "numeric", weekday: "long" });
  };
  tick();
  setInterval(tick, 1000);
}
