/** The contrast of a line of one's own: what is shown of the start, and what its advice holds. */
import { expect, test } from 'vitest';
import { race } from '../../src/index.ts';
import { contrastLine } from '../../src/own/contrast-line.ts';
import { contrastText } from '../../src/own/text.ts';
import { nodePlatform as platform } from '../../src/platform/node/platform.ts';
import { upTo } from '../engine/running-lines.ts';
import { lineDocument } from '../package/line-document.ts';

const code = { module: new URL('../engine/running-lines.ts', import.meta.url).href, export: 'upTo' };

test('the start-up of stations that share threads is shown, also where the race has them on one thread', async () => {
  const contrast = await contrastLine(
    { line: upTo(200), code, name: 'up to' },
    {
      engines: ['event-loop', 'threads', 'pool'],
      channels: ['ring'],
      threads: 1,
      rounds: 1,
      records: { lanes: false, file: false },
      quick: true,
      platform,
    },
    { planned() {}, step() {}, proven() {} },
  );
  const { started } = contrast;
  expect(started.map(({ name, packed, threads }) => [name, packed, threads])).toEqual([
    ['cooperative', null, 1],
    ['event-loop', null, 1],
    ['threads', null, 2],
    ['threads', 1, 1],
    ['pool', null, platform.cores()],
  ]);
  for (const { threadMb, startupMs } of started) expect(Math.min(threadMb, startupMs)).toBeGreaterThanOrEqual(0);
  const [, table = ''] = contrastText(contrast, (_, text) => text).split('start-up  time to start the threads, once\n');
  expect(table.split('\n').map((row) => row.replace(/ {2,}\S+ m?s {2,}/, ': ').trim())).toEqual([
    'threads (ring): 2 threads',
    'threads (ring, 1 thread): 1 thread',
    `pool: ${platform.cores()} ${platform.cores() === 1 ? 'thread' : 'threads'}`,
  ]);
});

test('the advice that a race gives has the speedup of its engine, and the memory of its threads', async () => {
  const { advice, engines } = lineDocument.parse(await race(upTo(2000), { rounds: 7, threads: 1 }));
  // Null on a machine so busy that a figure is above its limit.
  if (advice === null) return expect(engines.map(({ outcome }) => outcome)).toContain('not-trusted');
  const { engine, channel, threads, speedup, threadMb } = advice;
  if (engine === 'cooperative') return expect([threads, speedup, threadMb]).toEqual([1, null, null]);
  const advised = engines.find((one) => one.name === engine && one.channel === channel && one.threads === threads);
  expect(advised?.speedup).toMatchObject(speedup ?? {});
  expect(speedup).not.toBeNull();
  expect(threadMb === null).toBe(engine === 'event-loop');
});
