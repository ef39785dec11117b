import { createHash, randomUUID } from 'node:crypto';
import type { Entry, Guid, Operation, Result, SiteSheet, Upload, Visit, Work } from '../../src/model';
import { visitKey } from '../../src/model';

interface Stored {
  plan: { number: string; stage: string; kind: string; sha256: string; bytes: number };
  octets: Buffer;
  safe: boolean;
}
interface Stage {
  visit: Visit;
  version: number;
  /** Changes of the visit that are none of its entry. */
  changes: number;
  entry?: Entry;
  done: boolean;
  by?: string;
}

// What brings an entry, made from the one that was there.
const brings: Operation['kind'][] = ['draft', 'complete', 'offer'];

/** A server that speaks the contract, in memory. What it has written it keeps, as a database would. */
export class StubServer {
  readonly stages = new Map<string, Stage>();
  readonly uploads = new Map<Guid, Stored>();
  readonly results = new Map<Guid, Result>();
  readonly taken: Operation[] = [];
  readonly gone = new Map<string, { words: string }>();
  readonly documents = new Map<Guid, { bytes: Uint8Array; mediaType: string }>();
  readonly tokens = new Set<string>();
  wiped = false;
  clockOffMs = 0;

  add(visit: Visit): void {
    this.stages.set(visitKey(visit), { visit, version: 1, changes: 0, done: false });
  }

  /** Somebody else enters something at the stage. */
  enterElsewhere(key: string, fields: Record<string, unknown>, by: string, more: Partial<Entry> = {}): void {
    const stage = this.stages.get(key)!;
    stage.entry = { ...(stage.entry ?? { fields: {}, origins: {}, files: [], signatures: [] }), fields, ...more };
    stage.version++;
    stage.by = by;
  }

  /** Another device has kept what it measured: it is no part of the entry's tag. */
  measureElsewhere(key: string, sheet: SiteSheet): void {
    const stage = this.stages.get(key)!;
    stage.entry = { ...stage.entry!, sheet };
    stage.changes++;
  }

  withdraw(key: string): void {
    this.gone.set(key, { words: '客户已撤回申请' });
  }

