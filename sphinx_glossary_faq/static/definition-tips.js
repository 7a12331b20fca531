/* Shows the definition of a term at each link to it, from the templates at the end of the page.
 *
 * `link` is the one whose definition is shown.  `root` is the text of the page: links elsewhere,
 * as in a sidebar, have no tips.  Readers turn the tips off and on.  Without this script, or in
 * browsers without popovers, the links are plain links. */
(() => {
  const key = "glossary-faq-tips", frame = document.querySelector(".term-tip-frame");
  if (!frame?.showPopover) return;
  const root = frame.parentNode, tips = { __proto__: null };
  const [tip, toggle] = frame.content.cloneNode(true).children;
  const [text, { children: [go, off] }] = tip.children;
  let link, aria, timer, tap, last, isOn = true;

  const on = (target, type, run) => target.addEventListener(type, run);
  const tipOf = (node) => tips[node.getAttribute("href")];
  const find = (node) => {
    const found = isOn && !tip.contains(node) && node.closest("a:not(.headerlink)");
    return found && tipOf(found) && found;
  };
  const onMouse = (type, run) => on(root, type, ({ target, pointerType }) => {
    if (pointerType != "touch") run(find(target), target);
  });
  const wait = (run, delay) => {
    clearTimeout(timer);
    timer = run && setTimeout(run, delay);
  };
  const close = () => {
    wait();
    link?.removeAttribute(aria);
    tip.hidePopover(); // may move the focus from the tip to the link, which must not open it again
    link = null;
  };
  const open = (target) => {
    wait();
    if (target == link) return;
    close();
    link = target;
    link.querySelector("abbr")?.removeAttribute("title"); // a second tooltip
    text.replaceChildren(tipOf(link).content.cloneNode(true));
    const rich = text.querySelector("a");
    text.role = rich ? null : "tooltip";
    aria = rich ? "aria-details" : "aria-describedby";
    link.setAttribute(aria, key);
    go.href = link.href;
    go.hidden = !tap;
    tip.showPopover({ source: link });
    window.MathJax?.typesetPromise?.([text]);
  };
  const turn = (value) => {
    isOn = toggle.ariaPressed = value;
    close();
    try { localStorage[key] = value; } catch {}
  };

  document.querySelectorAll("[data-term-tip]").forEach((node) => {
    tips[node.dataset.termTip] = node;
  });
  try { isOn = localStorage[key] != "false"; } catch {}
  toggle.ariaPressed = isOn;
  text.id = key;
  tip.popover = "hint";
  root.append(tip, toggle);
  on(toggle, "click", () => turn(!isOn));
  on(off, "click", () => turn(false));
  on(go, "click", close);

  onMouse("pointerover", (found, target) => {
    if (tip.contains(target) || (link && found == link)) wait();
    else if (found) wait(() => open(found), 500);
  });
  onMouse("pointerout", (found, target) => {
    if (found || tip.contains(target)) wait(close, 300);
  });
  on(root, "focusin", ({ target }) => {
    if (find(target) && target.matches(":focus-visible")) open(target);
  });
  on(root, "focusout", ({ relatedTarget }) => {
    if (link && !tip.contains(relatedTarget)) wait(close, 300);
  });
  on(root, "click", (event) => {
    const found = find(event.target);
    // A key press has no detail. A second tap on the link follows it.
    if (found && found != last && tap && event.detail) {
      event.preventDefault();
      open(found);
    }
  });
  on(document, "pointerdown", ({ target, pointerType }) => {
    tap = pointerType == "touch" && !frame.dataset.noTouch;
    last = link;
    if (!tip.contains(target) && find(target) != link) close();
  });
  on(document, "keydown", ({ key }) => key == "Escape" && close());
  on(tip, "toggle", ({ newState }) => newState == "closed" && close());
})();
