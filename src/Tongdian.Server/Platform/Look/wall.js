// Renews the wall over one open answer. The browser opens it again by itself when the line breaks; until then the page says that it is old.
(() => {
  const wall = document.getElementById('wall'), old = document.getElementById('old');
  let heard = performance.now();
  const listen = () => {
    const live = new EventSource(wall.dataset.live);
    live.onmessage = e => { heard = performance.now(); if (wall.innerHTML !== e.data) wall.innerHTML = e.data; };
    // An answer that was refused is not asked for again by the browser: the session may have ended, so the page asks who is there.
    live.onerror = () => { if (live.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000); };
  };
  listen();
  setInterval(() => { old.hidden = performance.now() - heard < 5000; }, 500);
})();
