// Renews a screen over one open answer. The browser opens it again by itself when the line breaks; until then the page says that it is old.
(() => {
  const screen = document.querySelector('[data-live]'), old = document.getElementById('old');
  let heard = performance.now();
  const listen = () => {
    const live = new EventSource(screen.dataset.live);
    live.onmessage = e => { heard = performance.now(); if (screen.innerHTML !== e.data) screen.innerHTML = e.data; };
    // An answer that was refused is not asked for again by the browser: the session may have ended, so the page asks who is there.
    live.onerror = () => { if (live.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000); };
  };
  listen();
  setInterval(() => { old.hidden = performance.now() - heard < 5000; }, 500);
})();
