import type { Problem } from '../../model';

/** No answer that can be used: no network, or a server that is down or busy. Trying later is right. */
export class Unreachable extends Error {
  constructor(readonly retryAfterMs?: number) {
    super('The server cannot be reached.');
  }
}

/** An answer that stays the same however often it is asked for. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(problem.code);
  }
}

/** The company has had this device wiped. */
export class Wiped extends Error {}

/** The server does not know this device any more; its person has to sign in again. */
export class SignedOut extends Error {}
