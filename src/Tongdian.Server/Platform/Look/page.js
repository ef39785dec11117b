// Comforts for customers' pages. Everything works without them.
(() => {
  // A second press of a button that is already at work sends nothing.
  addEventListener('submit', e => {
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = '1';
    const button = e.submitter;
    if (button) setTimeout(() => button.setAttribute('aria-busy', 'true'));
  });
  // The page came back from the browser's memory: it can be sent again.
  addEventListener('pageshow', () => {
    for (const form of document.querySelectorAll('form[data-sent]')) delete form.dataset.sent;
    for (const button of document.querySelectorAll('button[aria-busy]')) button.removeAttribute('aria-busy');
  });
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  // Takes what stands in a field along.
  for (const button of document.querySelectorAll('[data-copy]')) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener('click', () => navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value));
  }
  // Reads the page to whoever cannot see it well.
  for (const button of document.querySelectorAll('[data-read]')) {
    if (!('speechSynthesis' in window)) continue;
    button.hidden = false;
    button.addEventListener('click', () => {
      if (speechSynthesis.speaking) { speechSynthesis.cancel(); return; }
      const words = new SpeechSynthesisUtterance(document.querySelector('main').innerText);
      words.lang = document.documentElement.lang;
      words.rate = 0.9;
      speechSynthesis.speak(words);
    });
  }
})();
