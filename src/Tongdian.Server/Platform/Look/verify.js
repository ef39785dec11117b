// Checks a receipt of the evidence log and says what it proves. It asks nobody: once the page is there, it works without a network.
// The page of a dispute file carries it too and calls tongdianCheck(receipt, policy).
(() => {
  if (!globalThis.crypto?.subtle) return;
  const utf8 = new TextEncoder(), text = new TextDecoder('utf-8', { fatal: true });
  const refuse = why => { throw Object.assign(new Error(why), { why }); };
  const join = (...parts) => { const all = new Uint8Array(parts.reduce((n, p) => n + p.length, 0)); let at = 0; for (const p of parts) { all.set(p, at); at += p.length; } return all; };
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest('SHA-256', join(...parts)));
  const same = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);
  // What could be spelled in two ways is accepted in one.
  const base64 = s => {
    try { const b = atob(s); if (btoa(b) === s) return Uint8Array.from(b, c => c.charCodeAt(0)); } catch { /* no base64 */ }
    return refuse('form');
  };
  const number = s => /^(0|[1-9]\d{0,15})$/.test(s) ? Number(s) : refuse('form');
  const hash = s => { const b = base64(s); return b.length === 32 ? b : refuse('form'); };

  // A key: name+id+base64(type, key). The id is the beginning of a hash over the others.
  const readKey = async line => {
    const at = line.indexOf('+'), next = line.indexOf('+', at + 1);
    if (at < 1 || next < 0) refuse('policy');
    const name = line.slice(0, at), material = base64(line.slice(next + 1)), id = (await sha256(utf8.encode(name + '\n'), material)).slice(0, 4);
    if (line.slice(at + 1, next) !== [...id].map(b => b.toString(16).padStart(2, '0')).join('')) refuse('policy');
    return { name, id, type: material[0], key: material.slice(1) };
  };

  const readPolicy = async lines => {
    const policy = { logs: [], witnesses: new Map(), groups: new Map(), quorum: undefined };
    for (const words of lines.split('\n').map(l => l.split(/[ \t]+/).filter(Boolean)).filter(w => w.length && !w[0].startsWith('#'))) {
      const [what, name, ...rest] = words;
      if (what === 'log' && name) policy.logs.push(await readKey(name));
      else if (what === 'witness' && rest.length) policy.witnesses.set(name, await readKey(rest[0]));
      else if (what === 'group' && rest.length > 1) {
        const members = rest.slice(1), needed = rest[0] === 'all' ? members.length : rest[0] === 'any' ? 1 : number(rest[0]);
        if (needed < 1 || needed > members.length || members.some(m => !policy.witnesses.has(m) && !policy.groups.has(m))) refuse('policy');
        policy.groups.set(name, { needed, members });
      } else if (what === 'quorum' && name && policy.quorum === undefined) policy.quorum = name;
      else refuse('policy');
    }
    if (policy.quorum !== 'none' && !policy.witnesses.has(policy.quorum) && !policy.groups.has(policy.quorum)) refuse('policy');
    return policy;
  };

  const readNote = note => {
    const end = note.lastIndexOf('\n\n');
    if (end < 1 || !note.endsWith('\n')) refuse('form');
    const signatures = note.slice(end + 2, -1).split('\n').map(line => {
      const words = line.split(' ');
      if (words.length !== 3 || words[0] !== '—') refuse('form');
      const bytes = base64(words[2]);
      return bytes.length > 4 ? { name: words[1], id: bytes.slice(0, 4), bytes: bytes.slice(4) } : refuse('form');
    });
    return { text: note.slice(0, end + 1), signatures };
  };

  const readProof = whole => {
    const end = whole.indexOf('\n\n');
    if (end < 0) refuse('form');
    const [first, extra, index, ...hashes] = whole.slice(0, end).split('\n');
    if (first !== 'c2sp.org/tlog-proof@v1' || !extra?.startsWith('extra ') || !index?.startsWith('index ') || hashes.length > 63) refuse('form');
    const note = readNote(whole.slice(end + 2)), lines = note.text.split('\n');
    if (lines.length < 4) refuse('form');
    const bytes = base64(extra.slice(6));
    return { extra: bytes, index: number(index.slice(6)), hashes: hashes.map(hash), note, origin: lines[0], size: number(lines[1]), root: hash(lines[2]) };
  };

  const signedBy = async (key, note, bytes) => {
    let message = note, signature = bytes, time = null;
    if (key.type === 4) {
      if (bytes.length !== 72) return null;
      const seconds = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0));
      [message, signature, time] = [`cosignature/v1\ntime ${seconds}\n${note}`, bytes.slice(8), new Date(seconds * 1000)];
    }
    const known = await crypto.subtle.importKey('raw', key.key, { name: 'Ed25519' }, false, ['verify']).catch(() => refuse('browser'));
    return await crypto.subtle.verify('Ed25519', known, signature, utf8.encode(message)) ? { key, time } : null;
  };

  // RFC 9162 section 2.1.3.2, in numbers that may be larger than 32 bits.
  const rootOf = async (leaf, index, size, hashes) => {
    if (index >= size) refuse('wrong');
    let [node, last, found] = [index, size - 1, leaf];
    for (const other of hashes) {
      if (last === 0) refuse('wrong');
      if (node % 2 === 1 || node === last) {
        found = await sha256([1], other, found);
        for (; node % 2 === 0 && node !== 0; node /= 2) last = Math.floor(last / 2);
      } else found = await sha256([1], found, other);
      [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
    }
    return last === 0 ? found : refuse('wrong');
  };

  const check = async (whole, trusted) => {
    const policy = await readPolicy(trusted), proof = readProof(whole);
    // SM2 is understood by the command only.
    const logs = policy.logs.filter(k => k.name === proof.origin && k.type === 1);
    if (logs.length === 0) refuse('origin');
    let own = 0;
    const sightings = new Map();
    for (const signature of proof.note.signatures) {
      for (const key of [...logs, ...policy.witnesses.values()].filter(k => k.name === signature.name && same(k.id, signature.id))) {
        const made = await signedBy(key, proof.note.text, signature.bytes) ?? refuse('signature');
        if (made.time === null) own++;
        else sightings.set([...policy.witnesses].find(([, k]) => k === key)[0], made.time);
      }
    }
    if (own === 0) refuse('unsigned');
    const seen = [...sightings].map(([name, time]) => ({ name, time })).sort((a, b) => a.time - b.time);
    if (seen.some(s => s.time > Date.now() + 300000)) refuse('ahead');
    const enough = names => {
      const has = name => policy.groups.has(name) ? policy.groups.get(name).members.filter(has).length >= policy.groups.get(name).needed : names.includes(name);
      return policy.quorum === 'none' || has(policy.quorum);
    };
    const names = seen.map(s => s.name);
    if (!enough(names)) refuse('quorum');
    const entry = await sha256(proof.extra);
    if (!same(await rootOf(await sha256([0], entry), proof.index, proof.size, proof.hashes), proof.root)) refuse('wrong');
    const record = (() => { try { return JSON.parse(text.decode(proof.extra.slice(32))); } catch { return refuse('form'); } })();
    const since = policy.quorum === 'none' ? null : seen[names.findIndex((_, i) => enough(names.slice(0, i + 1)))].time;
    return { proof, record, seen, since };
  };
  globalThis.tongdianCheck = check;

  const root = document.querySelector('[data-verify]');
  if (!root) return;
  root.hidden = false;
  const instant = time => new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: 'long', timeStyle: 'medium' }).format(time);
  const put = (name, value) => root.querySelectorAll(`[data-value="${name}"]`).forEach(e => { e.textContent = value; });
  const show = (which, on) => root.querySelectorAll(which).forEach(e => { e.hidden = !on; });

  root.querySelector('button').addEventListener('click', async () => {
    show('[data-holds], [data-fails], [data-why], [data-since], [data-alone]', false);
    try {
      const file = root.querySelector('[type=file]').files[0] ?? refuse('none');
      const { proof, record, seen, since } = await check(text.decode(await file.arrayBuffer()), root.querySelector('textarea').value);
      put('log', proof.origin);
      put('place', `${proof.index} / ${proof.size}`);
      put('case', record.case);
      put('what', [record.kind, record.stage].filter(Boolean).join(' · '));
      put('time', instant(new Date(record.time)));
      put('since', since ? instant(since) : '');
      put('witnesses', seen.map(s => `${s.name} ${instant(s.time)}`).join('; '));
      show(since ? '[data-since]' : '[data-alone]', true);
      show('[data-holds]', true);
    } catch (e) {
      show(`[data-why="${e.why ?? 'form'}"]`, true);
      show('[data-fails]', true);
    }
  });
})();
