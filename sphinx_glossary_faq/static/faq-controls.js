/* Controls of a collapsible FAQ: a button for all answers, and links that open their answer. */
(() => {
  for (const faq of document.querySelectorAll("[data-open-all]")) {
    const items = faq.querySelectorAll(":scope > .faq-entry > details");
    const button = document.createElement("button");
    const areOpen = () => [...items].every((item) => item.open);
    const update = () => {
      button.textContent = areOpen() ? faq.dataset.closeAll : faq.dataset.openAll;
      button.setAttribute("aria-expanded", areOpen());
    };
    button.type = "button";
    button.className = "faq-open-all";
    button.onclick = () => {
      const open = !areOpen();
      for (const item of items) item.open = open;
    };
    faq.addEventListener("toggle", update, true);
    faq.prepend(button);
    update();
  }
  const reveal = () => {
    let target;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return; // the fragment is not valid UTF-8
    }
    const closed = [];
    for (let node = target; node; node = node.parentElement) {
      if (node.matches("details:not([open])")) closed.push(node);
    }
    for (const item of closed) item.open = true;
    if (closed.length) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();
