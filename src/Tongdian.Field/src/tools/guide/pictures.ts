// Drawn for this guide, 96 × 72. Ink for what stands there, teal for the line.
const ink = 'stroke="#1f2a2e" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" fill="none"';
const line = 'stroke="#00695c" stroke-width="4" stroke-linecap="round" stroke-linejoin="round" fill="none"';
const ground = `<path d="M4 66h88" ${ink}/>`;
const house = (roof: string, inside: string) => `${ground}${roof}${inside}`;
const bricks = [30, 38, 46, 54].map((y, row) => `M22 ${y}h52${[...Array(4)].map((_, i) => `M${28 + i * 13 + (row % 2) * 6} ${y}v8`).join('')}`).join('');

export const pictures: Record<string, string> = {
  'brick-concrete': house(`<path d="M18 26h60v-6H18zM22 26v40M74 26v40" ${ink}/>`, `<path d="${bricks}" stroke="#b26a00" stroke-width="1.5" fill="none"/><path d="M42 66V48h12v18" fill="#fff" stroke="#1f2a2e" stroke-width="2"/>`),
  frame: house(`<path d="M18 8h60v6H18zM18 24h60v6H18zM18 42h60v6H18z" fill="#dbe3e2" stroke="#1f2a2e" stroke-width="2"/>`, `<path d="M22 14v52M47 14v52M74 14v52" stroke="#1f2a2e" stroke-width="5"/>`),
  steel: house(`<path d="M10 34 48 16l38 18" ${ink}/><path d="M14 34v32M82 34v32" stroke="#1f2a2e" stroke-width="4"/>`, `<path d="M10 34h76M22 34l8-9 8 9 10-14 10 14 8-9 8 9" ${ink}/><path d="M24 44v22M34 44v22M62 44v22M72 44v22M20 44h56" stroke="#5f6b6d" stroke-width="1.5"/>`),
  timber: house(`<path d="M8 32 48 10l40 22M16 28v38M80 28v38" ${ink}/>`, `<path d="M24 34v32M32 34v32M40 34v32M56 34v32M64 34v32M72 34v32" stroke="#8a5200" stroke-width="2"/><path d="M20 34h56M20 50h56" stroke="#8a5200" stroke-width="4"/>`),
  other: house(`<rect x="20" y="20" width="56" height="46" rx="4" ${ink} stroke-dasharray="5 5"/>`, '<text x="48" y="54" font-size="30" font-weight="700" text-anchor="middle" fill="#1f2a2e">?</text>'),
  overhead: `${ground}<path d="M18 66V14M10 18h16M70 66V38l10-8 12 8v28M70 44h-6" ${ink}/><path d="M18 20C34 34 52 40 68 44" ${line}/>`,
  cable: `<path d="M4 36h88M14 36V12h10v24M70 36V14l9-7 9 7v22" ${ink}/><path d="M19 26v28h59V28" ${line} stroke-dasharray="7 6"/><path d="M30 62h5M44 66h5M58 62h5" ${ink}/>`,
  wall: `${ground}<path d="M12 66V16h72v50M24 40h12v12H24zM58 40h12v12H58z" ${ink}/><path d="M4 26h62M66 26v9" ${line}/><path d="M20 22v8M36 22v8M52 22v8" ${ink}/>`,
  mixed: `<path d="M4 44h88M16 44V10M8 14h16M50 44V22h8v22M78 44V24h12v20" ${ink}/><path d="M16 16c12 10 24 14 38 15v29h30V32" ${line}/>`,
};
