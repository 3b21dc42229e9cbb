// Keeps what somebody is writing: on this device as they type, at school two seconds after the last key.
//
// <form data-keep-url="…" data-base="3" data-sign-in="/account/login/?next=…" data-zone="Europe/London">
//   <textarea name="body"></textarea>
//   <span role="status"></span>  <span data-words></span>
//
// It posts {body, base, typed_at, tab} and is answered {state: kept | late | conflict, at, base, words, message, theirs?}.
// `tab` is this page's own: should an answer be lost on the way, the next text is known to follow from the last.
// What has reached the school is forgotten here, so that a shared computer keeps nobody's words.
"use strict";

(() => {
  const AFTER_LAST_KEY = 2000;
  const AT_LEAST_EVERY = 10000;
  const TRY_AGAIN = 10000;

  for (const form of document.querySelectorAll("form[data-keep-url]")) {
    const text = form.querySelector("textarea");
    if (text) keepSafe(form, text);
  }

  function keepSafe(form, text) {
    const url = form.dataset.keepUrl;
    const key = `understudy ${url}`;
    const status = form.querySelector("[role=status]");
    const words = form.querySelector("[data-words]");
    const beside = text.closest(".sheet") || text.closest(".field") || text;
    const tab = Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
    let base = Number(form.dataset.base || 0);
    let atSchool = text.value; // what the school has, as far as we know
    let typedAt = null;
    let unsentSince = null;
    let waiting; // the timer of the next sending
    let sending = false;
    let torn = false; // another version exists, and the person has not chosen yet
    let leaving = false;

    if (form.elements.tab) form.elements.tab.value = tab;
    count();
    offerWhatNeverArrived();
    text.addEventListener("input", typed);
    form.addEventListener("submit", submit);
    addEventListener("online", () => plan(0));
    addEventListener("beforeunload", (event) => {
      if (unsent() && !leaving) event.preventDefault();
    });
    addEventListener("pageshow", () => { leaving = false; });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && unsent() && !leaving) send(true);
    });

    function unsent() {
      return text.value !== atSchool;
    }

    function typed() {
      typedAt = new Date().toISOString();
      unsentSince ??= Date.now();
      count();
      keepHere();
      // Every key puts the sending off, but not beyond ten seconds after the first that was not sent.
      plan(Math.min(AFTER_LAST_KEY, Math.max(0, unsentSince + AT_LEAST_EVERY - Date.now())));
    }

    function plan(pause) {
      clearTimeout(waiting);
      if (!torn && unsent()) waiting = setTimeout(send, pause);
    }

    async function send(last = false) {
      if (sending || torn || !unsent()) return;
      sending = true;
      unsentSince = null;
      const body = text.value;
      try {
        const answer = await fetch(url, {
          method: "POST",
          redirect: "manual",
          credentials: "same-origin",
          keepalive: last === true && body.length < 20000,
          headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() },
          body: JSON.stringify({ body, base, typed_at: typedAt || new Date().toISOString(), tab }),
        });
        await read(answer, body);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error; // fetch says TypeError when nobody answers
        notAtSchool("the school cannot be reached");
      } finally {
        sending = false;
      }
    }

    async function read(answer, body) {
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        return signedOut();
      }
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      if (!json) {
        return notAtSchool(answer.status === 403 || answer.status === 404 ? "this page is out of date" : "the school’s server did not take it");
      }
      const told = await answer.json();
      if (told.state === "conflict" && told.theirs !== body) {
        return choose(told);
      }
      if (!["kept", "late", "conflict"].includes(told.state)) {
        return notAtSchool(told.message || "the school’s server did not take it");
      }
      base = told.base;
      if (form.elements.base) form.elements.base.value = base;
      atSchool = body;
      if (unsent()) {
        plan(AFTER_LAST_KEY);
      } else {
        forgetHere();
      }
      if (told.state === "late") {
        say(told.message || "This closed while you were writing: kept as a private draft");
      } else {
        say(`Kept at ${clock(told.at)}`);
      }
    }

    function notAtSchool(why) {
      say(
        keepHere()
          ? `Kept on this device; ${why}`
          : `Not kept: ${why}, and this browser keeps nothing. Copy your words before you leave`,
      );
      plan(TRY_AGAIN);
    }

    function signedOut() {
      keepHere();
      const back = encodeURIComponent(location.pathname + location.search);
      const link = element("a", { href: form.dataset.signIn || `/account/login/?next=${back}` }, "Sign in");
      say("Signed out meanwhile. Your words are kept on this device. ", link);
      leaving = true; // they are safe here: going to sign in needs no warning
      plan(TRY_AGAIN);
    }

    // Two versions: nothing is overwritten until the person has chosen.
    function choose(told) {
      torn = true;
      keepHere();
      say("Changed somewhere else meanwhile: choose below");
      const mine = element("button", { type: "button" }, "Keep what stands above");
      const theirs = element("button", { type: "button" }, "Take the other");
      const note = panel(
        told.message || "This was changed somewhere else since you opened it. The other version:",
        told.theirs || "",
        [mine, theirs],
      );
      const chosen = (value) => {
        note.remove();
        torn = false;
        base = told.base;
        if (form.elements.base) form.elements.base.value = base;
        atSchool = told.theirs || "";
        text.value = value;
        text.focus();
        count();
        if (unsent()) {
          keepHere();
          plan(0);
        } else {
          forgetHere();
          say(`Kept at ${clock(told.at)}`);
        }
      };
      mine.addEventListener("click", () => chosen(text.value));
      theirs.addEventListener("click", () => chosen(told.theirs || ""));
    }

    function offerWhatNeverArrived() {
      const kept = here();
      if (!kept || kept.body === text.value) return forgetHere();
      const take = element("button", { type: "button" }, "Take it up");
      const leave = element("button", { type: "button", class: "quiet" }, "Throw it away");
      const n = amount(kept.body);
      const note = panel(
        `You typed ${n} here ${kept.at ? `at ${clock(kept.at)} on ${day(kept.at)} ` : ""}that never reached the school:`,
        kept.body,
        [take, leave],
      );
      take.addEventListener("click", () => {
        note.remove();
        text.value = kept.body;
        typedAt = kept.at;
        text.focus();
        count();
        keepHere();
        plan(0);
      });
      leave.addEventListener("click", () => {
        note.remove();
        forgetHere();
        text.focus();
      });
    }

    function submit() {
      leaving = true;
      clearTimeout(waiting);
      if (form.elements.typed_at && typedAt) form.elements.typed_at.value = typedAt;
      // Signing in again in another tab has changed the token since this page was made.
      if (form.elements.csrfmiddlewaretoken) form.elements.csrfmiddlewaretoken.value = token();
    }

    function token() {
      const cookie = document.cookie.split("; ").find((pair) => pair.startsWith("csrftoken="));
      return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken?.value || "";
    }

    function keepHere() {
      if (!unsent()) return true;
      try {
        localStorage.setItem(key, JSON.stringify({ body: text.value, at: typedAt || new Date().toISOString() }));
        return true;
      } catch (error) {
        if (error instanceof DOMException) return false; // full, or forbidden: the caller says so
        throw error;
      }
    }

    function here() {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch (error) {
        if (error instanceof DOMException || error instanceof SyntaxError) return null;
        throw error;
      }
    }

    function forgetHere() {
      try {
        localStorage.removeItem(key);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
      }
    }

    function say(sentence, ...more) {
      if (!status) return;
      if (!more.length && status.textContent === sentence) return; // a screen reader need not hear it twice
      status.replaceChildren(sentence, ...more);
    }

    function count() {
      if (words) words.textContent = amount(text.value);
    }

    function clock(instant) {
      const parts = new Intl.DateTimeFormat("en-GB", { hour: "numeric", minute: "2-digit", hour12: true, timeZone: form.dataset.zone })
        .formatToParts(new Date(instant));
      const part = (type) => parts.find((each) => each.type === type).value;
      const hour = part("hour") === "0" ? "12" : part("hour");
      const minute = part("minute") === "00" ? "" : `.${part("minute")}`;
      return `${hour}${minute} ${part("dayPeriod").toLowerCase().replaceAll(".", "")}`;
    }

    function day(instant) {
      return new Intl.DateTimeFormat("en-GB", { weekday: "long", day: "numeric", month: "long", timeZone: form.dataset.zone })
        .format(new Date(instant)).replace(",", "");
    }

    function panel(sentence, body, buttons) {
      const note = element(
        "div",
        { class: "note need", role: "group", "aria-label": "Another version" },
        element("p", {}, element("strong", {}, sentence)),
        element("p", { class: "as-typed" }, body),
        element("p", { class: "row" }, ...buttons),
      );
      beside.after(note);
      return note;
    }
  }

  function amount(body) {
    const n = (body.match(/\S+/g) || []).length;
    return n === 1 ? "1 word" : `${n} words`;
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    made.append(...children);
    return made;
  }
})();
