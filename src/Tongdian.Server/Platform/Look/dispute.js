// The page of a dispute file checks itself where it lies: every receipt, what is shown of the records, and files that are chosen. It needs no network.
(async () => {
  const source = document.getElementById('evidence');
  if (!source) return;
  const data = JSON.parse(source.textContent), words = document.body.dataset;
  const mark = (of, name, state) => document.querySelectorAll(`[data-${of}]`).forEach(e => {
    if (e.dataset[of] === name) [e.dataset.state, e.textContent] = [state, words[state]];
  });
  const fill = (text, ...values) => values.reduce((t, v, i) => t.replace(`{${i}}`, v), text);
  const hex = async bytes => [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map(b => b.toString(16).padStart(2, '0')).join('');
  const bytes = base64 => Uint8Array.from(atob(base64), c => c.charCodeAt(0));
  const say = (name, state, text) => { const e = document.querySelector(`[data-${name}]`); [e.dataset.state, e.textContent] = [state, text]; };
  if (!globalThis.tongdianCheck) return say('sum', 'unsure', words.browser);

  const records = new Map(), count = { holds: 0, fails: 0, unsure: 0 };
  for (const receipt of data.receipts) {
    let state = 'holds';
    try {
      records.set(receipt.file, (await tongdianCheck(receipt.text, data.policy)).record);
    } catch (e) {
      state = e.why === 'browser' ? 'unsure' : 'fails';
    }
    count[state]++;
    mark('receipt', receipt.file, state);
  }

  // What is shown is what was recorded: SHA-256 of the salt and the content stands in the record.
  for (const [index, shown] of data.shown.entries()) {
    const [salt, content] = [bytes(shown.salt), bytes(shown.content)], both = new Uint8Array(salt.length + content.length);
    both.set(salt);
    both.set(content, salt.length);
    const fits = records.has(shown.receipt) && records.get(shown.receipt).contents[shown.name] === `salted:${await hex(both)}`;
    if (!fits && records.has(shown.receipt)) count.fails++;
    mark('shown', `${index}`, fits ? 'holds' : records.has(shown.receipt) || !count.unsure ? 'fails' : 'unsure');
  }

  say('sum', count.fails ? 'fails' : count.unsure ? 'unsure' : 'holds', fill(count.fails ? words.sumFails : count.unsure ? words.browser : words.sumHolds, count.holds, count.fails));

  // A page that lies in a folder may not read the files beside it: whoever wants them checked chooses them.
  const choose = document.querySelector('[data-choose]');
  choose.closest('[hidden]').hidden = false;
  choose.addEventListener('change', async () => {
    let known = 0, wrong = 0;
    for (const file of choose.files) {
      const of = data.contents.filter(c => c.file.endsWith(`/${file.name}`));
      const hash = of.length ? await hex(await file.arrayBuffer()) : '';
      for (const one of of) {
        const fits = hash === one.sha256 && (one.sha256 !== one.recorded || !one.receipt || Object.values(records.get(one.receipt)?.contents ?? {}).includes(`sha256:${hash}`));
        known++;
        wrong += fits ? 0 : 1;
        mark('file', one.file, fits ? 'holds' : 'fails');
      }
    }
    say('chosen', wrong ? 'fails' : 'holds', fill(words.chosen, known, wrong));
  });
})();
