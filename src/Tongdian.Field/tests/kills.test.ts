import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Entry, Operation } from '../src/model';
import { round } from '../src/core/outbox/round';
import { Unreachable } from '../src/core/server/failures';
import type { Keys } from '../src/core/vault/keys';
import type { Store } from '../src/core/vault/database';
import { Vault, type Change } from '../src/core/vault/vault';
import { complete, handedIn, removeFile, saveDraft } from '../src/core/work/enter';
import { step } from '../src/core/work/steps';
import { StubServer } from './stub/contract';
import { aVisit, freshDevice, photoOf, someKeys, started, takePhoto, type App } from './vocabulary';

// The app is killed at any storage or network call, before it or right after it took effect; the network breaks on either side of the server.
// Whatever happens: all that a person was told is kept arrives once, in order, with the hash of its capture, and nothing goes from the device before.

const runs = Number(process.env['TONGDIAN_FIELD_RUNS'] ?? 200);
const keysOfVisits = ['2026-0001/survey', '2026-0001/construction', '2026-0002/survey'];

class Killed extends Error {}

/** One life of the app: it ends after so many calls. */
class Life {
  #dead = false;
  constructor(private callsLeft: number) {}

  call(): void {
    if (this.#dead || this.callsLeft-- <= 0) {
      this.#dead = true;
      throw new Killed();
    }
  }
}

class MortalVault extends Vault {
  constructor(
    vault: Vault,
    readonly life: Life,
  ) {
    super(vault.db, vault.keys);
  }

  override async write(changes: Change[]): Promise<void> {
    this.life.call();
    await super.write(changes);
    this.life.call();
  }

  override async bytes(store: Store, name: string) {
    this.life.call();
    return super.bytes(store, name);
  }
}

function randomFrom(seed: number): (below: number) => number {
  let x = (seed * 2654435761) >>> 0 || 1;
  return (below) => {
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    x >>>= 0;
    return x % below;
  };
}

/** What the person was told, and may rely on. */
class Told {
  readonly steps: Operation['saidAt'][] = [];
  readonly photos = new Map<string, { key: string; sha256: string }>();
  readonly texts = new Map<string, string[]>();
  readonly completed = new Set<string>();
}

class Run {
  readonly server = new StubServer();
  readonly told = new Told();
  readonly random: (below: number) => number;
  #clock = Date.parse('2026-06-01T08:00:00Z');

  constructor(
    seed: number,
    readonly keys: Keys,
  ) {
    this.random = randomFrom(seed);
    for (const key of keysOfVisits) {
      const [number, stage] = key.split('/') as [string, string];
      this.server.add(aVisit(number, stage));
    }
  }

  readonly now = (): number => (this.#clock += 1000);

  async live(callsLeft: number, networkBreaks: boolean): Promise<void> {
    const life = new Life(callsLeft);
    const breaks = (): void => {
      life.call();
      if (networkBreaks && this.random(12) === 0) throw new TypeError('Failed to fetch');
    };
    const fetch = async (url: string, init: RequestInit): Promise<Response> => {
      breaks();
      const answer = await this.server.fetch(url, init);
      breaks();
      return answer;
    };
    const app = await started(fetch, this.keys, (vault) => new MortalVault(vault, life));
    await this.#nothingIsLost(app);
    try {
      await this.#sync(app);
      for (let i = 0; i < 8; i++) await this.#act(app);
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }

  async #act(app: App): Promise<void> {
    const open = [...app.desk.visits].filter(([key, held]) => !held.handedIn && !handedIn(app.desk, key));
    const [key] = open[this.random(Math.max(1, open.length))] ?? [];
    const what = key === undefined ? 9 : this.random(10);
    if (what >= 8 || key === undefined) return this.#sync(app);
    if (what <= 1) {
      const at = this.now();
      await step(app.desk, key, at, what === 0 ? 'check-in' : 'pause');
      this.told.steps.push(new Date(at).toISOString());
    } else if (what <= 4) {
      const text = `text ${this.random(1_000_000)}`;
      this.told.texts.set(key, [text, ...(this.told.texts.get(key) ?? ['']).slice(0, 1)]);
      await saveDraft(app.desk, key, this.now(), (draft) => ({ ...draft, fields: { supplyPoint: text } }));
      this.told.texts.set(key, [text]);
    } else if (what <= 6 && this.random(4) > 0) {
      const id = await takePhoto(app.desk, key, 'site-overview', photoOf(1 + this.random(3500), this.random(1e9)), this.now());
      this.told.photos.set(id, { key, sha256: app.desk.files.get(id)!.sha256 });
    } else if (what <= 6) {
      const [id] = [...this.told.photos].find(([, photo]) => photo.key === key) ?? [];
      if (id === undefined) return;
      this.told.photos.delete(id);
      await removeFile(app.desk, key, this.now(), id);
    } else if (this.random(3) === 0) {
      await complete(app.desk, key, this.now());
      this.told.completed.add(key);
    }
  }

  async #sync(app: App): Promise<void> {
    try {
      await round(app.desk, app.line, this.now, this.random(2) === 0, () => undefined);
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
    }
  }

