/* Filters glossaries by names and relations. Part of sphinx_glossary_faq. */
for (const box of document.querySelectorAll(".glossary-filter")) {
  const all = css => document.querySelectorAll(css);
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const field = box.querySelector("input"), entries = [];
  for (const node of all("dl.glossary > *")) {
    if (node.matches("dt:not(dt + dt)")) entries.push({ nodes: [], text: "" });
    const entry = entries.at(-1);
    entry.nodes.push(node);
    entry.text += plain((node.matches("dt") ? node : node.querySelector(".term-info"))?.textContent + " ");
  }
  const filter = field.oninput = () => {
    const { value } = field, words = plain(value).split(/\s+/);
    let count = 0;
    for (const { nodes, text } of entries) {
      const hidden = !words.every(word => text.includes(word));
      nodes.forEach(node => node.hidden = hidden);
      count += !hidden;
    }
    all(".glossary-letters").forEach(row => row.hidden = value);
    box.querySelector("output").value = value &&
      box.dataset.count.replace("{count}", count).replace("{total}", entries.length);
  };
  addEventListener("hashchange", () => {
    field.value = "";
    filter();
    all(":target")[0]?.scrollIntoView();
  });
  box.hidden = false;
}