  readonly fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const path = url.replace(/^.*\/api\/v1\//, '');
    const headers = new Headers(init.headers);
    const token = headers.get('Authorization')?.replace('Bearer ', '');
    if (path === 'sessions') {
      const { user, password } = JSON.parse(init.body as string) as { user: string; password: string };
      return user && password === 'correct horse' ? json(201, { token: this.#token() }) : problem(401, 'session.refused', '姓名或密码不对');
    }
    if (path === 'field/sessions')
      return this.wiped ? problem(410, 'field.device-wiped', '设备已清除') : json(201, { token: this.#token(), expiresAt: '', now: this.#now() });
    if (!token || !this.tokens.has(token)) return problem(401, 'unauthorized', '请登录');
    if (path === 'field/devices')
      return json(201, {
        device: randomUUID(),
        secret: 'device secret',
        staff: { id: '7', name: '李强', workNumber: 'K-0217', phone: '010-5550101', roles: ['surveyor'] },
        company: { name: '示范县供电公司', telephone: '010-55509559' },
      });
    if (path === 'field/work') return json(200, this.#work(JSON.parse(init.body as string)));
    if (path === 'field/operations') return json(200, this.#operations(JSON.parse(init.body as string).operations));
    if (path.startsWith('field/files/')) return this.#file(path.slice('field/files/'.length), init, headers);
    const document = this.documents.get(path.split('/').at(-1)!);
    return document
      ? new Response(document.bytes as BodyInit, { headers: { 'Content-Type': document.mediaType } })
      : problem(404, 'file.unknown', '没有这个文件');
  };

  #token(): string {
    const token = randomUUID();
    this.tokens.add(token);
    return token;
  }

  #now(): string {
    return new Date(Date.now() + this.clockOffMs).toISOString();
  }

  #seen(stage: Stage): Visit {
    const entry = stage.entry;
    return {
      ...stage.visit,
      tag: `t${stage.version + stage.changes}`,
      entry: `e${stage.version}`,
      ...(entry && { sheet: { ...(entry.sheet ?? stage.visit.sheet), origins: { ...stage.visit.sheet?.origins, ...entry.origins } } }),
      fields: stage.visit.fields.map((known) =>
        entry && known.field.id in entry.fields ? { field: known.field, value: entry.fields[known.field.id], origin: 'entered' } : known,
      ),
      handed: entry
        ? [...entry.files, ...entry.signatures.map((s) => ({ kind: s.role, file: s.file }))]
        : stage.visit.handed,
    };
  }

  #work({ have }: { have: Record<string, string> }): Work {
    const open = [...this.stages].filter(([key, stage]) => !stage.done && !this.gone.has(key));
    return {
      now: this.#now(),
      visits: open.map(([, stage]) => this.#seen(stage)).filter((visit) => have[visitKey(visit)] !== visit.tag),
      gone: Object.keys(have)
        .filter((key) => !open.some(([other]) => other === key))
        .map((key) => {
          const [number, stage] = key.split('/') as [string, string];
          return { number, stage, ...(this.gone.get(key) ?? { words: '环节已完成' }) };
        }),
    };
  }

  #operations(operations: Operation[]): { now: string; results: Result[] } {
    const stopped = new Set<string>();
    const results = operations.map((operation): Result => {
      const before = this.results.get(operation.id);
      if (before) return before;
      if (stopped.has(operation.number)) return { id: operation.id, outcome: 'wait' };
      const result = this.#judge(operation);
      if (result.outcome === 'wait' || result.outcome === 'conflict') stopped.add(operation.number);
      if (result.outcome !== 'wait') this.results.set(operation.id, result);
      return result;
    });
    return { now: this.#now(), results };
  }

  #judge(operation: Operation): Result {
    const { id } = operation;
    const key = visitKey(operation);
    const stage = this.stages.get(key);
    if (!stage || this.gone.has(key) || stage.done)
      return { id, outcome: 'refused', problem: { code: 'field.stage-closed', title: '环节已经结束', detail: this.gone.get(key)?.words } };
    if (!brings.includes(operation.kind)) {
      const unheard = this.#changed(operation, stage);
      return unheard ? { id, outcome: 'wait' } : this.#took(operation, { id, outcome: 'done' });
    }
    const body = operation.body as Entry;
    const files = [...body.files, ...body.signatures].map((f) => f.file);
    if (files.some((file) => !this.uploads.get(file)?.safe && !stage.visit.handed.some((h) => h.file === file))) return { id, outcome: 'wait' };
    if (operation.base !== `e${stage.version}`)
      return {
        id,
        outcome: 'conflict',
        entry: `e${stage.version}`,
        // A signature is a file whose kind is who signed.
        theirs: {
          fields: stage.entry?.fields ?? {},
          files: [...(stage.entry?.files ?? []), ...(stage.entry?.signatures ?? []).map((s) => ({ kind: s.role, file: s.file }))],
          by: stage.by ?? '?',
          at: this.#now(),
        },
      };
    if (body.fields['wrong'] !== undefined)
      return { id, outcome: 'refused', problem: { code: 'form.invalid', title: '有一项不对', errors: { 'fields.wrong': ['这一项不对'] } } };
    stage.entry = body;
    stage.version++;
    if (operation.kind === 'offer') stage.visit = { ...stage.visit, offer: { since: this.#now() } };
    stage.done = operation.kind === 'complete';
    return this.#took(operation, { id, outcome: 'done', entry: `e${stage.version}` });
  }

  /** What an operation changes besides the entry; true when something that it needs is still to come. */
  #changed(operation: Operation, stage: Stage): boolean {
    const { kind, body } = operation;
    if (kind === 'sign-notice' && !this.uploads.get((body as { file: Guid }).file)?.safe) return true;
    stage.changes++;
    const change: Partial<Visit> =
      kind === 'set-out' ? { onTheWay: true }
      : kind === 'check-in' ? { there: true }
      : kind === 'start' ? { state: 'started' }
      : kind === 'pause' || kind === 'resume' ? { paused: kind === 'pause' }
      : stage.visit.notice ? { notice: { ...stage.visit.notice, signedAt: this.#now() } }
      : {};
    stage.visit = { ...stage.visit, ...change };
    return false;
  }

  #took(operation: Operation, result: Result): Result {
    this.taken.push(operation);
    return result;
  }

  async #file(id: Guid, init: RequestInit, headers: Headers): Promise<Response> {
    if (init.method === 'PUT') {
      const plan = JSON.parse(init.body as string) as Stored['plan'];
      // Nothing unknown is accepted.
      if (Object.keys(plan).sort().join() !== 'bytes,kind,number,sha256,stage') return problem(400, 'request.invalid', '有一项不对');
      if (!this.uploads.has(id)) this.uploads.set(id, { plan, octets: Buffer.alloc(0), safe: false });
      return json(200, this.#state(id));
    }
    const stored = this.uploads.get(id);
    if (!stored) return problem(404, 'field.file-unknown', '没有这个文件');
    if (Number(headers.get('Upload-Offset')) !== stored.octets.length) return json(409, { code: 'field.offset', title: '', ...this.#state(id) });
    stored.octets = Buffer.concat([stored.octets, Buffer.from(init.body as Uint8Array)]);
    if (stored.octets.length < stored.plan.bytes) return json(200, this.#state(id));
    if (createHash('sha256').update(stored.octets).digest('hex') !== stored.plan.sha256) {
      stored.octets = Buffer.alloc(0);
      return problem(422, 'field.hash-differs', '内容不一致');
    }
    // What a file is, is seen in its octets.
    if (stored.octets.subarray(4, 12).toString('latin1') === 'ftypheic') {
      stored.octets = Buffer.alloc(0);
      return problem(422, 'file.type', 'HEIC 照片不能用');
    }
    stored.safe = true;
    return json(200, this.#state(id));
  }

  #state(id: Guid): Upload {
    const { plan, octets, safe } = this.uploads.get(id)!;
    return { id, bytes: plan.bytes, received: octets.length, safe, ...(safe && { sha256: plan.sha256 }) };
  }
}

function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } });
}

function problem(status: number, code: string, title: string): Response {
  return json(status, { code, title });
}
