// A block pasted from Excel, Word or a web page comes as a table too: its cells, merged ones included, go along with the text.
// Without script the text alone is read.
(() => {
  "use strict";

  const MOST = 1_500_000; // characters; beyond, the text alone is sent

  for (const form of document.querySelectorAll("[data-paste]")) {
    const { block, table } = form.elements;
    let pasted = "";

    // Only a field that holds nothing but what was pasted is the pasted table.
    block.addEventListener("paste", (event) => {
      const html = event.clipboardData?.getData("text/html") ?? "";
      const alone = !block.value.trim() || block.selectionEnd - block.selectionStart === block.value.length;
      table.value = alone && html.length <= MOST && /<table[\s>]/i.test(html) ? html : "";
      pasted = "";
      if (table.value) setTimeout(() => { pasted = block.value; });
    });

    block.addEventListener("input", (event) => {
      if (table.value && event.inputType !== "insertFromPaste" && block.value !== pasted) table.value = "";
    });
  }
})();
