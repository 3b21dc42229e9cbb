// Keeps what is typed into a form until it is accepted: in this tab only, for this person only. See write.js for
// data-keep-url. Hidden fields come back too, so that the school notices what changed meanwhile.
"use strict";

(() => {
  const ours = "understudy typed ";
  const mine = `${ours}${document.currentScript.dataset.person} `;
  let store;
  try {
    store = sessionStorage;
  } catch {
    return; // this browser keeps nothing
  }
  const read = (key) => JSON.parse(store.getItem(key));
  const forget = (which) => Object.keys(store).forEach((key) => key.startsWith(ours) && which(key) && store.removeItem(key));

  // Accepted means redirected from the form's page to another; pages about signing in say nothing about it.
  const [came] = performance.getEntriesByType("navigation");
  const accepted = came?.type === "navigate" && came.redirectCount && !location.pathname.startsWith("/account/") && !document.querySelector(".page > .note.bad");
  forget((key) => !key.startsWith(mine) || (accepted && read(key).sent === document.referrer));

  for (const form of document.querySelectorAll("form[method=post]")) {
    if (form.matches("[action$='/logout/']")) form.addEventListener("submit", () => forget(() => true));
    if (form.matches(":has(textarea):not([data-keep-url], :has([type=password]))")) keep(form);
  }

  function keep(form) {
    const to = new URL(form.getAttribute("action") || "", location);
    const key = mine + to.pathname + to.search;
    const typed = [...form.querySelectorAll("textarea, input:is([type=text], [type=number], [type=date], [type=time])")];
    const hidden = [...form.querySelectorAll("[type=hidden]:not([name=csrfmiddlewaretoken])")];
    const values = (fields) => Object.fromEntries(fields.map((field) => [field.name, field.value]));
    const fill = (fields, from) => fields.forEach((field) => { field.value = from[field.name] ?? field.value; });
    const kept = read(key);
    // A page that answers this form's own sending shows what is left to put right: that is kept from now on.
    const answered = came?.type === "navigate" && !came.redirectCount && kept?.sent && kept.sent === document.referrer;
    const lost = typed.filter((field) => (kept?.typed[field.name] ?? field.defaultValue) !== field.defaultValue);
    if (answered) write({ typed: values(typed.filter((field) => field.name in kept.typed)), hidden: values(hidden), sent: "" });
    else if (lost.length) putBack();
    else if (kept && !kept.sent) store.removeItem(key);

    form.addEventListener("input", () => save());
    form.addEventListener("submit", () => save(location.href.split("#")[0]));
    addEventListener("pageshow", () => read(key) && write({ ...read(key), sent: "" }));

    function save(sent) {
      const before = read(key)?.typed || {};
      const changed = typed.filter((field) => field.name in before || field.value !== field.defaultValue);
      if (changed.length) write({ typed: values(changed), hidden: values(hidden), sent });
    }

    function write(value) {
      try {
        store.setItem(key, JSON.stringify(value));
      } catch {
        store.removeItem(key); // full: nothing rather than something old
      }
    }

    function putBack() {
      const shown = values(hidden);
      fill(lost.filter((field) => field.value === field.defaultValue || !field.value), kept.typed);
      fill(hidden, kept.hidden);
      const note = document.createElement("div");
      note.className = "note";
      note.role = "status";
      note.innerHTML = "<p>What you typed before is back. It has not been sent.</p><p><button type=button>Throw it away</button></p>";
      note.querySelector("button").onclick = () => {
        lost.forEach((field) => { field.value = field.defaultValue; });
        fill(hidden, shown);
        store.removeItem(key);
        note.remove();
        lost[0].focus();
      };
      form.prepend(note);
      form.closest("details")?.setAttribute("open", "");
    }
  }
})();
