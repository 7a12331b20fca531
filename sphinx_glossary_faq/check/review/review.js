"use strict";
(() => {
  const $ = id => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const MAX_PHRASES = 8;  // those that are shown first
  const MIN_GROUP = 3;  // mentions with the same phrase
  const LINKS = { always: "Always", rules: "Keep rules", evidence: "Evidence", never: "Never" };

  /** Create an element.  Text of the project is only ever set as text. */
  const el = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const name in attributes) element.setAttribute(name, attributes[name]);
    element.append(...children.filter(Boolean));
    return element;
  };
  const button = (action, ...children) => {
    const element = el("button", { type: "button" }, ...children);
    element.onclick = action;
    return element;
  };
  const bdi = text => el("bdi", { lang: data.language }, text);
  const fold = text => text.toLowerCase().replace(/\s+/g, " ").trim();
  const plural = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;

  /* Decisions.  `fixed` is the decision in the sources, which this page cannot change, `own` the
   * one in terms.toml, which it writes. */
  const terms = data.terms, decisions = data.decisions;
  for (const term of terms) {
    const { link, not_in } = decisions[term.entry] || { link: "", not_in: [] };
    term.own = term.initial = { link, notIn: not_in };
    term.search = fold([term.name, ...term.names, term.definition].join(" "));
  }
  const linkOf = term => term.fixed.link || term.own.link;
  const phrasesOf = term => [...term.fixed.not_in, ...term.own.notIn];
  const isDecided = term => Boolean(linkOf(term) || phrasesOf(term).length);
  const isChanged = term => JSON.stringify(term.own) !== JSON.stringify(term.initial);
  const isAtRisk = term => term.rank || term.linked;
  const everyday = terms.filter(term => term.rank);
  const others = terms.filter(term => term.linked && !term.rank);

  /* New decisions are kept in the browser, in case the page is loaded again. */
  const KEY = `glossary-faq-review:${data.project}`;
  const idOf = term => JSON.stringify([term.name, term.page]);
  const store = () => {
    try {
      const changed = terms.filter(isChanged).map(term => [idOf(term), term.own]);
      localStorage.setItem(KEY, JSON.stringify(Object.fromEntries(changed)));
    } catch {
      $("storage").hidden = false;
    }
  };
  const restore = () => {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY)) || {};
      for (const term of terms) {
        const { link, notIn } = stored[idOf(term)] || {};
        if (notIn) term.own = { link: link in LINKS ? link : "", notIn: notIn.map(String) };
      }
    } catch {}  // `store` says that decisions are not kept
  };

  /* Mentions, which are [source, line, left, text, right, state, count, level].  The level is 2 if
   * the mention has evidence, 1 if only the rules accept it, and 0 otherwise. */
  const MIN_LEVEL = { always: 0, rules: 1, evidence: 2, never: 3 };
  const kindOf = mention => data.states[mention[5]][0];

  /** Return words in the singular, nearly as `core.senses.phrases` does. */
  const singular = word => word.replace(/(?<=..)ies$/, "y").replace(/(?<=s|x|z|ch|sh)es$/, "")
    .replace(/(?<=[^s])s$/, "");
  const wordsOf = text => text.toLowerCase().split(/[\s()[\]{}"“”«»‐‑-]+/).flatMap(part => {
    const bare = part.replace(/^['‘’]+|['‘’]+$/g, ""), word = bare.replace(/[,.;:!?]+$/, "");
    return [singular(word), word !== bare && "."].filter(Boolean);
  });
  /** Return the first phrase that overlaps a mention. */
  const phraseAt = ([, , left, text, right], phrases) => {
    const before = wordsOf(left), mention = wordsOf(text);
    const all = [...before, ...mention, ...wordsOf(right)], end = before.length + mention.length;
    return phrases.find(phrase => {
      const words = wordsOf(phrase);
      return all.some((_, start) => start < end && start + words.length > before.length
        && words.every((word, index) => word === all[start + index]));
    });
  };
  /** Return what a decision does to a mention, or "" if there is none. */
  const effectOf = (term, mention) => {
    if (kindOf(mention) === "other" || !(isDecided(term) || isChanged(term))) return "";
    const phrase = phraseAt(mention, phrasesOf(term));
    if (phrase) return `not linked: “${phrase}”`;
    const link = linkOf(term) || (data.asks && term.rank && !isDecided(term) ? "never" : "rules");
    return mention[7] < MIN_LEVEL[link] ? "not linked" : "linked";
  };
  /** Return how many of the shown mentions were and would be linked, or "" if nothing changes. */
  const outcomeOf = term => {
    let shown = 0, before = 0, after = 0, isOther = false;
    for (const mention of term.mentions) {
      const count = mention[6], kind = kindOf(mention), effect = effectOf(term, mention) || kind;
      if (kind !== "other") shown += count;
      if (kind === "linked") before += count;
      if (effect === "linked") after += count;
      isOther ||= (kind === "linked") !== (effect === "linked");
    }
    const isAll = shown >= term.linked + term.withheld;
    return isOther ? `${before} → ${after} linked` + (isAll ? "" : ` of ${shown} shown`) : "";
  };

  /* The content of terms.toml, as `core.model.decisions.dump` writes it. */
  const quote = text => JSON.stringify(text.toWellFormed ? text.toWellFormed() : text).replace(
    /[\x7f-\x9f\u2028\u2029]/g, char => "\\u" + char.charCodeAt(0).toString(16).padStart(4, "0"));
  const sampleOf = term => {
    const { mentions } = term;
    const mention = mentions.find(mention => phraseAt(mention, term.own.notIn)) || mentions[0];
    return mention ? mention.slice(2, 5).join("").trim() : "";
  };
  const entries = () => {
    const result = [...decisions];
    for (const term of terms.filter(isChanged)) {
      const old = decisions[term.entry];
      const isSame = old && (old.page || !term.page);  // it is about no other term
      const { name, page } = isSame ? old : term;
      const { link, notIn } = term.own;
      const entry = { name, page, link, not_in: notIn, sample: sampleOf(term) };
      result[isSame ? term.entry : result.length] = entry;
    }
    const key = entry => [entry.name.toLowerCase(), entry.name, entry.page].join("\0");
    return result.filter(entry => entry.link || entry.not_in.length)
      .sort((a, b) => (key(a) < key(b) ? -1 : 1));
  };
  const field = (name, value) => (value ? `${name} = ${quote(value)}\n` : "");
  const list = phrases => (phrases.length
    ? `not-in = [\n${phrases.map(phrase => `  ${quote(phrase)},\n`).join("")}]\n` : "");
  const dump = () => data.header + entries().map(entry => "\n[[term]]\n" + field("name", entry.name)
    + field("page", entry.page) + field("link", entry.link) + list(entry.not_in)
    + field("sample", entry.sample)).join("");

  /* The list of terms. */
  const FILTERS = {
    risk: isAtRisk, everyday: term => term.rank,
    undecided: term => isAtRisk(term) && !isDecided(term), decided: isDecided,
    withheld: term => term.withheld, all: () => true,
  };
  let current = null, visible = [];
  const undos = [];
  const stateOf = term => {
    const phrases = phrasesOf(term).length;
    const parts = [LINKS[linkOf(term)], phrases && `except in ${plural(phrases, "phrase")}`];
    return parts.filter(Boolean).join(", ") || (term.rank ? "undecided" : "");
  };
  const fillItem = term => {
    const counts = `${term.linked} linked` + (term.withheld ? `, ${term.withheld} withheld` : "");
    if (!term.button) el("li", {}, term.button = button(() => show(term, true)));
    term.button.classList.toggle("decided", isDecided(term));
    term.button.ariaCurrent = term === current ? "true" : null;
    term.button.replaceChildren(
      bdi(term.name), el("small", {}, counts), el("span", { class: "state" }, stateOf(term)));
    return term.button.parentElement;
  };
  const showList = () => {
    const wanted = fold($("search").value), filter = FILTERS[$("filter").value];
    visible = terms.filter(term => filter(term) && term.search.includes(wanted));
    $("terms").replaceChildren(...visible.map(fillItem));
    $("count").textContent = plural(visible.length, "term");
  };
  const showProgress = () => {
    const done = everyday.filter(isDecided).length;
    $("bar").max = everyday.length || 1;
    $("bar").value = done;
    const rest = `; ${plural(others.length, "other term")} ${others.length === 1 ? "has" : "have"} links`;
    $("progress").replaceChildren(`${done} of ${everyday.length}`, el("span", { class: "long" },
      ` everyday word${everyday.length === 1 ? "" : "s"} decided`,
      done === everyday.length && others.length && rest));
    $("undo").disabled = !undos.length;
  };
  const announce = text => {
    $("live").textContent = `${text} ${$("progress").textContent}.`;
  };

  /* One term with its mentions. */
  const mentionItem = mention => {
    const [source, line, left, text, right, state, count] = mention;
    const [file, title] = data.sources[source], why = data.states[state][1];
    const about = el("span", { class: "hidden" }, " the phrase around ", bdi(text));
    const ask = button(() => askPhrase(mention), "Not in…", about);
    const item = el("li", { class: kindOf(mention) }, el("div", {},
      el("p", { dir: "auto", lang: data.language }, left, el("mark", {}, text), right),
      el("small", {}, bdi(title), title && " · ", bdi(line ? `${file}:${line}` : file),
        count > 1 && ` and ${plural(count - 1, "similar sentence")}`, why && ` · ${why}`, el("span", { class: "effect" }))), ask);
    item.mention = mention;
    return item;
  };
  const showEffects = () => {
    for (const item of document.querySelectorAll(".mentions > li")) {
      const effect = effectOf(current, item.mention);
      item.classList.toggle("linked", (effect || kindOf(item.mention)) === "linked");
      item.classList.toggle("rejected", effect.startsWith("not"));
      item.querySelector(".effect").textContent = effect && ` → ${effect}`;
    }
  };
  const sizeOf = mentions => mentions.reduce((sum, mention) => sum + mention[6], 0);
  /** Return one item for each frequent phrase, with its other mentions folded, and then the rest. */
  const mentionItems = mentions => {
    const groups = new Map(current.phrases.map(([phrase]) => [phrase, []])), rest = [];
    for (const mention of mentions) {
      (groups.get(phraseAt(mention, [...groups.keys()])) || rest).push(mention);
    }
    const items = [];
    for (const [phrase, group] of groups) {
      if (group.length < MIN_GROUP) rest.push(...group);
      else {
        const [first, ...others] = group.map(mentionItem);
        first.append(el("details", {},
          el("summary", {}, `${sizeOf(group) - group[0][6]} more with `, bdi(`“${phrase}”`)),
          el("ul", { class: "mentions" }, ...others)));
        items.push(first);
      }
    }
    return [...items, ...mentions.filter(mention => rest.includes(mention)).map(mentionItem)];
  };
  const addMentions = (heading, mentions, total, isFolded) => {
    if (!mentions.length) return;
    const shown = sizeOf(mentions);
    const count = shown < total ? `${shown} of ${total}` : total;
    const title = el("h3", {}, `${heading} `, el("span", { class: "muted" }, count));
    const list = el("ul", { class: "mentions" }, ...mentionItems(mentions));
    $("mentions").append(...(isFolded ? [el("details", {}, el("summary", {}, title), list)] : [title, list]));
  };
  const chip = (label, text, suffix, action) => {
    const hidden = el("span", { class: "hidden" }, `${label} `);
    return el("li", {}, button(action, hidden, bdi(text), suffix));
  };
  let hasAllPhrases = false;
  const showDecision = () => {
    const term = current, { own, fixed } = term;
    for (const option of document.querySelectorAll("[data-link]")) {
      option.ariaPressed = String(linkOf(term) === option.dataset.link);
      option.disabled = Boolean(fixed.link);
    }
    $("fixed").hidden = !fixed.link;
    $("excluded").replaceChildren(
      ...fixed.not_in.map(phrase => el("li", { class: "fixed" }, bdi(phrase))),
      ...own.notIn.map(phrase => chip("Remove", phrase, " ×", () => {
        decide(term, { ...own, notIn: own.notIn.filter(other => other !== phrase) });
        $("name").focus();
      })));
    $("phrases").hidden = !phrasesOf(term).length;
    const frequent = term.phrases.filter(([phrase]) => !phrasesOf(term).includes(phrase));
    const chips = frequent.map(([phrase, count]) =>
      chip("Not in", phrase, ` × ${count}`, () => {
        addPhrase(term, phrase);
        $("name").focus({ preventScroll: true });
      }));
    const folded = hasAllPhrases ? [] : chips.splice(MAX_PHRASES);
    const more = button(() => {
      hasAllPhrases = true;
      showDecision();
      $("frequent").children[MAX_PHRASES].firstChild.focus();
    }, `${folded.length} more`);
    $("frequent").replaceChildren(...chips, folded.length ? el("li", {}, more) : "");
    $("phrase-count").textContent = frequent.length;
    $("suggestions").hidden = !frequent.length;
    $("outcome").textContent = outcomeOf(term);
    showEffects();
  };
  const show = (term, isMoving) => {
    const last = current;
    current = term;
    $("term").hidden = !term;
    $("none").hidden = Boolean(term);
    if (last) fillItem(last);
    if (!term) return;
    fillItem(term);
    hasAllPhrases = false;
    unfold(false);
    $("name").replaceChildren(bdi(term.name));
    $("names").replaceChildren(...term.names.flatMap(name => [" · ", bdi(name)]).slice(1));
    $("definition").textContent = term.definition;
    $("definition").lang = data.language;
    $("facts").textContent = term.facts;
    $("mentions").replaceChildren();
    const of = kind => term.mentions.filter(mention => kindOf(mention) === kind);
    addMentions("Linked", of("linked"), term.linked);
    addMentions("Withheld by a rule", of("withheld"), term.withheld);
    addMentions("Not linked for other reasons", of("other"), term.others, true);
    showDecision();
    if (!isMoving) return;
    $("list").open = isWide.matches;
    term.button.scrollIntoView({ block: "nearest" });
    $("main").scrollTop = 0;
    $("name").focus();
  };
  /** Show another term, and leave out the last one if it is decided and the list is of others. */
  const moveTo = term => {
    if ($("filter").value === "undecided") showList();
    show(term, true);
  };
  const move = step => {
    const at = visible.indexOf(current), term = visible[at < 0 ? 0 : at + step];
    if (term) moveTo(term);
    else announce(step > 0 ? "Last term." : "First term.");
  };

  /* Decide and undo. */
  const change = (term, own) => {
    term.own = own;
    fillItem(term);
    store();
    showProgress();
    showDecision();
  };
  const decide = (term, own) => {
    undos.push([term, term.own]);
    change(term, own);
    const outcome = outcomeOf(term).replace("→", "to");
    announce(`${term.name}: ${stateOf(term) || "no decision"}.${outcome && ` ${outcome}.`}`);
  };
  const decideLink = link => {
    const term = current, isNew = term.own.link !== link;
    const after = visible.slice(visible.indexOf(term) + 1);
    const next = after.find(other => isAtRisk(other) && !isDecided(other));
    decide(term, { ...term.own, link: isNew ? link : "" });
    if (isNew && next && !outcomeOf(term)) moveTo(next);
  };
  const addPhrase = (term, phrase) => {
    const { own } = term;
    if (!own.notIn.includes(phrase)) decide(term, { ...own, notIn: [...own.notIn, phrase] });
  };
  $("undo").onclick = () => {
    const [term, own] = undos.pop();
    change(term, own);
    showList();
    show(term, true);
    announce(`Undone: ${term.name}.`);
  };

  /* Ask for a phrase around a mention. */
  const input = $("phrase-input");
  const setPhrase = phrase => {
    input.value = phrase;
    input.oninput();
    input.select();
  };
  const askPhrase = (mention, selected) => {
    const term = current, [, , left, text, right] = mention;
    const before = /[\p{L}\p{N}][^\s]*[\s-]$/u.exec(left), after = /^[\s-][^\s]*[\p{L}\p{N}]/u.exec(right);
    const choices = [before && before + text, after && text + after, before && after && before + text + after];
    const phrases = choices.filter(Boolean).map(fold);
    $("phrase-sentence").replaceChildren(left, el("mark", {}, text), right);
    $("phrase-choices").replaceChildren(
      ...phrases.map(phrase => chip("Use", phrase, "", () => setPhrase(phrase))));
    $("phrase").returnValue = "";
    $("phrase").onclose = () => {  // perhaps after the next key
      if ($("phrase").returnValue === "add") addPhrase(term, fold(input.value));
    };
    $("phrase").showModal();
    setPhrase(fold(selected || phrases[0] || text));
  };
  input.oninput = () => {
    const words = new Set([current.name, ...current.mentions.map(mention => mention[3])].map(fold));
    const phrase = fold(input.value);
    const isValid = !words.has(phrase) && [...words].some(word => phrase.includes(word));
    input.setCustomValidity(isValid ? "" : "Enter the word with other words beside it.");
  };
  $("add-phrase").onclick = () => {
    const selection = getSelection(), selected = selection.toString().trim();
    const node = selected ? selection.anchorNode.parentElement : document.activeElement;
    const item = node.closest(".mentions > li");
    const { mention } = item || document.querySelector(".mentions > li") || {};
    if (mention) askPhrase(mention, item ? selected : "");
  };
  $("add-phrase").onmousedown = event => event.preventDefault();  // keeps the selection

  /* Dialogs. */
  $("rules").replaceChildren(...data.rules.map(([name, why]) =>
    el("div", {}, el("dt", {}, name), el("dd", {}, why))));
  $("open-keys").onclick = () => $("keys").showModal();
  $("open-result").onclick = () => {
    const changed = terms.filter(isChanged).length;
    $("toml").value = dump();
    $("saved").textContent = `${plural(entries().length, "term")}, of which ${changed} changed here.`;
    $("result").showModal();
  };
  $("download").onclick = () => {
    const href = URL.createObjectURL(new Blob([dump()], { type: "application/toml" }));
    el("a", { href, download: data.file }).click();
    $("saved").textContent = "Downloaded.";
  };
  $("copy").onclick = async () => {
    try {
      await navigator.clipboard.writeText(dump());
    } catch {  // not allowed for this page
      $("toml").select();
      document.execCommand("copy");
    }
    $("saved").textContent = "Copied.";
  };
  const { recovered, missed } = data.hand_made, total = recovered + missed.length;
  const missedItem = ({ file, line, text, why }) =>
    el("li", {}, bdi(text), el("small", {}, bdi(line ? `${file}:${line}` : file), ` · ${why}`));
  /** Return a list of links by their terms, with the most frequent term first. */
  const missedList = links => {
    const byTerm = new Map();
    for (const link of links) byTerm.set(link.term, [...(byTerm.get(link.term) || []), link]);
    const groups = [...byTerm].sort(([, a], [, b]) => b.length - a.length);
    return el("ul", {}, ...groups.map(([term, group]) => el("li", {},
      el("strong", {}, bdi(term)), ` × ${group.length}`, el("ul", {}, ...group.map(missedItem)))));
  };
  /* Links that nobody expects from automatic links. */
  const isExpected = ({ reason }) => ["own definition", "placeholder"].includes(reason);
  $("open-hand-made").hidden = !total;
  $("recovered").textContent = $("coming-back").textContent = `${recovered} of ${total}`;
  $("open-hand-made").onclick = () => {
    const lost = missed.filter(link => !isExpected(link)), expected = missed.filter(isExpected);
    $("missed").replaceChildren(
      lost.length ? el("h3", {}, `Would be lost: ${lost.length}`) : "",
      lost.length ? missedList(lost) : "",
      expected.length ? el("details", {}, el("summary", {},
        el("h3", {}, `In the definition of the term, or to a placeholder: ${expected.length}`)),
        missedList(expected)) : "");
    $("hand-made").showModal();
  };

  /* Keys: each presses the control that names it. */
  $("use-keys").onchange = () => document.body.classList.toggle("no-keys", !$("use-keys").checked);
  addEventListener("keydown", event => {
    const isTyping = event.target.matches("input:not([type=checkbox]), select, textarea");
    if (["Enter", "Escape"].includes(event.key) && event.target === $("search")) $("name").focus();
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || !$("use-keys").checked) return;
    const control = document.querySelector(`[aria-keyshortcuts="${CSS.escape(event.key)}"]`);
    if (!control || control.closest("[hidden]") || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    if (control.matches("input")) control.focus();
    else control.click();
  });
  for (const option of document.querySelectorAll("[data-link]")) {
    option.onclick = () => decideLink(option.dataset.link);
  }
  const unfold = isUnfolded => {
    $("unfold").ariaExpanded = String(isUnfolded);
    $("about").classList.toggle("folded", !isUnfolded);
  };
  $("unfold").onclick = () => unfold($("unfold").ariaExpanded === "false");
  $("next").onclick = () => move(1);
  $("previous").onclick = () => move(-1);
  $("search").oninput = $("filter").onchange = () => {
    showList();
    if (!visible.includes(current)) show(visible[0] || null);
  };
  const isWide = matchMedia("(min-width: 50rem)");
  isWide.onchange = () => { $("list").open = $("suggestions").open = isWide.matches; };

  restore();
  isWide.onchange();
  $("project").textContent = data.project;
  for (const name of document.querySelectorAll(".file")) name.textContent = data.file;
  document.title += `: ${data.project}`;
  if (!terms.some(isAtRisk)) $("filter").value = "all";
  showProgress();
  showList();
  show(visible.find(term => !isDecided(term)) || visible[0] || null);
})();
