import type { Desk } from './desk';
import { saveDraft } from './enter';
import { freshDraft } from './fresh';
import type { Draft } from './records';

type Edit = (draft: Draft) => Draft;

const restMs = 300;

/** A form while it is being filled in: what was typed is seen at once, and kept a moment later. */
export class Pad {
  /** The last attempt to keep failed; what was typed is still here, and only here. */
  trouble?: unknown;
  #waiting: Edit[] = [];
  #writing: Edit[] = [];
  #timer?: ReturnType<typeof setTimeout>;
  #turn: Promise<void> = Promise.resolve();

  constructor(
    readonly desk: Desk,
    readonly key: string,
    readonly changed: () => void,
  ) {}

  get draft(): Draft {
    const kept = this.desk.drafts.get(this.key) ?? freshDraft(this.desk, this.key, Date.now());
    return [...this.#writing, ...this.#waiting].reduce((draft, edit) => edit(draft), kept);
  }

  get unkept(): boolean {
    return this.#waiting.length + this.#writing.length > 0;
  }

  edit(edit: Edit): void {
    this.#waiting.push(edit);
    this.changed();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), restMs);
  }

  /** Keeps what was typed. Never throws: what could not be kept stays here, and `trouble` says why. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    this.#turn = this.#turn.then(() => this.#write());
    return this.#turn;
  }

  async #write(): Promise<void> {
    if (this.#waiting.length === 0) return;
    this.#writing = this.#waiting;
    this.#waiting = [];
    const edits = this.#writing;
    try {
      await saveDraft(this.desk, this.key, Date.now(), (draft) => edits.reduce((d, edit) => edit(d), draft));
      this.trouble = undefined;
    } catch (error) {
      this.trouble = error;
      this.#waiting = [...edits, ...this.#waiting];
    }
    this.#writing = [];
    this.changed();
  }
}
