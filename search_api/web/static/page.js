// What scripts add to pages that work without them: keys, copying, drawing over the timeline, news for screen readers.
"use strict";

(() => {
  const told = () => document.getElementById("told");

  function tell(text, trouble = false) {
    const place = told();
    // What went well is seen anyway; what went wrong is not.
    place.className = trouble ? "trouble" : "unseen";
    // A repeated text is only read out when it comes anew.
    place.textContent = "";
    requestAnimationFrame(() => { place.textContent = text; });
  }

  // Buttons that need scripts are shown where there are some.
  function wake(root) {
    for (const one of root.querySelectorAll(".js[hidden], .keys[hidden]")) one.hidden = false;
  }

  // The cited passage is what the address is about, however long its turn is.
  function scrollToPassage() {
    const passage = document.getElementById("cited") || (location.search.includes("find=") && !location.hash
      ? document.querySelector("mark.found") : null);
    if (passage) passage.scrollIntoView({ block: "center" });
  }

  // An address without its page: the turn that it names is on another one.
  function openPageOfTurn() {
    const named = /^#turn-(\d{1,9})$/.exec(location.hash);
    if (!named || !document.querySelector("[data-paged]") || document.getElementById(location.hash.slice(1))) return;
    const address = new URL(location.href);
    // A turn that there is not has no page either.
    if (address.searchParams.get("turn") === named[1]) return;
    address.searchParams.set("turn", named[1]);
    location.replace(address);
  }

  async function copy(text) {
    if (navigator.clipboard && window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return;
    }
    // Pages from plain http have no clipboard of their own.
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "unseen";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    if (!done) throw new Error("refused");
  }

  async function copied(button, text) {
    const name = button.textContent;
    try {
      await copy(text);
      button.textContent = button.dataset.done;
      tell(button.dataset.done);
    } catch {
      button.textContent = "Not copied";
      tell("The browser did not let it be copied; select the text and copy it by hand.", true);
    }
    setTimeout(() => { button.textContent = name; }, 2000);
  }

  async function showFormat(link) {
    const place = link.closest(".citation");
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) throw new Error(String(answer.status));
      place.querySelector("[data-citation]").textContent = await answer.text();
    } catch {
      location.assign(link.href);
      return;
    }
    for (const other of place.querySelectorAll("[data-format]")) other.removeAttribute("aria-current");
    link.setAttribute("aria-current", "true");
    tell(`Citation as ${link.textContent}`);
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const button = event.target.closest("button");
    if (button && button.matches("[data-copy]")) {
      const text = button.dataset.copy;
      copied(button, "absolute" in button.dataset ? new URL(text, location.href).href : text);
    } else if (button && button.matches("[data-copy-citation]")) {
      copied(button, button.closest(".citation").querySelector("[data-citation]").textContent);
    }
    const format = event.target.closest("[data-format]");
    if (format && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
      event.preventDefault();
      showFormat(format);
    }
  });

  // Keys: "/" to the box, "j" and "k" from quote to quote, Enter opens.
  function step(by) {
    const quotes = [...document.querySelectorAll(".quote")];
    if (!quotes.length) return false;
    const at = quotes.findIndex((one) => one.contains(document.activeElement));
    const next = at < 0 ? (by > 0 ? 0 : quotes.length - 1) : at + by;
    if (!quotes[next]) return true;
    quotes[next].focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    quotes[next].scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
    if (event.key === "Enter" && event.target.matches(".quote[data-open]")) {
      event.preventDefault();
      location.assign(event.target.dataset.open);
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable]")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      const box = document.querySelector("#q, #find");
      if (!box) return;
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "j" || event.key === "k") {
      if (step(event.key === "j" ? 1 : -1)) event.preventDefault();
    }
  });

  // Drawing over the timeline chooses a range of months; a press without a move is the bar's own link.
  let brush = null;

  function barAt(svg, clientX) {
    const box = svg.getBoundingClientRect();
    const x = ((clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
    const bars = [...svg.querySelectorAll("a[data-first]")];
    return Math.max(0, Math.min(bars.length - 1, Math.floor(x / Number(bars[0].dataset.width))));
  }

  function drawBrush(to) {
    const bars = [...brush.svg.querySelectorAll("a[data-first]")];
    const [low, high] = [Math.min(brush.from, to), Math.max(brush.from, to)].map((at) => bars[at].dataset);
    const drawn = brush.svg.querySelector(".brush");
    drawn.setAttribute("x", low.x);
    drawn.setAttribute("width", String(Number(high.x) + Number(high.width) - Number(low.x)));
    return [low.first, high.last];
  }

  document.addEventListener("pointerdown", (event) => {
    const svg = event.target instanceof Element && event.target.closest("[data-timeline]");
    if (!svg || event.button !== 0) return;
    brush = { svg, from: barAt(svg, event.clientX), x: event.clientX, drawn: false, days: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!brush || (!brush.drawn && Math.abs(event.clientX - brush.x) < 6)) return;
    brush.drawn = true;
    brush.days = drawBrush(barAt(brush.svg, event.clientX));
  });

  document.addEventListener("pointerup", () => {
    if (!brush || !brush.drawn) { brush = null; return; }
    const form = brush.svg.closest(".timeline").querySelector("form.range");
    [form.elements.date_from.value, form.elements.date_to.value] = brush.days;
    form.requestSubmit();
  });

  document.addEventListener("pointercancel", () => {
    if (brush) brush.svg.querySelector(".brush").setAttribute("width", "0");
    brush = null;
  });

  document.addEventListener("click", (event) => {
    // The click that ends a drawing must not follow the bar under it.
    if (brush && brush.drawn) {
      event.preventDefault();
      event.stopPropagation();
    }
    brush = null;
  }, true);

  document.addEventListener("dragstart", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-timeline]")) event.preventDefault();
  });

  // After a part of the page was taken anew.
  document.addEventListener("htmx:afterSettle", (event) => {
    wake(document);
    const heading = document.getElementById("count");
    const target = event.detail.target;
    // What was chosen may be gone: go on from the top of what came instead.
    if (target && target.id === "page" && document.activeElement === document.body) {
      document.getElementById("page").focus({ preventScroll: true });
    }
    if (target && target.id === "page" && heading) tell(heading.textContent.trim());
    else if (target && target.classList.contains("around")) tell("Two turns before and after are shown");
  });
  document.addEventListener("htmx:sendError", () => tell("The server cannot be reached; try again.", true));
  // A refusal from the server's door is no page to swap in.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    if ((answer.getResponseHeader("content-type") || "").startsWith("text/html")) return;
    event.detail.shouldSwap = false;
    let why = `error ${answer.status}`;
    try { why = JSON.parse(answer.responseText).detail || why; } catch { /* It says nothing more. */ }
    tell(`The server did not answer: ${why}`, true);
  });

  wake(document);
  openPageOfTurn();
  window.addEventListener("hashchange", openPageOfTurn);
  scrollToPassage();
  // The browser goes to the turn in the address once more when all is there.
  window.addEventListener("load", () => requestAnimationFrame(scrollToPassage));
})();
