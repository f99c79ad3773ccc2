/** A cycle of two stations as a line on threads: each sends two trays for each one that it gets, so any belt fills up. */
import { threads } from '../../../engine/threads.ts';
import { StallError } from '../../../engine/watch/stall.ts';
import type { Line } from '../../../line/line.ts';
import { siblingUrl } from '../../../line/sibling.ts';
import { nodePlatform as platform } from '../../../platform/node/platform.ts';
import { withEngines } from '../with-engines.ts';

const [TO_BAKER, TO_ICER] = [0, 1];

function trayCycle(capacity: number): Line {
  const module = siblingUrl('./doubling-station', import.meta.url);
  const station = (name: string, sends: number) => {
    return { name, module, export: 'doublingStation', options: { sends }, firstWorkIndex: 0 };
  };
  return {
    sources: [{ name: 'door', module, export: 'firstTray', options: { tray: TO_BAKER }, firstWorkIndex: 0 }],
    stations: [station('baker', TO_ICER), station('icer', TO_BAKER)],
    edges: [
      { from: 'door', to: 'baker', items: [TO_BAKER], capacity: 1 },
      { from: 'baker', to: 'icer', items: [TO_ICER], capacity },
      { from: 'icer', to: 'baker', items: [TO_BAKER], capacity },
    ],
    alphabet: ['tray for the baker', 'tray for the icer'],
    parts: [],
  };
}

/** Runs the cycle on threads. Returns the report of the watchdog; null if it found nothing. */
export async function watchdogReport(capacity: number): Promise<string | null> {
  const engine = threads({ platform });
  return await withEngines([engine], async () => {
    try {
      await engine.run(trayCycle(capacity));
      return null;
    } catch (error) {
      if (error instanceof StallError) return error.message;
      throw error;
    }
  });
}
