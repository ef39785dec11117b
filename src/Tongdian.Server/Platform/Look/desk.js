// Small things that live pages ask of the browser.
window.tongdianDesk = {
  focus: id => document.getElementById(id)?.focus(),
  go: id => {
    const field = document.getElementById(id);
    field?.scrollIntoView({ block: 'center' });
    (field?.querySelector('input, select, textarea, button') ?? field)?.focus();
  },
  print: () => window.print(),
  show: id => document.getElementById(id)?.showModal(),
  copy: text => navigator.clipboard.writeText(text).then(() => true, () => false),
  // Where this device is, as text; null when it may not say or does not know.
  position: () => new Promise(done => {
    if (!navigator.geolocation) return done(null);
    navigator.geolocation.getCurrentPosition(
      p => done([p.coords.latitude.toFixed(6), p.coords.longitude.toFixed(6), String(Math.ceil(p.coords.accuracy))]),
      () => done(null),
      { enableHighAccuracy: true, timeout: 15000 });
  }),
};
// Rectangles drawn over a photograph with mouse, pen or finger; the page is told of each in thousandths.
window.tongdianMask = (box, live) => {
  if (box.dataset.ready) return;
  box.dataset.ready = '1';
  const [picture, frame] = [box.querySelector('img'), box.querySelector('[data-frame]')];
  let from = null;
  const at = e => {
    const r = picture.getBoundingClientRect();
    const part = (v, size) => Math.round(Math.min(1, Math.max(0, v / size)) * 1000);
    return [part(e.clientX - r.left, r.width), part(e.clientY - r.top, r.height)];
  };
  const between = (a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1])];
  box.addEventListener('pointerdown', e => { e.preventDefault(); from = at(e); box.setPointerCapture(e.pointerId); });
  box.addEventListener('pointermove', e => {
    if (!from) return;
    const [x, y, w, h] = between(from, at(e));
    Object.assign(frame.style, { left: `${x / 10}%`, top: `${y / 10}%`, width: `${w / 10}%`, height: `${h / 10}%` });
    frame.hidden = false;
  });
  box.addEventListener('pointercancel', () => { from = null; frame.hidden = true; });
  box.addEventListener('pointerup', e => {
    if (!from) return;
    const [x, y, w, h] = between(from, at(e));
    from = null;
    frame.hidden = true;
    if (w > 4 && h > 4) live.invokeMethodAsync('Drawn', x, y, w, h);
  });
};
