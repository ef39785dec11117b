import { isFull } from '../vault/full';
import { Refused } from '../server/failures';
import type { Line } from '../server/line';
import type { Desk } from '../work/desk';

/** Fetches the documents of the visits, so that they can be read without a network. */
export async function fetchDocuments(desk: Desk, line: Line): Promise<void> {
  for (const { visit } of [...desk.visits.values()].filter((held) => !held.gone && !held.handedIn)) {
    for (const { file } of visit.documents) {
      if (await desk.vault.has('documents', file)) continue;
      try {
        const bytes = await line.call((token) => line.server.document(token, visit.number, file));
        await desk.commit(() => [{ store: 'documents', name: file, bytes }]);
      } catch (error) {
        // One that may not be read is told when it is opened; the others still come.
        if (isFull(error)) return;
        if (!(error instanceof Refused)) throw error;
      }
    }
  }
}
