// Guards a signed-in page: warns before the visit locks, hides what a visit that is over has shown, and shows a page
// that the browser kept in memory only after the server has agreed. Asking the server does not count as use.
"use strict";
{
  const box = document.getElementById("session");
  const main = document.getElementById("main");
  const form = box.querySelector("form");
  const warn = Number(box.dataset.warn);
  let timer = 0;
  let due = 0;

  const hide = (yes) => document.documentElement.toggleAttribute("data-hidden", yes);

  function say(what, left = 0) {
    for (const words of box.querySelectorAll("[data-says]")) words.hidden = words.dataset.says !== what;
    for (const number of box.querySelectorAll("[data-minutes]")) number.textContent = Math.max(1, Math.round(left / 60));
  }

  function plan(seconds) {
    clearTimeout(timer);
    due = Date.now() + seconds * 1000;
    timer = setTimeout(look, seconds * 1000);
  }

  // How many seconds are left; 0: nobody is signed in, or somebody else.
  async function ask() {
    const answer = await fetch(box.dataset.alive, { cache: "no-store", redirect: "manual" });
    if (answer.status === 401) return 0;
    const facts = await answer.json();
    return facts.who === box.dataset.who ? facts.left : 0;
  }

  const isTyped = (field) =>
    field.options ? [...field.options].some((one) => one.selected !== one.defaultSelected)
      : field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked
        : field.value !== field.defaultValue;

  function lock() {
    hide(true);
    if (![...main.querySelectorAll("input, select, textarea")].some(isTyped)) return location.reload();
    say("locked");
  }

  async function look(event, warning = "warning") {
    let left;
    try {
      left = await ask();
    } catch {
      return plan(60); // no connection: nothing new is shown, nothing is lost
    }
    if (left === 0) return lock();
    hide(false);
    say(left <= warn ? warning : "", left);
    plan(left > warn ? left - warn : left + 1);
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      await fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" });
    } catch {} // then the answer below says so
    look(event, "last");
  });
  addEventListener("pagehide", () => hide(true));
  addEventListener("pageshow", (event) => (event.persisted ? look() : hide(false)));
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && (Date.now() >= due || !box.querySelector("[data-says=locked]").hidden || !form.hidden)) look();
  });
  plan(Math.max(0, Number(box.dataset.left) - warn));
}
