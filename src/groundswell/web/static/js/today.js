// The soft timer: a swell that fills in fifteen minutes, words that say how many are left. Nothing rings and nothing ends.
(() => {
  "use strict";
  const timer = document.querySelector("[data-timer]");
  if (!timer) return;
  const words = document.querySelector("[data-timer-words]");
  const form = document.querySelector("[name=step]");
  const whole = Number(timer.dataset.timer) * 60_000;
  // A step that is kept and gone on with keeps its time; another step begins anew.
  const key = `fifteen:${form ? form.value : ""}`;
  const kept = Number(sessionStorage.getItem(key));
  const began = kept && Date.now() - kept < 4 * whole ? kept : Date.now();
  sessionStorage.setItem(key, String(began));

  const done = timer.querySelector(".swell-done");
  const now = timer.querySelector(".swell-now");
  const length = done.getTotalLength();

  const tick = () => {
    const share = Math.min(1, (Date.now() - began) / whole);
    done.style.strokeDasharray = `${share * 100} 200`;
    const at = done.getPointAtLength(share * length);
    now.setAttribute("cx", at.x.toFixed(1));
    now.setAttribute("cy", at.y.toFixed(1));
    const left = Math.ceil((whole - (Date.now() - began)) / 60_000);
    words.textContent = left > 0 ? words.dataset.left.replace("{n}", String(left)) : words.dataset.over;
  };
  tick();
  setInterval(tick, 15_000);
})();
