/** The process that measures, seen from its parent: what ends it. */
import { getEventListeners } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { InputError } from '../../src/line/factory-error.ts';
import { ask } from '../../src/pays/ask.ts';
import { exportPlace, requestFor } from '../../src/pays/place.ts';

let file = '';
beforeAll(() => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cake-factory-ask-')));
  file = join(folder, 'work.mjs');
  writeFileSync(file, 'export const never = () => { for (;;); };\n');
  return () => rmSync(folder, { recursive: true });
});

const requestWith = (inputs: readonly unknown[]) => requestFor(exportPlace(`${file}#never`), inputs, 2000);
const reason = new Error('enough');

describe('a signal', () => {
  test('that is aborted already starts nothing', async () => {
    const steps: string[] = [];
    const signal = AbortSignal.abort(reason);
    await expect(ask(await requestWith([1]), { step: (what) => steps.push(what), signal })).rejects.toBe(reason);
    expect(steps).toEqual([]);
  });

  test('ends the measurement of a function that never returns', async () => {
    const controller = new AbortController();
    const steps: string[] = [];
    const step = (what: string): void => {
      steps.push(what);
      if (what.startsWith('input 0')) controller.abort(reason);
    };
    await expect(ask(await requestWith([1]), { step, signal: controller.signal })).rejects.toBe(reason);
    expect(steps.at(-1)).toMatch(/^input 0/);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});

test('inputs that cannot be sent are refused, and the signal is free again', async () => {
  const { signal } = new AbortController();
  const asked = ask(await requestWith([() => 1]), { step() {}, signal });
  await expect(asked).rejects.toThrow(InputError);
  await expect(asked).rejects.toThrow('inputs: expected what can be sent to another process, found: ');
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
