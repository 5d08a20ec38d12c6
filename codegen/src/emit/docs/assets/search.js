"use strict";
// Search over the names, fields, texts and earlier names of everything in the catalogue. The index is loaded when it is
// first needed; what it says is only ever put into pages as text.
(() => {
  const input = document.getElementById("search");
  const list = document.getElementById("results");
  if (!input || !list) return;
  const panel = list.parentElement;
  const status = panel.querySelector(".count");
  const root = document.body.dataset.root || "./";
  const SHOWN = 30;
  const entries = [];
  let loaded = 0;
  let expected = 0;
  let isAsked = false;
  let failed = false;
  let found = [];
  let at = -1;

  const lower = (text) => text.toLowerCase();
  // The first letters of the words of a name: `ItemAddedToCart` is `iatc`.
  const initials = (name) => lower(name.replace(/[^A-Z0-9]+/g, "") || name[0] || "");

  // The scripts of the index call this with their part.
  globalThis.catalogueIndex = (count, part) => {
    expected = count;
    for (const [kind, name, context, page, others, summary, fields, more] of part) {
      entries.push({
        kind, name, context, page, others, summary, fields,
        names: lower(name), subject: lower(context ? context + "." + name : name), initials: initials(name),
        wire: lower(others), text: lower(summary + " " + more),
        members: fields.map(([field, , also, doc]) => [lower(field), lower(also), lower(doc)]),
      });
    }
    loaded += 1;
    if (loaded === 1) for (let next = 2; next <= count; next += 1) load(next);
    if (loaded === expected) show();
  };

  const load = (number) => {
    const script = document.createElement("script");
    script.src = root + "_assets/index-" + number + ".js";
    script.onerror = () => { failed = true; show(); };
    document.head.append(script);
  };

  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    load(1);
  };

  // How well a word fits an entry, and the field through which it does, if it is one.
  const fit = (entry, word) => {
    const { names } = entry;
    if (names === word || entry.subject === word) return [1000, -1];
    if (names.startsWith(word)) return [800 - names.length, -1];
    if (entry.subject.startsWith(word)) return [700 - names.length, -1];
    const inside = names.indexOf(word);
    if (inside > 0) {
      const isWord = entry.name[inside] !== names[inside];
      return [(isWord ? 600 : 420) - names.length, -1];
    }
    if (word.length > 1 && entry.initials.startsWith(word)) return [500 - names.length, -1];
    if (entry.wire.includes(word)) return [(" " + entry.wire + " ").includes(" " + word + " ") ? 650 : 400, -1];
    let best = 0;
    let through = -1;
    for (let index = 0; index < entry.members.length; index += 1) {
      const [field, also, doc] = entry.members[index];
      const score = field === word ? 380 : field.startsWith(word) ? 320 : also.includes(word) ? 300
        : field.includes(word) ? 240 : doc.includes(word) ? 110 : 0;
      if (score > best) { best = score; through = index; }
    }
    if (best < 200 && entry.text.includes(word)) {
      const isStart = (" " + entry.text).includes(" " + word);
      const score = isStart ? 180 : 140;
      if (score > best) return [score, -1];
    }
    if (best === 0 && entry.subject.includes(word)) return [120, -1];
    return [best, through];
  };

  const weight = { event: 30, command: 24, aggregate: 22, query: 18, view: 16, process: 16, record: 8, union: 8, enum: 6, rejection: 6, scalar: 4 };

  const search = (text) => {
    const words = lower(text).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    const hits = [];
    for (const entry of entries) {
      let total = weight[entry.kind] || 0;
      let through = -1;
      let isHit = true;
      for (const word of words) {
        const [score, index] = entry.kind === word && words.length > 1 ? [200, -1] : fit(entry, word);
        if (score === 0) { isHit = false; break; }
        total += score;
        if (index >= 0 && through < 0) through = index;
      }
      if (isHit) hits.push({ entry, total, through });
    }
    hits.sort((a, b) => b.total - a.total || (a.entry.subject < b.entry.subject ? -1 : a.entry.subject > b.entry.subject ? 1 : 0));
    return hits;
  };

  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  // The text with what was looked for marked.
  const marked = (target, text, words) => {
    const low = lower(text);
    let from = 0;
    while (from < text.length) {
      let start = -1;
      let length = 0;
      for (const word of words) {
        const index = low.indexOf(word, from);
        if (index >= 0 && (start < 0 || index < start || (index === start && word.length > length))) { start = index; length = word.length; }
      }
      if (start < 0 || low.length !== text.length) break;
      target.append(text.slice(from, start), element("mark", "", text.slice(start, start + length)));
      from = start + length;
    }
    target.append(text.slice(from));
    return target;
  };

  const address = (hit) => {
    const field = hit.through >= 0 ? hit.entry.fields[hit.through] : null;
    return root + hit.entry.page.split("/").map(encodeURIComponent).join("/") + (field ? "#" + encodeURIComponent(field[1]) : "");
  };

  const row = (hit, index, words) => {
    const { entry } = hit;
    const item = element("li");
    item.id = "result-" + index;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const what = element("span", "what " + entry.kind, entry.kind);
    what.classList.add("kind");
    item.append(what, marked(element("span", "who"), entry.name, words), element("span", "where", entry.context));
    const why = element("span", "why");
    if (hit.through >= 0) {
      const [field, , also, doc] = entry.fields[hit.through];
      why.append(marked(element("b"), field, words));
      const shown = also && words.some((word) => lower(also).includes(word)) ? " also " + also + " " : " ";
      marked(why, shown + doc, words);
    } else {
      marked(why, entry.summary, words);
    }
    if (why.textContent.trim()) item.append(why);
    item.addEventListener("mousemove", () => choose(index, false));
    item.addEventListener("mousedown", (event) => event.preventDefault());
    item.addEventListener("click", (event) => follow(hit, event.ctrlKey || event.metaKey));
    return item;
  };

  const follow = (hit, isElsewhere) => {
    if (isElsewhere) { window.open(address(hit)); return; }
    close();
    input.blur();
    location.href = address(hit);
  };

  const choose = (index, isScrolled = true) => {
    const items = list.children;
    if (items[at]) items[at].setAttribute("aria-selected", "false");
    at = index;
    if (!items[at]) { input.removeAttribute("aria-activedescendant"); return; }
    items[at].setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", items[at].id);
    if (isScrolled) items[at].scrollIntoView({ block: "nearest" });
  };

  const close = () => {
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const show = () => {
    const text = input.value.trim();
    if (!text || document.activeElement !== input) { close(); return; }
    ask();
    const isReady = loaded > 0 && loaded === expected;
    const words = lower(text).split(/\s+/).filter(Boolean);
    found = isReady ? search(text) : [];
    list.replaceChildren(...found.slice(0, SHOWN).map((hit, index) => row(hit, index, words)));
    status.textContent = failed ? "The index could not be loaded." : !isReady ? "Loading…"
      : found.length === 0 ? "Nothing is called or says that."
      : found.length > SHOWN ? "The first " + SHOWN + " of " + found.length
      : found.length === 1 ? "1 result" : found.length + " results";
    panel.hidden = false;
    input.setAttribute("aria-expanded", "true");
    choose(found.length > 0 ? 0 : -1);
  };

  input.disabled = false;
  input.addEventListener("focus", () => { ask(); show(); });
  input.addEventListener("input", show);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const shown = Math.min(found.length, SHOWN);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) show();
      else if (shown > 0) choose((at + (event.key === "ArrowDown" ? 1 : shown - 1)) % shown);
    } else if (event.key === "Enter" && found[at] && !panel.hidden) {
      event.preventDefault();
      follow(found[at], event.ctrlKey || event.metaKey);
    } else if (event.key === "Escape") {
      if (panel.hidden) { input.value = ""; input.blur(); } else close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const isTyping = target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
