/* Filters the entries of glossaries by their names. Part of sphinx_glossary_faq. */
for (const box of document.querySelectorAll(".glossary-filter")) {
  const field = box.querySelector("input"), letters = document.querySelectorAll(".glossary-letters");
  const plain = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const entries = [];
  for (const node of document.querySelectorAll("dl.glossary > *")) {
    if (node.matches("dt:not(dt + dt)")) entries.push({nodes: [], text: ""});
    const entry = entries.at(-1), names = node.matches("dt") ? node : node.querySelector(".term-info");
    entry.nodes.push(node);
    entry.text += " " + plain(names ? names.textContent : "");
  }
  const filter = () => {
    const words = plain(field.value).split(/\s+/);
    let count = 0;
    for (const {nodes, text} of entries) {
      const hidden = !words.every(word => text.includes(word));
      nodes.forEach(node => node.hidden = hidden);
      count += !hidden;
    }
    letters.forEach(row => row.hidden = field.value);
    box.querySelector("output").value = field.value &&
      box.dataset.count.replace("{count}", count).replace("{total}", entries.length);
  };
  field.oninput = filter;
  addEventListener("hashchange", () => {
    field.value = "";
    filter();
    document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  });
  box.hidden = false;
}
