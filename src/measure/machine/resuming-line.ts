/** The line with which the capacity for resuming is measured: a station that resumes a coroutine over a mailbox. */
import { NOTHING } from '../../channel/channel.ts';
import { mailbox } from '../../channel/mailbox.ts';
import type { Host, Station } from '../../line/coroutine.ts';
import type { Line } from '../../line/line.ts';
import { oneItemLine } from './kernel-line.ts';

interface ResumingOptions {
  readonly resumes: number;
}

/** How many items wait in the mailbox before they are taken. */
const CAPACITY = 64;

/** For each item it is sent, it resumes another coroutine so many times. */
export function* resumingStation({ resumes }: ResumingOptions, host: Host): Station {
  while (true) {
    const item = yield;
    resumeOverMailbox(resumes);
    host.send(item);
  }
}

function resumeOverMailbox(resumes: number): void {
  const { outlet, inlet } = mailbox(CAPACITY, nobody, nobody);
  const counted = counter();
  counted.next();
  for (let sent = 0; sent < resumes; ) {
    for (; sent < resumes && outlet.room() > 0; sent++) outlet.send(sent & 1);
    outlet.flush();
    for (let item = inlet.take(); item !== NOTHING; item = inlet.take()) counted.next(Number(item));
  }
}

/** Counts what it is sent, so that it is not compiled away. */
function* counter(): Generator<number, void, number> {
  let sum = 0;
  while (true) sum += yield sum;
}

function nobody(): void {}

/**
 * @param parts how many threads of a pool can work on it at once, 1 or more
 * @param resumes in each part, 0 or more
 */
export function resumingLine(parts: number, resumes: number): Line {
  const options: ResumingOptions = { resumes };
  return oneItemLine(parts, { module: import.meta.url, export: 'resumingStation', options });
}
