/** The answers of all chapters: no letter and no length gives the right one away. */
import { expect, test } from 'vitest';
import { chapters } from '../../src/lessons/chapters.ts';
import { played } from './played.ts';

test('no letter is right in more than half of the chapters, nor is the longest answer', {
  timeout: 120_000,
}, async () => {
  const right: { readonly place: number; readonly isLongest: boolean }[] = [];
  for (const { chapter } of await chapters()) {
    // Where the claim is about time, this machine decides which answer is right.
    if (chapter.timed) continue;
    const { outcome } = await played(chapter);
    const { answers } = chapter.in('en').with({}).question;
    const lengths = answers.map((answer) => answer.length);
    const longest = lengths.indexOf(Math.max(...lengths));
    right.push({ place: outcome.right, isLongest: outcome.right === longest });
  }
  for (const place of [0, 1, 2, 3])
    expect([place, right.filter((one) => one.place === place).length <= right.length / 2]).toEqual([place, true]);
  expect(right.filter(({ isLongest }) => isLongest).length).toBeLessThanOrEqual(right.length / 2);
});
