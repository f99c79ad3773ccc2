/** All exercises, in the order of their numbers. */
import type { Exercise } from './exercise.ts';

export const EXERCISES: readonly Exercise[] = [
  {
    number: 1,
    slug: '01-write-the-melter',
    title: 'Write the melter',
    grader: () => import('./01-melter.ts'),
  },
  {
    number: 2,
    slug: '02-prime-it',
    title: 'Prime it',
    grader: () => import('./02-prime.ts'),
  },
  {
    number: 3,
    slug: '03-fix-the-hasty-cook',
    title: 'Fix the hasty cook',
    grader: () => import('./03-hasty-cook.ts'),
  },
  {
    number: 4,
    slug: '04-bound-the-belt',
    title: 'Bound the belt',
    grader: () => import('./04-belt.ts'),
  },
  {
    number: 5,
    slug: '05-break-the-cycle',
    title: 'Break the cycle',
    grader: () => import('./05-cycle.ts'),
  },
  {
    number: 6,
    slug: '06-make-stop-heard',
    title: 'Make the stop heard',
    grader: () => import('./06-stop.ts'),
  },
  {
    number: 7,
    slug: '07-a-mutex',
    title: 'A mutex',
    grader: () => import('./07-mutex.ts'),
  },
  {
    number: 8,
    slug: '08-keep-the-order',
    title: 'Workers that keep the order',
    grader: () => import('./08-order.ts'),
  },
  {
    number: 9,
    slug: '09-place-the-stations',
    title: 'Place the stations on two threads',
    grader: () => import('./09-placement.ts'),
  },
  {
    number: 10,
    slug: '10-thread-or-pool',
    title: 'Thread or pool? Defend your choice with a figure',
    grader: () => import('./10-claim.ts'),
  },
];
