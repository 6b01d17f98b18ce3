// The switch of languages loads the page anew. What is typed but not yet sent waits in this tab meanwhile.
// Secrets do not, and it is gone as soon as it is back in its fields.
(function () {
  "use strict";
  var key = "typed:" + location.pathname;
  var fields = function () {
    return Array.prototype.filter.call(document.querySelectorAll("main form [name]"), function (field) {
      return !/^(hidden|password|file|submit|button)$/.test(field.type) &&
        !/password|answer|code|pin/.test(field.name);
    });
  };
  var ticks = function (field) { return field.type === "radio" || field.type === "checkbox"; };
  try {
    var typed = JSON.parse(sessionStorage.getItem(key) || "[]");
    sessionStorage.removeItem(key);
    fields().forEach(function (field, place) {
      var was = typed[place];
      if (!was || was[0] !== field.name) return;
      if (ticks(field)) field.checked = was[1]; else field.value = was[1];
    });
    var language = document.querySelector("form.language");
    if (language) language.addEventListener("submit", function () {
      sessionStorage.setItem(key, JSON.stringify(fields().map(function (field) {
        return [field.name, ticks(field) ? field.checked : field.value];
      })));
    });
  } catch (error) { /* no storage: the switch works, what was typed is lost */ }
})();
