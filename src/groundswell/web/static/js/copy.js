// Copy buttons: a link as text, the chart as a picture. Without script the link can be selected and the picture saved.
(() => {
  "use strict";

  const copyText = async (button) => {
    const field = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(field.value);
      window.groundswell.say(button.dataset.done);
    } catch {
      field.focus();
      field.select();
      window.groundswell.say(button.dataset.refused);
    }
  };

  const copyPicture = async (button) => {
    // The promise is handed over unresolved: some browsers only allow the clipboard within the click itself.
    const picture = fetch(button.dataset.picture, { credentials: "same-origin" }).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.blob();
    });
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
      window.groundswell.say(button.dataset.done);
    } catch {
      window.groundswell.say(button.dataset.refused);
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copyText(button));
    const field = document.getElementById(button.dataset.copy);
    field?.addEventListener("focus", () => field.select());
  }
  for (const button of document.querySelectorAll("[data-picture]")) {
    if (!navigator.clipboard || !window.ClipboardItem) continue;
    button.hidden = false;
    button.closest("[hidden]")?.removeAttribute("hidden");
    button.addEventListener("click", () => copyPicture(button));
  }
})();
