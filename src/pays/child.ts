/** The process in which a function is measured. It gets one request from its parent, and answers it. */
import { reasonOf } from '../engine/failure.ts';
import { FactoryError, InputError } from '../line/factory-error.ts';
import { answerOf } from './document.ts';
import { measure } from './measure.ts';
import { endWithParent } from './parent-watch.ts';
import { CallError, OutputsError } from './proof.ts';
import type { Report, Request } from './request.ts';

function say(report: Report, then: () => void = () => {}): void {
  // Without its parent nobody needs the answer.
  if (!process.connected) process.exit(1);
  process.send?.(report, undefined, undefined, then);
}

/** Of the function. */
let name = '';

function fail(error: unknown): void {
  const isKnown = error instanceof FactoryError;
  const message = isKnown ? error.message : error instanceof Error ? (error.stack ?? error.message) : reasonOf(error);
  const where = error instanceof CallError || error instanceof OutputsError ? `${name}: ` : '';
  say({ kind: 'failed', message: `${where}${message}`, isKnown, isInput: error instanceof InputError }, () =>
    process.exit(0),
  );
}

endWithParent();
process.once('disconnect', () => process.exit(1));
// The function has left something behind that fails by itself.
process.on('uncaughtException', (error: unknown) =>
  fail(new CallError(`the function throws outside of its calls: ${reasonOf(error)}`, { cause: error })),
);
process.once('message', async (request: Request) => {
  name = request.name;
  try {
    const tell = (what: string, expectedMs: number): void => say({ kind: 'step', what, expectedMs });
    const measured = await measure(request, tell, -request.spentMs);
    say({ kind: 'answer', answer: answerOf(measured, request) }, () => process.exit(0));
  } catch (error) {
    fail(error);
  }
});