  async #nothingIsLost(app: App): Promise<void> {
    const reading = new Vault(app.vault.db, app.vault.keys);
    for (const [id, photo] of this.told.photos) {
      const file = app.desk.files.get(id);
      if (!file) {
        expect(this.#arrived(id), 'a photo left the device before it was safe').toBe(photo.sha256);
        expect(
          this.server.taken.some((o) => fileIds(o).includes(id)),
          'a photo left the device before its operation was done',
        ).toBe(true);
        continue;
      }
      for (let i = 0; i < file.pieces; i++) expect(await reading.has('pieces', `${id}/${i}`)).toBe(true);
    }
    for (const kept of app.desk.operations.values()) expect(['conflict', 'refused']).not.toContain(kept.state);
  }

  async arriveAtLast(): Promise<void> {
    const app = await started(this.server.fetch, this.keys);
    for (let i = 0; i < 3; i++) await round(app.desk, app.line, this.now, true, () => undefined);
    expect(app.desk.unsent()).toEqual({ operations: 0, files: 0 });
    const ids = this.server.taken.map((o) => o.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const number of new Set(this.server.taken.map((o) => o.number))) {
      const said = this.server.taken.filter((o) => o.number === number).map((o) => o.saidAt);
      expect(said).toEqual([...said].sort());
    }
    for (const at of this.told.steps) expect(this.server.taken.filter((o) => o.saidAt === at)).toHaveLength(1);
    for (const [id, { key, sha256 }] of this.told.photos) {
      expect(this.#arrived(id)).toBe(sha256);
      expect(this.server.stages.get(key)!.entry!.files.map((f) => f.file)).toContain(id);
    }
    for (const [key, texts] of this.told.texts) expect(texts).toContain(this.server.stages.get(key)!.entry?.fields['supplyPoint'] ?? '');
    for (const key of this.told.completed) expect(this.server.stages.get(key)!.done).toBe(true);
  }

  #arrived(id: string): string | undefined {
    const stored = this.server.uploads.get(id);
    return stored?.safe ? createHash('sha256').update(stored.octets).digest('hex') : undefined;
  }
}

function fileIds(operation: Operation): string[] {
  const body = operation.body as Entry | undefined;
  return body && 'files' in body ? body.files.map((f) => f.file) : [];
}

test(
  `in ${runs} random lives with cuts and kills everything arrives once`,
  async () => {
    const keys = await someKeys();
    const seen = { photos: 0, operations: 0 };
    for (let seed = 1; seed <= runs; seed++) {
      freshDevice();
      const run = new Run(seed, keys);
      try {
        for (let life = 0; life < 6; life++) await run.live(3 + run.random(45), life % 3 !== 2);
        await run.arriveAtLast();
      } catch (error) {
        throw new Error(`Run ${seed}: ${(error as Error).message}`, { cause: error });
      }
      seen.photos += run.told.photos.size;
      seen.operations += run.server.taken.length;
    }
    expect(seen.photos).toBeGreaterThan(runs);
    expect(seen.operations).toBeGreaterThan(runs * 3);
  },
  // Only what is stuck takes so long, also beside everything else.
  60_000 + runs * 1_000,
);
