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
