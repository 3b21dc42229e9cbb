// Selecting a passage of the text writes it into the question's form and shows it there.
//
// <article data-passages> … </article>
// <form data-ask> <input name="passage"> <p data-passage hidden>About: <q></q> <button type="button">Ask about all of it</button></p>
"use strict";

(() => {
  const LONGEST = 500;
  const SHORTEST = 3;

  for (const form of document.querySelectorAll("form[data-ask]")) {
    const input = form.elements.passage;
    const shown = form.querySelector("[data-passage]");
    if (!input) continue;

    document.addEventListener("selectionchange", () => {
      const passage = chosen();
      if (passage) show(passage);
    });
    shown?.querySelector("button")?.addEventListener("click", () => {
      show("");
      form.querySelector("textarea")?.focus();
    });
    show(input.value);

    function show(passage) {
      input.value = passage;
      if (!shown) return;
      shown.hidden = !passage;
      const quoted = shown.querySelector("q");
      if (quoted) quoted.textContent = passage;
    }
  }

  // What is selected inside the text; nothing when the selection lies elsewhere, so that a click into the
  // question does not lose the passage.
  function chosen() {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return "";
    const range = selection.getRangeAt(0);
    const within = range.commonAncestorContainer;
    const node = within.nodeType === Node.ELEMENT_NODE ? within : within.parentElement;
    if (!node?.closest("[data-passages]")) return "";
    const passage = selection.toString().replace(/\s+/g, " ").trim();
    return passage.length >= SHORTEST && passage.length <= LONGEST ? passage : "";
  }
})();
