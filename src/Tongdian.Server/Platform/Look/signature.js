
// A signature with the finger: [data-signature] holds a canvas, a button to clear it, and the input that takes the picture.
(() => {
  const begin = box => {
    if (box.dataset.ready) return;
    box.dataset.ready = '1';
    box.hidden = false;
    const canvas = box.querySelector('canvas');
    const picture = box.querySelector('input[type="hidden"]');
    const scale = Math.max(devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * scale;
    canvas.height = canvas.offsetHeight * scale;
    canvas.getContext('2d').scale(scale, scale);
    const pad = new SignaturePad(canvas, { backgroundColor: '#ffffff', penColor: '#1f2a2e' });
    const told = () => {
      if (picture) picture.value = pad.isEmpty() ? '' : pad.toDataURL('image/png');
      if (box.signed) box.signed(pad.isEmpty() ? '' : pad.toDataURL('image/png'));
    };
    pad.addEventListener('endStroke', told);
    box.querySelector('[data-clear]')?.addEventListener('click', e => { e.preventDefault(); pad.clear(); told(); });
  };
  for (const box of document.querySelectorAll('[data-signature]')) begin(box);
  // Live pages begin theirs when it appears, and are told of every stroke.
  window.tongdianSignature = (box, live) => {
    box.signed = picture => live.invokeMethodAsync('Signed', picture);
    begin(box);
  };
})();
