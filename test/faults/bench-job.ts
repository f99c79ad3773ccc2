/** A process that starts one job of the bench, stops itself, and prints the kind of the result. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob } from '../../src/bench/children.ts';

const folder = mkdtempSync(join(tmpdir(), 'faults-bench-'));
const durations = { warmUpMs: 1, throughputMs: 1, roundTripMs: 1, latencyMs: 1 };
try {
  const job = runJob(
    { kind: 'message', name: 'same-thread-call', worker: '', durations },
    folder,
    new AbortController().signal,
    Number(process.argv[2]),
  );
  process.kill(process.pid, 'SIGSTOP');
  console.log((await job).kind);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
