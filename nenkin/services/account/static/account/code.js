// A one-time code that was typed is gone when the browser goes back to the page.
"use strict";

window.addEventListener("pageshow", (event) => {
  const [navigation] = performance.getEntriesByType("navigation");
  if (!event.persisted && navigation?.type !== "back_forward") return;
  for (const field of document.querySelectorAll("input[autocomplete=one-time-code]")) field.value = "";
});
